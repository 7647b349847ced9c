import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { watchQueries } from '../../platform/database.ts';
import { Failure, NotFound } from '../../platform/errors.ts';

import {
	addLink,
	addMeasure,
	addSection,
	createRoadmap,
	openMeasure,
	openRoadmap,
	restoreRoadmap,
	withdrawMeasure,
	withdrawRoadmap
} from '../roadmap.ts';
import { sampleMeasure, sampleSnapshot, sampleTerm } from '../sample.testing.ts';
import { contentOf, type VersionContent } from './content.ts';

import {
	beginCorrection,
	openApproval,
	openComparison,
	openVersion,
	openVersionSnapshot
} from './version.ts';

import { openCast, type Cast } from './cast.testing.ts';

let cast: Cast;
let roadmapId: string;

beforeAll(async () => {
	cast = await openCast();
});
beforeEach(async () => {
	roadmapId = await cast.draft();
});
afterAll(() => cast.world.close());

const occurrences = () =>
	cast.world.admin
		.selectFrom('occurrence')
		.selectAll()
		.where('roadmap_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.execute();

describe('a next version', () => {
	it('is made in a draft of its own and written back: ids, links, people and execution stay', async () => {
		const person = await cast.world.person(cast.school);
		const kept = await cast.byText('Сбор контекстных данных о школе', roadmapId);
		const { id: otherId } = await createRoadmap(
			{ personId: cast.editor.personId, today: null },
			{ ownerId: cast.school, snapshot: sampleSnapshot() }
		);
		const [other] = await cast.measures(otherId);
		await addLink(cast.editor, { kind: 'supports', fromId: kept.id, toId: other!.id });
		await cast.approve(roadmapId);
		// somebody settles whom a name means, and reports, while the draft is open
		const { result: draft } = await beginCorrection(cast.editor, roadmapId, 'Изменились сроки');
		expect((await beginCorrection(cast.head, roadmapId, '')).result).toEqual({
			id: draft.id,
			version: 2,
			isNew: false
		});
		await cast.world.admin
			.updateTable('measure_party')
			.set({ person_id: person })
			.where('measure_id', '=', kept.id)
			.where('text', '=', 'Ясенева В. П.')
			.execute();
		await cast.world.admin
			.updateTable('occurrence')
			.set({ stage: 'verified', done_on: '2026-10-20' })
			.where('measure_id', '=', kept.id)
			.execute();

		const copy = await cast.byText('Сбор контекстных данных о школе', draft.id);
		expect(copy.originId).toBe(kept.id);
		await cast.save(copy.id, { term: 'Ноябрь', responsible: 'Ясенева В. П.\nЗавуч' });
		await withdrawMeasure(
			cast.editor,
			(await cast.byText('Курсы, 72 часа', draft.id)).id,
			'нет курсов'
		);
		const { result: section } = await addSection(cast.editor, draft.id, {
			title: '3. Новое',
			parentId: null
		});
		const { result: added } = await addMeasure(cast.editor, draft.id, {
			mine: { text: 'Совсем новое', term: 'март', section: section.id }
		});
		await addLink(cast.editor, { kind: 'supports', fromId: added.id, toId: other!.id });
		// the one in force did not move
		expect((await cast.byText('Сбор контекстных данных о школе', roadmapId)).term.phrase).toBe(
			'Октябрь'
		);

		const draftPage = await openApproval(cast.head, draft.id);
		expect(draftPage.difference?.measures).toHaveLength(3);
		const result = await cast.approve(draft.id, {
			number: '12',
			date: '2026-11-27',
			reason: 'Сроки'
		});
		expect(result).toEqual({ roadmapId, version: 2, repeated: false });

		const now = await openRoadmap(cast.head, roadmapId);
		const after = now.measures.find(({ id }) => id === kept.id)!;
		expect(after.term.phrase).toBe('Ноябрь');
		expect(after.responsible.map(({ text, personId }) => [text, personId])).toEqual([
			['Ясенева В. П.', person],
			['Завуч', null]
		]);
		expect(now.measures.map(({ text }) => text)).not.toContain('Курсы, 72 часа');
		const fresh = now.measures.find(({ id }) => id === added.id)!;
		expect(fresh).toMatchObject({ sectionId: section.id, originId: null });
		expect(now.links.map(({ measureId }) => measureId).sort()).toEqual([kept.id, added.id].sort());
		expect(now.head.order?.number).toBe('12');
		expect(now.standing).toMatchObject({
			correction: null,
			version: { number: 2, reason: 'Сроки' }
		});
		expect(now.standing.version!.changes).toMatchObject({ addedCount: 1, removedCount: 1 });

		const due = await occurrences();
		expect(due.filter(({ measure_id: id }) => id === kept.id)).toMatchObject([
			{ stage: 'verified', due_from: '2026-10-01' },
			{ stage: 'open', due_from: '2026-11-01' }
		]);
		expect(due.filter(({ measure_id: id }) => id === added.id)).toHaveLength(1);
		const { stored } = await openVersion(cast.head, roadmapId, 2);
		expect(contentOf(now)).toEqual(stored.content);

		// the draft is spent
		await expect(restoreRoadmap(cast.editor, draft.id)).rejects.toThrow(Failure);
		await expect(restoreRoadmap(cast.head, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_spent'
		});
	});

	it('begins with nothing changed, and is not approved so', async () => {
		await cast.approve(roadmapId);
		const { result: draft } = await beginCorrection(cast.editor, roadmapId, '');
		const page = await openApproval(cast.head, draft.id);
		expect(page.difference).toEqual({ head: [], sections: [], measures: [] });
		await expect(cast.approve(draft.id, { reason: 'Так' })).rejects.toMatchObject({
			code: 'approval_refused_same'
		});
		await expect(cast.approve(draft.id, { reason: ' ', from: '2027-06-01' })).rejects.toMatchObject(
			{
				fields: { reason: 'approval_wrong_reason', from: 'approval_wrong_future' }
			}
		);
	});

	it('is thrown away and brought back, but not over a version approved since', async () => {
		await cast.approve(roadmapId);
		const { result: draft } = await beginCorrection(cast.editor, roadmapId, '');
		await withdrawRoadmap(cast.editor, draft.id, 'передумали');
		await restoreRoadmap(cast.editor, draft.id);
		await withdrawRoadmap(cast.editor, draft.id, '');
		const { result: second } = await beginCorrection(cast.editor, roadmapId, '');
		expect(second.isNew).toBe(true);
		await expect(restoreRoadmap(cast.editor, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_second'
		});
		const [first] = await cast.measures(second.id);
		await cast.save(first!.id, { text: 'Иначе' });
		await cast.approve(second.id, { number: '12', reason: 'Уточнение' });
		await expect(restoreRoadmap(cast.editor, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_outdated'
		});
	});

	it('is compared with any other, and each prints as it was', async () => {
		await cast.approve(roadmapId);
		for (const n of [2, 3]) {
			const { result: draft } = await beginCorrection(cast.editor, roadmapId, '');
			const [first] = await cast.measures(draft.id);
			await cast.save(first!.id, { text: `Редакция ${n}` });
			await cast.approve(draft.id, { number: `${n}`, reason: `Причина ${n}` });
		}
		const texts = async (from: number | null, to: number | 'draft' | null) => {
			const { older, newer, difference } = await openComparison(cast.head, roadmapId, { from, to });
			expect(difference.measures).toHaveLength(1);
			return [older, newer].map(({ content }) => content.measures[0]!.text);
		};
		expect(await texts(null, null)).toEqual(['Редакция 2', 'Редакция 3']);
		expect(await texts(3, 1)).toEqual(['Общее руководство', 'Редакция 3']);
		const { result: draft } = await beginCorrection(cast.editor, roadmapId, '');
		const [first] = await cast.measures(draft.id);
		await cast.save(first!.id, { text: 'Черновик' });
		expect(await texts(null, null)).toEqual(['Редакция 3', 'Черновик']);
		await expect(openComparison(cast.head, roadmapId, { from: 1, to: 9 })).rejects.toThrow(
			NotFound
		);
		const old = await openVersionSnapshot(cast.head, roadmapId, 1);
		expect(old.order?.number).toBe('187');
		expect(old.measures[0]!.text).toBe('Общее руководство');
		expect(old.measures.at(-1)!.sectionPath).toEqual(['2. Работа с учителями', '2.1. Курсы']);
	});

	it('carries the talk of what it adds', async () => {
		await cast.approve(roadmapId);
		const { result: draft } = await beginCorrection(cast.editor, roadmapId, '');
		const { result: added } = await addMeasure(cast.editor, draft.id, {
			mine: { text: 'Обсуждаемое', term: 'март' }
		});
		await cast.world.commit(cast.curator.personId, (db) =>
			db
				.insertInto('comment')
				.values({
					measure_id: added.id,
					roadmap_id: draft.id,
					owner_id: cast.school,
					author_id: cast.curator.personId,
					author_name: 'К.',
					token: crypto.randomUUID(),
					text: 'Кто отвечает?'
				})
				.execute()
		);
		const { remarks } = await openApproval(cast.head, draft.id);
		expect(remarks).toMatchObject([{ measureId: added.id, open: 1 }]);
		await cast.approve(draft.id, { number: '12', reason: 'Добавлено' });
		expect((await openApproval(cast.head, roadmapId)).remarks).toMatchObject([{ open: 1 }]);
	});

	it('asks the same number of statements whatever its size', async () => {
		const many = sampleSnapshot({
			order: null,
			measures: Array.from({ length: 300 }, (_, n) =>
				sampleMeasure({
					number: String(n),
					text: `Дело ${n}`,
					term: sampleTerm('Октябрь', '2026-10-01')
				})
			)
		});
		const { id } = await createRoadmap(
			{ personId: cast.editor.personId, today: null },
			{ ownerId: cast.school, snapshot: many }
		);
		await cast.approve(id);
		let count = 0;
		watchQueries(() => (count += 1));
		const counted = async (work: () => Promise<unknown>) => {
			count = 0;
			await work();
			return count;
		};
		try {
			const { result: draft } = await beginCorrection(cast.editor, id, '');
			expect(await counted(() => openApproval(cast.head, draft.id))).toBeLessThanOrEqual(12);
			expect(
				await counted(() => openComparison(cast.head, id, { from: 1, to: 'draft' }))
			).toBeLessThanOrEqual(12);
			expect(await counted(() => openRoadmap(cast.head, id))).toBeLessThanOrEqual(10);
			await cast.save((await cast.measures(draft.id))[0]!.id, { text: 'Иначе' });
			expect(await counted(() => cast.approve(draft.id, { reason: 'Так' }))).toBeLessThanOrEqual(
				60
			);
		} finally {
			watchQueries(null);
		}
		const content = (await openVersion(cast.head, id, 2)).stored.content as VersionContent;
		expect(content.measures).toHaveLength(300);
		expect(await openMeasure(cast.editor, id, content.measures[0]!.id)).toMatchObject({
			may: { edit: false, shut: 'approved', link: true }
		});
	});
});
