import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Failure, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import {
	addLink,
	addMeasure,
	addSection,
	createRoadmap,
	moveMeasure,
	openMeasure,
	openRoadmap,
	renumberRoadmap,
	restoreRoadmap,
	saveHead,
	saveMeasure,
	saveSection,
	undo,
	withdrawMeasure,
	withdrawRoadmap,
	withdrawSection
} from '../roadmap.ts';
import { sampleMeasure, sampleSnapshot, sampleTerm } from '../sample.testing.ts';
import { contentOf, digestOf, type VersionContent } from './content.ts';
import { milestones } from './standing.ts';
import {
	approveRoadmap,
	beginCorrection,
	moveRoadmap,
	openApproval,
	openComparison,
	openVersion,
	openVersions,
	openVersionSnapshot
} from './version.ts';

let world: World;
let school: string;
let region: string;
let editor: Actor;
let head: Actor;
let municipal: Actor;
let curator: Actor;
let stranger: Actor;
let roadmapId: string;

async function actorAt(organisation: string, role: Role, assigned?: string): Promise<Actor> {
	const personId = await world.person(organisation, role);
	if (assigned) await world.curates(personId, assigned);
	const paths = await world.admin
		.selectFrom('organisation')
		.select(['id', 'path'])
		.where('id', 'in', [organisation, assigned ?? organisation])
		.execute();
	const pathOf = (id: string) => paths.find((each) => each.id === id)!.path;
	return {
		personId,
		accountId: '',
		name: `${role} Я.`,
		fullName: '',
		initials: '',
		post: '',
		organisationId: organisation,
		duties: [
			{
				role,
				organisationId: organisation,
				organisation: '',
				path: pathOf(organisation),
				assigned: assigned ? [pathOf(assigned)] : []
			}
		]
	};
}

beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	editor = await actorAt(school, 'school-coordinator');
	head = await actorAt(school, 'school-head');
	municipal = await actorAt(municipality, 'municipal-coordinator');
	curator = await actorAt(municipality, 'curator', school);
	stranger = await actorAt(await world.organisation(municipality), 'school-head');
});

beforeEach(async () => {
	const snapshot = sampleSnapshot({ order: null });
	({ id: roadmapId } = await createRoadmap(
		{ personId: editor.personId, today: null },
		{ ownerId: school, snapshot }
	));
});

afterAll(() => world.close());

const order = { number: '187', date: '2026-11-20', issuer: 'школы', from: '', reason: '' };

async function digest(id = roadmapId): Promise<string> {
	return (await openApproval(head, id)).digest;
}

async function approve(id = roadmapId, given: Partial<typeof order> = {}) {
	const sent = { ...order, ...given, digest: await digest(id), file: null };
	return (await approveRoadmap(municipal, id, sent)).result;
}

const measures = async (id = roadmapId) => (await openRoadmap(municipal, id)).measures;
const byText = async (text: string, id = roadmapId) =>
	(await measures(id)).find((measure) => measure.text === text)!;

async function save(id: string, mine: Record<string, string>): Promise<void> {
	await saveMeasure(editor, id, { mine, base: {}, revision: 0 });
}

