import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';

import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';

import { openRoadmap, withdrawMeasure } from '../roadmap.ts';

import { milestones } from './standing.ts';
import {
	approveRoadmap,
	beginCorrection,
	moveRoadmap,
	openApproval,
	openComparison,
	openVersion,
	openVersions
} from './version.ts';

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

const occurrences = () =>
	cast.world.admin
		.selectFrom('occurrence')
		.selectAll()
		.where('roadmap_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.execute();

describe('the way to an order', () => {
	it('leads from the draft over review and agreement, each step with who and what was said', async () => {
		const step = (actor: Actor, move: Parameters<typeof moveRoadmap>[2]['move'], comment = '') =>
			cast
				.digest(roadmapId)
				.then((shown) => moveRoadmap(actor, roadmapId, { move, comment, digest: shown }));
		await expect(step(cast.curator, 'agree')).rejects.toThrow(Conflict);
		await step(cast.editor, 'submit', 'Посмотрите, пожалуйста');
		await expect(step(cast.curator, 'return')).rejects.toMatchObject({
			fields: { comment: 'approval_comment_needed' }
		});
		await step(cast.curator, 'return', 'Нет ответственного в № 3');
		await step(cast.editor, 'submit');
		await expect(step(cast.editor, 'agree')).rejects.toThrow(Forbidden);
		await step(cast.curator, 'agree');
		await expect(
			approveRoadmap(cast.editor, roadmapId, { ...order, digest: '', file: null })
		).rejects.toThrow(Forbidden);
		const sent = { ...order, digest: await cast.digest(roadmapId), file: null };
		const { result } = await approveRoadmap(cast.head, roadmapId, sent);
		expect(result).toEqual({ roadmapId, version: 1, repeated: false });
		const { head: now, standing, measures: shown } = await openRoadmap(cast.editor, roadmapId);
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

	it('shuts the cast.editor from the agreement on, and opens it again when taken back', async () => {
		const shown = await cast.digest(roadmapId);
		await moveRoadmap(cast.editor, roadmapId, { move: 'submit', comment: '', digest: null });
		await cast.save((await cast.measures(roadmapId))[0]!.id, {
			text: 'Поправлено на согласовании'
		});
		await expect(
			moveRoadmap(cast.curator, roadmapId, { move: 'agree', comment: '', digest: shown })
		).rejects.toMatchObject({ code: 'approval_refused_changed' });
		await moveRoadmap(cast.curator, roadmapId, {
			move: 'agree',
			comment: '',
			digest: await cast.digest(roadmapId)
		});
		const [first] = await cast.measures(roadmapId);
		await expect(cast.save(first!.id, { text: 'Ещё раз' })).rejects.toMatchObject({
			code: 'approval_refused_agreed'
		});
		expect((await openRoadmap(cast.editor, roadmapId)).may).toMatchObject({
			edit: false,
			shut: 'agreed'
		});
		await moveRoadmap(cast.editor, roadmapId, { move: 'recall', comment: '', digest: null });
		await cast.save(first!.id, { text: 'Ещё раз' });
	});

	it('answers a cast.stranger like a missing roadmap, at every door', async () => {
		await cast.approve(roadmapId);
		const foreign: (() => Promise<unknown>)[] = [
			() => openApproval(cast.stranger, roadmapId),
			() => openVersions(cast.stranger, roadmapId),
			() => openVersion(cast.stranger, roadmapId, 1),
			() => openComparison(cast.stranger, roadmapId, { from: null, to: null }),
			() => beginCorrection(cast.stranger, roadmapId, ''),
			() => moveRoadmap(cast.stranger, roadmapId, { move: 'close', comment: 'x', digest: null }),
			() => approveRoadmap(cast.stranger, roadmapId, { ...order, digest: '', file: null })
		];
		for (const door of foreign) await expect(door()).rejects.toThrow(NotFound);
		await expect(openApproval(cast.head, 'нет')).rejects.toThrow(NotFound);
	});

	it('closes with a reason and opens again', async () => {
		await cast.approve(roadmapId);
		const move = (given: 'close' | 'reopen', comment: string) =>
			moveRoadmap(cast.head, roadmapId, { move: given, comment, digest: null });
		await expect(move('close', ' ')).rejects.toThrow(Invalid);
		await move('close', 'Школа объединена');
		expect((await openRoadmap(cast.head, roadmapId)).head.status).toBe('closed');
		await expect(beginCorrection(cast.editor, roadmapId, '')).rejects.toThrow(Conflict);
		await move('reopen', '');
		expect((await openRoadmap(cast.head, roadmapId)).head.status).toBe('in-force');
	});

	it('is in force from the day that the order names', async () => {
		await cast.approve(roadmapId, { from: '2027-06-01' });
		const opened = await openRoadmap(cast.head, roadmapId);
		expect(opened.head.status).toBe('approved');
		expect(milestones(opened.head, opened.standing).at(-1)).toEqual({
			kind: 'force',
			state: 'now',
			at: '2027-06-01'
		});
	});

	it('refuses an empty roadmap and an order that says too little', async () => {
		for (const { id } of await cast.measures(roadmapId)) await withdrawMeasure(cast.editor, id, '');
		await expect(
			moveRoadmap(cast.editor, roadmapId, { move: 'submit', comment: '', digest: null })
		).rejects.toMatchObject({ code: 'approval_refused_empty' });
		await expect(cast.approve(roadmapId)).rejects.toMatchObject({ code: 'approval_refused_empty' });
		await expect(
			cast.approve(roadmapId, { number: ' ', date: '2026-02-30' })
		).rejects.toMatchObject({
			fields: { number: 'approval_wrong_number', date: 'error_date' }
		});
	});
});
