import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Conflict, Failure, Forbidden } from '../../platform/errors.ts';

import {
	addLink,
	addMeasure,
	addSection,
	createRoadmap,
	moveMeasure,
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
import { sampleSnapshot } from '../sample.testing.ts';
import { contentOf, digestOf } from './content.ts';

import { approveRoadmap, openVersion, openVersions } from './version.ts';

import { openCast, order, type Cast } from './cast.testing.ts';

let cast: Cast;
let roadmapId: string;

beforeAll(async () => {
	cast = await openCast();
});
beforeEach(async () => {
	roadmapId = await cast.draft();
});
afterAll(() => cast.world.close());

describe('an approved version', () => {
	it('is stored once as it was shown, and nothing changes it', async () => {
		const before = contentOf(await openRoadmap(cast.head, roadmapId));
		await cast.approve(roadmapId);
		const { stored } = await openVersion(cast.head, roadmapId, 1);
		expect(stored.content).toEqual(before);
		expect(digestOf(stored.content)).toBe(stored.digest);
		const attempts = [
			() =>
				cast.world.commit(cast.head.personId, (db) =>
					db
						.updateTable('measure')
						.set({ text: 'Иначе' })
						.where('roadmap_id', '=', roadmapId)
						.executeTakeFirst()
				),
			() =>
				cast.world.commit(cast.head.personId, (db) =>
					db.deleteFrom('roadmap_version').where('roadmap_id', '=', roadmapId).executeTakeFirst()
				)
		];
		for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
		await expect(
			cast.world.admin.updateTable('roadmap_version').set({ reason: 'x' }).execute()
		).rejects.toMatchObject({ code: 'OP001' });
	});

	it('is refused at every door of the cast.editor with the reason', async () => {
		const { result } = await addSection(cast.editor, roadmapId, { title: 'Новый', parentId: null });
		const [first, other] = await cast.measures(roadmapId);
		const changed = await saveMeasure(cast.editor, first!.id, {
			mine: { notes: 'до приказа' },
			base: {},
			revision: 1
		});
		await cast.approve(roadmapId);
		const mine = { mine: { text: 'Иначе' }, base: {}, revision: 0 };
		const doors: (() => Promise<unknown>)[] = [
			() => saveMeasure(cast.editor, first!.id, mine),
			() => addMeasure(cast.editor, roadmapId, mine),
			() => withdrawMeasure(cast.editor, first!.id, ''),
			() => moveMeasure(cast.editor, first!.id, { section: null, before: other!.id }),
			() => addSection(cast.editor, roadmapId, { title: 'Ещё', parentId: null }),
			() => saveSection(cast.editor, result.id, { title: 'Иначе', parentId: null, revision: 1 }),
			() => withdrawSection(cast.editor, result.id, ''),
			() => renumberRoadmap(cast.editor, roadmapId, 'through'),
			() => saveHead(cast.editor, roadmapId, { mine: { title: 'Иначе' }, base: {}, revision: 0 }),
			() => undo(cast.editor, changed.auditId!)
		];
		for (const door of doors)
			await expect(door()).rejects.toMatchObject({ code: 'approval_refused_approved' });
		// only who may approve takes the whole away, and it comes back
		await expect(withdrawRoadmap(cast.editor, roadmapId, '')).rejects.toThrow(Forbidden);
		await withdrawRoadmap(cast.head, roadmapId, 'по ошибке');
		await restoreRoadmap(cast.head, roadmapId);
	});

	it('has links of its own still, and its approval is not undone', async () => {
		const { id: otherId } = await createRoadmap(
			{ personId: cast.editor.personId, today: null },
			{ ownerId: cast.school, snapshot: sampleSnapshot() }
		);
		const sent = { ...order, digest: await cast.digest(roadmapId), file: null };
		const approved = await approveRoadmap(cast.municipal, roadmapId, sent);
		await expect(undo(cast.head, approved.auditId!)).rejects.toMatchObject({
			code: 'approval_undo_step'
		});
		const [from] = await cast.measures(roadmapId);
		const [to] = await cast.measures(otherId);
		const linked = await addLink(cast.editor, { kind: 'supports', fromId: from!.id, toId: to!.id });
		expect((await openRoadmap(cast.editor, roadmapId)).links).toHaveLength(1);
		await undo(cast.editor, linked.auditId!);
		expect((await openRoadmap(cast.editor, roadmapId)).links).toHaveLength(0);
	});

	it('comes of the same form sent twice once', async () => {
		const sent = { ...order, digest: await cast.digest(roadmapId), file: null };
		await approveRoadmap(cast.municipal, roadmapId, sent);
		const again = await approveRoadmap(cast.municipal, roadmapId, sent);
		expect(again.result).toEqual({ roadmapId, version: 1, repeated: true });
		await expect(
			approveRoadmap(cast.municipal, roadmapId, { ...sent, number: '188' })
		).rejects.toThrow(Conflict);
		expect((await openVersions(cast.head, roadmapId)).versions).toHaveLength(1);
	});

	it('is what was shown, however an edit and the order race', async () => {
		const outcomes = { approved: 0, refused: 0 };
		for (let round = 0; round < 25; round += 1) {
			const { id } = await createRoadmap(
				{ personId: cast.editor.personId, today: null },
				{ ownerId: cast.school, snapshot: sampleSnapshot({ order: null }) }
			);
			const shown = contentOf(await openRoadmap(cast.head, id));
			const [first] = shown.measures;
			const edit = saveMeasure(cast.editor, first!.id, {
				mine: { text: `Правка ${round}` },
				base: {},
				revision: 1
			});
			const approval = approveRoadmap(cast.municipal, id, {
				...order,
				digest: digestOf(shown),
				file: null
			});
			const [edited, approved] = await Promise.allSettled([edit, approval]);
			const failures = [edited, approved].filter((each) => each.status === 'rejected');
			expect(failures).toHaveLength(1);
			expect(failures[0]!.reason).toBeInstanceOf(Failure);
			const now = contentOf(await openRoadmap(cast.head, id));
			if (approved.status === 'fulfilled') {
				outcomes.approved += 1;
				expect(now).toEqual(shown);
				expect((await openVersion(cast.head, id, 1)).stored.content).toEqual(shown);
			} else {
				outcomes.refused += 1;
				expect(approved.reason).toMatchObject({ code: 'approval_refused_changed' });
				expect(now.measures[0]!.text).toBe(`Правка ${round}`);
			}
		}
		expect(outcomes.approved + outcomes.refused).toBe(25);
	});
});