const occurrences = () =>
	world.admin
		.selectFrom('occurrence')
		.selectAll()
		.where('roadmap_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.execute();

describe('the way to an order', () => {
	it('leads from the draft over review and agreement, each step with who and what was said', async () => {
		const step = (actor: Actor, move: Parameters<typeof moveRoadmap>[2]['move'], comment = '') =>
			digest().then((shown) => moveRoadmap(actor, roadmapId, { move, comment, digest: shown }));
		await expect(step(curator, 'agree')).rejects.toThrow(Conflict);
		await step(editor, 'submit', 'Посмотрите, пожалуйста');
		await expect(step(curator, 'return')).rejects.toMatchObject({
			fields: { comment: 'approval_comment_needed' }
		});
		await step(curator, 'return', 'Нет ответственного в № 3');
		await step(editor, 'submit');
		await expect(step(editor, 'agree')).rejects.toThrow(Forbidden);
		await step(curator, 'agree');
		await expect(approveRoadmap(editor, roadmapId, { ...order, digest: '', file: null })).rejects.toThrow(
			Forbidden
		);
		const sent = { ...order, digest: await digest(), file: null };
		const { result } = await approveRoadmap(head, roadmapId, sent);
		expect(result).toEqual({ roadmapId, version: 1, repeated: false });
		const { head: now, standing, measures: shown } = await openRoadmap(editor, roadmapId);
		expect(now).toMatchObject({ status: 'in-force', inForceFrom: '2026-11-20' });
		expect(now.order).toEqual({ number: '187', date: '2026-11-20', issuer: 'школы' });
		expect(standing.steps.map(({ from, to, comment }) => [from, to, comment])).toEqual([
			['draft', 'review', 'Посмотрите, пожалуйста'],
			['review', 'draft', 'Нет ответственного в № 3'],
			['draft', 'review', null],
			['review', 'agreed', null],
			['agreed', 'approved', null]
		]);
		expect(standing.steps[1]!.name).toBe('curator Я.');
		expect(milestones(now, standing).map(({ kind, state }) => [kind, state])).toEqual([
			['made', 'done'],
			['review', 'done'],
			['order', 'done']
		]);
		expect((await occurrences()).length).toBeGreaterThanOrEqual(shown.length);
	});

	it('shuts the editor from the agreement on, and opens it again when taken back', async () => {
		const shown = await digest();
		await moveRoadmap(editor, roadmapId, { move: 'submit', comment: '', digest: null });
		await save((await measures())[0]!.id, { text: 'Поправлено на согласовании' });
		await expect(
			moveRoadmap(curator, roadmapId, { move: 'agree', comment: '', digest: shown })
		).rejects.toMatchObject({ code: 'approval_refused_changed' });
		await moveRoadmap(curator, roadmapId, { move: 'agree', comment: '', digest: await digest() });
		const [first] = await measures();
		await expect(save(first!.id, { text: 'Ещё раз' })).rejects.toMatchObject({
			code: 'approval_refused_agreed'
		});
		expect((await openRoadmap(editor, roadmapId)).may).toMatchObject({ edit: false, shut: 'agreed' });
		await moveRoadmap(editor, roadmapId, { move: 'recall', comment: '', digest: null });
		await save(first!.id, { text: 'Ещё раз' });
	});

	it('answers a stranger like a missing roadmap, at every door', async () => {
		await approve();
		const foreign: (() => Promise<unknown>)[] = [
			() => openApproval(stranger, roadmapId),
			() => openVersions(stranger, roadmapId),
			() => openVersion(stranger, roadmapId, 1),
			() => openComparison(stranger, roadmapId, { from: null, to: null }),
			() => beginCorrection(stranger, roadmapId, ''),
			() => moveRoadmap(stranger, roadmapId, { move: 'close', comment: 'x', digest: null }),
			() => approveRoadmap(stranger, roadmapId, { ...order, digest: '', file: null })
		];
		for (const door of foreign) await expect(door()).rejects.toThrow(NotFound);
		await expect(openApproval(head, 'нет')).rejects.toThrow(NotFound);
	});

	it('closes with a reason and opens again', async () => {
		await approve();
		const move = (given: 'close' | 'reopen', comment: string) =>
			moveRoadmap(head, roadmapId, { move: given, comment, digest: null });
		await expect(move('close', ' ')).rejects.toThrow(Invalid);
		await move('close', 'Школа объединена');
		expect((await openRoadmap(head, roadmapId)).head.status).toBe('closed');
		await expect(beginCorrection(editor, roadmapId, '')).rejects.toThrow(Conflict);
		await move('reopen', '');
		expect((await openRoadmap(head, roadmapId)).head.status).toBe('in-force');
	});

	it('is in force from the day that the order names', async () => {
		await approve(roadmapId, { from: '2027-06-01' });
		const opened = await openRoadmap(head, roadmapId);
		expect(opened.head.status).toBe('approved');
		expect(milestones(opened.head, opened.standing).at(-1)).toEqual({
			kind: 'force',
			state: 'now',
			at: '2027-06-01'
		});
	});

	it('refuses an empty roadmap and an order that says too little', async () => {
		for (const { id } of await measures()) await withdrawMeasure(editor, id, '');
		await expect(
			moveRoadmap(editor, roadmapId, { move: 'submit', comment: '', digest: null })
		).rejects.toMatchObject({ code: 'approval_refused_empty' });
		await expect(approve()).rejects.toMatchObject({ code: 'approval_refused_empty' });
		await expect(approve(roadmapId, { number: ' ', date: '2026-02-30' })).rejects.toMatchObject({
			fields: { number: 'approval_wrong_number', date: 'error_date' }
		});
	});
});

describe('an approved version', () => {
	it('is stored once as it was shown, and nothing changes it', async () => {
		const before = contentOf(await openRoadmap(head, roadmapId));
		await approve();
		const { stored } = await openVersion(head, roadmapId, 1);
		expect(stored.content).toEqual(before);
		expect(digestOf(stored.content)).toBe(stored.digest);
		for (const table of ['roadmap_version', 'measure'] as const) {
			const attempt = world.commit(head.personId, (db) =>
				table === 'measure'
					? db
							.updateTable(table)
							.set({ text: 'Иначе' })
							.where('roadmap_id', '=', roadmapId)
							.execute()
					: db.deleteFrom(table).where('roadmap_id', '=', roadmapId).execute()
			);
			await expect(attempt).rejects.toThrow();
		}
		await expect(
			world.admin.updateTable('roadmap_version').set({ reason: 'x' }).execute()
		).rejects.toMatchObject({ code: 'OP001' });
	});

	it('is refused at every door of the editor with the reason', async () => {
		const { result } = await addSection(editor, roadmapId, { title: 'Новый', parentId: null });
		const [first, other] = await measures();
		const changed = await saveMeasure(editor, first!.id, {
			mine: { notes: 'до приказа' },
			base: {},
			revision: 0
		});
		await approve();
		const mine = { mine: { text: 'Иначе' }, base: {}, revision: 0 };
		const doors: (() => Promise<unknown>)[] = [
			() => saveMeasure(editor, first!.id, mine),
			() => addMeasure(editor, roadmapId, mine),
			() => withdrawMeasure(editor, first!.id, ''),
			() => moveMeasure(editor, first!.id, { section: null, before: other!.id }),
			() => addSection(editor, roadmapId, { title: 'Ещё', parentId: null }),
			() => saveSection(editor, result.id, { title: 'Иначе', parentId: null, revision: 1 }),
			() => withdrawSection(editor, result.id, ''),
			() => renumberRoadmap(editor, roadmapId, 'through'),
			() => saveHead(editor, roadmapId, { mine: { title: 'Иначе' }, base: {}, revision: 0 }),
			() => undo(editor, changed.auditId!)
		];
		for (const door of doors)
			await expect(door()).rejects.toMatchObject({ code: 'approval_refused_approved' });
		// only who may approve takes the whole away, and it comes back
		await expect(withdrawRoadmap(editor, roadmapId, '')).rejects.toThrow(Forbidden);
		await withdrawRoadmap(head, roadmapId, 'по ошибке');
		await restoreRoadmap(head, roadmapId);
	});

	it('has links of its own still, and its approval is not undone', async () => {
		const { id: otherId } = await createRoadmap(
			{ personId: editor.personId, today: null },
			{ ownerId: school, snapshot: sampleSnapshot() }
		);
		const sent = { ...order, digest: await digest(), file: null };
		const approved = await approveRoadmap(municipal, roadmapId, sent);
		await expect(undo(head, approved.auditId!)).rejects.toMatchObject({
			code: 'approval_undo_step'
		});
		const [from] = await measures();
		const [to] = await measures(otherId);
		const linked = await addLink(editor, { kind: 'supports', fromId: from!.id, toId: to!.id });
		expect((await openRoadmap(editor, roadmapId)).links).toHaveLength(1);
		await undo(editor, linked.auditId!);
		expect((await openRoadmap(editor, roadmapId)).links).toHaveLength(0);
	});

	it('comes of the same form sent twice once', async () => {
		const sent = { ...order, digest: await digest(), file: null };
		await approveRoadmap(municipal, roadmapId, sent);
		const again = await approveRoadmap(municipal, roadmapId, sent);
		expect(again.result).toEqual({ roadmapId, version: 1, repeated: true });
		await expect(
			approveRoadmap(municipal, roadmapId, { ...sent, number: '188' })
		).rejects.toThrow(Conflict);
		expect((await openVersions(head, roadmapId)).versions).toHaveLength(1);
	});

	it('is what was shown, however an edit and the order race', async () => {
		const outcomes = { approved: 0, refused: 0 };
		for (let round = 0; round < 25; round += 1) {
			const { id } = await createRoadmap(
				{ personId: editor.personId, today: null },
				{ ownerId: school, snapshot: sampleSnapshot({ order: null }) }
			);
			const shown = contentOf(await openRoadmap(head, id));
			const [first] = shown.measures;
			const edit = saveMeasure(editor, first!.id, {
				mine: { text: `Правка ${round}` },
				base: {},
				revision: 0
			});
			const approval = approveRoadmap(municipal, id, {
				...order,
				digest: digestOf(shown),
				file: null
			});
			const [edited, approved] = await Promise.allSettled([edit, approval]);
			const failures = [edited, approved].filter((each) => each.status === 'rejected');
			expect(failures).toHaveLength(1);
			expect(failures[0]!.reason).toBeInstanceOf(Failure);
			const now = contentOf(await openRoadmap(head, id));
			if (approved.status === 'fulfilled') {
				outcomes.approved += 1;
				expect(now).toEqual(shown);
				expect((await openVersion(head, id, 1)).stored.content).toEqual(shown);
			} else {
				outcomes.refused += 1;
				expect(approved.reason).toMatchObject({ code: 'approval_refused_changed' });
				expect(now.measures[0]!.text).toBe(`Правка ${round}`);
			}
		}
		expect(outcomes.approved + outcomes.refused).toBe(25);
	});
});

describe('a next version', () => {
	it('is made in a draft of its own and written back: ids, links, people and execution stay', async () => {
		const person = await world.person(school);
		const kept = await byText('Сбор контекстных данных о школе');
		const { id: otherId } = await createRoadmap(
			{ personId: editor.personId, today: null },
			{ ownerId: school, snapshot: sampleSnapshot() }
		);
		const [other] = await measures(otherId);
		await addLink(editor, { kind: 'supports', fromId: kept.id, toId: other!.id });
		await approve();
		// somebody settles whom a name means, and reports, while the draft is open
		const { result: draft } = await beginCorrection(editor, roadmapId, 'Изменились сроки');
		expect((await beginCorrection(head, roadmapId, '')).result).toEqual({
			id: draft.id,
			isNew: false
		});
		await world.admin
			.updateTable('measure_party')
			.set({ person_id: person })
			.where('measure_id', '=', kept.id)
			.where('text', '=', 'Ясенева В. П.')
			.execute();
		await world.admin
			.updateTable('occurrence')
			.set({ stage: 'verified', done_on: '2026-10-20' })
			.where('measure_id', '=', kept.id)
			.execute();

		const copy = await byText('Сбор контекстных данных о школе', draft.id);
		expect(copy.originId).toBe(kept.id);
		await save(copy.id, { term: 'Ноябрь', responsible: 'Ясенева В. П.\nЗавуч' });
		await withdrawMeasure(editor, (await byText('Курсы, 72 часа', draft.id)).id, 'нет курсов');
		const { result: section } = await addSection(editor, draft.id, {
			title: '3. Новое',
			parentId: null
		});
		const { result: added } = await addMeasure(editor, draft.id, {
			mine: { text: 'Совсем новое', term: 'март', section: section.id }
		});
		await addLink(editor, { kind: 'supports', fromId: added.id, toId: other!.id });
		// the one in force did not move
		expect((await byText('Сбор контекстных данных о школе')).term.phrase).toBe('Октябрь');

		const draftPage = await openApproval(head, draft.id);
		expect(draftPage.difference?.measures).toHaveLength(3);
		const result = await approve(draft.id, { number: '12', date: '2026-11-27', reason: 'Сроки' });
		expect(result).toEqual({ roadmapId, version: 2, repeated: false });

		const now = await openRoadmap(head, roadmapId);
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
		expect(now.standing).toMatchObject({ correction: null, version: { number: 2, reason: 'Сроки' } });
		expect(now.standing.version!.changes).toMatchObject({ addedCount: 1, removedCount: 1 });

		const due = await occurrences();
		expect(due.filter(({ measure_id: id }) => id === kept.id)).toMatchObject([
			{ stage: 'verified', due_from: '2026-10-01' },
			{ stage: 'open', due_from: '2026-11-01' }
		]);
		expect(due.filter(({ measure_id: id }) => id === added.id)).toHaveLength(1);
		const { stored } = await openVersion(head, roadmapId, 2);
		expect(contentOf(now)).toEqual(stored.content);

		// the draft is spent
		await expect(restoreRoadmap(editor, draft.id)).rejects.toThrow(Failure);
		await expect(restoreRoadmap(head, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_spent'
		});
	});

	it('begins with nothing changed, and is not approved so', async () => {
		await approve();
		const { result: draft } = await beginCorrection(editor, roadmapId, '');
		const page = await openApproval(head, draft.id);
		expect(page.difference).toEqual({ head: [], sections: [], measures: [] });
		await expect(approve(draft.id, { reason: 'Так' })).rejects.toMatchObject({
			code: 'approval_refused_same'
		});
		await expect(approve(draft.id, { reason: ' ', from: '2027-06-01' })).rejects.toMatchObject({
			fields: { reason: 'approval_wrong_reason', from: 'approval_wrong_future' }
		});
	});

	it('is thrown away and brought back, but not over a version approved since', async () => {
		await approve();
		const { result: draft } = await beginCorrection(editor, roadmapId, '');
		await withdrawRoadmap(editor, draft.id, 'передумали');
		await restoreRoadmap(editor, draft.id);
		await withdrawRoadmap(editor, draft.id, '');
		const { result: second } = await beginCorrection(editor, roadmapId, '');
		expect(second.isNew).toBe(true);
		await expect(restoreRoadmap(editor, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_second'
		});
		const [first] = await measures(second.id);
		await save(first!.id, { text: 'Иначе' });
		await approve(second.id, { number: '12', reason: 'Уточнение' });
		await expect(restoreRoadmap(editor, draft.id)).rejects.toMatchObject({
			code: 'approval_refused_outdated'
		});
	});

	it('is compared with any other, and each prints as it was', async () => {
		await approve();
		for (const n of [2, 3]) {
			const { result: draft } = await beginCorrection(editor, roadmapId, '');
			const [first] = await measures(draft.id);
			await save(first!.id, { text: `Редакция ${n}` });
			await approve(draft.id, { number: `${n}`, reason: `Причина ${n}` });
		}
		const texts = async (from: number | null, to: number | 'draft' | null) => {
			const { older, newer, difference } = await openComparison(head, roadmapId, { from, to });
			expect(difference.measures).toHaveLength(1);
			return [older, newer].map(({ content }) => content.measures[0]!.text);
		};
		expect(await texts(null, null)).toEqual(['Редакция 2', 'Редакция 3']);
		expect(await texts(3, 1)).toEqual(['Общее руководство', 'Редакция 3']);
		const { result: draft } = await beginCorrection(editor, roadmapId, '');
		const [first] = await measures(draft.id);
		await save(first!.id, { text: 'Черновик' });
		expect(await texts(null, null)).toEqual(['Редакция 3', 'Черновик']);
		await expect(openComparison(head, roadmapId, { from: 1, to: 9 })).rejects.toThrow(NotFound);
		const old = await openVersionSnapshot(head, roadmapId, 1);
		expect(old.order?.number).toBe('187');
		expect(old.measures[0]!.text).toBe('Общее руководство');
		expect(old.measures.at(-1)!.sectionPath).toEqual(['2. Работа с учителями', '2.1. Курсы']);
	});

	it('carries the talk of what it adds', async () => {
		await approve();
		const { result: draft } = await beginCorrection(editor, roadmapId, '');
		const { result: added } = await addMeasure(editor, draft.id, {
			mine: { text: 'Обсуждаемое', term: 'март' }
		});
		await world.commit(curator.personId, (db) =>
			db
				.insertInto('comment')
				.values({
					measure_id: added.id,
					roadmap_id: draft.id,
					owner_id: school,
					author_id: curator.personId,
					author_name: 'К.',
					token: crypto.randomUUID(),
					text: 'Кто отвечает?'
				})
				.execute()
		);
		const { remarks } = await openApproval(head, draft.id);
		expect(remarks).toMatchObject([{ measureId: added.id, open: 1 }]);
		await approve(draft.id, { number: '12', reason: 'Добавлено' });
		expect((await openApproval(head, roadmapId)).remarks).toMatchObject([{ open: 1 }]);
	});

	it('asks the same number of statements whatever its size', async () => {
		const many = sampleSnapshot({
			order: null,
			measures: Array.from({ length: 300 }, (_, n) =>
				sampleMeasure({ number: String(n), text: `Дело ${n}`, term: sampleTerm('Октябрь', '2026-10-01') })
			)
		});
		const { id } = await createRoadmap(
			{ personId: editor.personId, today: null },
			{ ownerId: school, snapshot: many }
		);
		await approve(id);
		let count = 0;
		watchQueries(() => (count += 1));
		const counted = async (work: () => Promise<unknown>) => {
			count = 0;
			await work();
			return count;
		};
		try {
			const { result: draft } = await beginCorrection(editor, id, '');
			expect(await counted(() => openApproval(head, draft.id))).toBeLessThanOrEqual(12);
			expect(await counted(() => openComparison(head, id, { from: 1, to: 'draft' }))).toBeLessThanOrEqual(12);
			expect(await counted(() => openRoadmap(head, id))).toBeLessThanOrEqual(10);
			await save((await measures(draft.id))[0]!.id, { text: 'Иначе' });
			expect(await counted(() => approve(draft.id, { reason: 'Так' }))).toBeLessThanOrEqual(60);
		} finally {
			watchQueries(null);
		}
		const content = (await openVersion(head, id, 2)).stored.content as VersionContent;
		expect(content.measures).toHaveLength(300);
		expect(await openMeasure(editor, id, content.measures[0]!.id)).toMatchObject({
			may: { edit: false, shut: 'approved', link: true }
		});
	});
});
