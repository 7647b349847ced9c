import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import type { World } from '../../platform/testing/world.ts';
import { sampleRoadmap } from '../execution/sample.testing.ts';
import { actorAt, autumn, full, openDistrict, plan, type District } from './district.testing.ts';
import * as sample from './district.testing.ts';
import {
	beginReport,
	decideReport,
	openFill,
	openReport,
	openReports,
	recallReport,
	refillReport,
	saveReport,
	sendReport
} from './half-year.ts';

let district: District;
let world: World;
let municipality: string;
let school: string;
let author: Actor;
let head: Actor;
let coordinator: Actor;

const begun = () => sample.begun(world, school, author);
const sent = (owner = school, by = author) => sample.sent(world, owner, by);
const roadmapOf = (owner: string) => sample.roadmapOf(world, owner);

beforeAll(async () => {
	district = await openDistrict();
	({ world, municipality, school, author, head, coordinator } = district);
});
afterAll(() => world.close());

const stageOf = async (actor: Actor, roadmapId: string, id: string) =>
	(await openReport(actor, roadmapId, id)).report.stage;

describe('filling', () => {
	it('brings what the system knows, and begun twice it is one report', async () => {
		const { roadmap, id } = await begun();
		const again = await beginReport(head, roadmap.id, autumn);
		expect(again.result).toMatchObject({ id, repeated: true });
		const page = await openFill(author, roadmap.id, id);
		expect(page.report.facts.figures).toMatchObject({ planned: 3, done: 1, late: 1, notDone: 1 });
		expect(page.report.facts.figures).toMatchObject({ dueDone: 1, due: 3, allDone: 1, all: 3 });
		expect(page.report.period).toEqual({ from: '2025-09-01', to: '2025-10-31' });
		expect(page.fields[`why-${roadmap.measures[2]!.id}`]).toBe('Нет ставки');
		expect(Object.keys(page.missing)).toEqual([
			`why-${roadmap.measures[1]!.id}`,
			'summary',
			'name'
		]);
		const { periods } = await openReports(author, roadmap.id);
		expect(periods.map(({ key, report }) => [key, report?.stage ?? null]).slice(0, 2)).toEqual([
			['2025-autumn', 'created'],
			['2026-spring', null]
		]);
	});

	it('begins one report where two people press at once', async () => {
		const roadmap = await roadmapOf(school);
		const both = await Promise.all([
			beginReport(author, roadmap.id, autumn),
			beginReport(head, roadmap.id, autumn)
		]);
		expect(new Set(both.map(({ result }) => result.id)).size).toBe(1);
		const { steps } = await openReport(author, roadmap.id, both[0].result.id);
		expect(steps.map(({ kind }) => kind)).toEqual(['begun']);
	});

	it('counts anew without touching what was written, and says what changed', async () => {
		const { roadmap, id } = await begun();
		await saveReport(author, id, { mine: full(roadmap), base: {}, revision: 1 });
		await world.admin
			.updateTable('occurrence')
			.set({ stage: 'verified', done_on: '2025-11-02' })
			.where('id', '=', roadmap.measures[1]!.occurrences[0]!)
			.execute();
		const before = await openFill(author, roadmap.id, id);
		expect(before.news).toEqual([
			{ measureId: roadmap.measures[1]!.id, name: '2', before: 'late', after: 'done-late' }
		]);
		expect(before.report.facts.figures.late).toBe(1);
		const { result } = await refillReport(author, id, before.report.period);
		expect(result.changes).toBe(1);
		const after = await openFill(author, roadmap.id, id);
		expect(after.news).toEqual([]);
		expect(after.report.changes).toEqual(before.news);
		expect(after.report.facts.figures).toMatchObject({ late: 0, doneLate: 1 });
		expect(after.fields).toMatchObject(full(roadmap));
	});

	it('takes other days inside the plan only', async () => {
		const { roadmap, id } = await begun();
		await refillReport(author, id, { from: '2025-09-01', to: '2025-10-10' });
		const { report } = await openFill(author, roadmap.id, id);
		expect(report.facts.figures).toMatchObject({ planned: 1, doneAhead: 1, underWay: 1 });
		for (const days of [
			{ from: '2025-08-01', to: '2025-10-10' },
			{ from: '2025-09-01', to: '2027-10-10' },
			{ from: '2025-10-01', to: '2025-09-10' },
			{ from: 'x', to: '' }
		])
			await expect(refillReport(author, id, days)).rejects.toThrow(Invalid);
	});

	it('is for roadmaps that an order approved, and for half-years that began', async () => {
		const draft = await sampleRoadmap(world, school, [], { status: 'draft', period: plan });
		await expect(beginReport(author, draft.id, autumn)).rejects.toThrow(Invalid);
		const roadmap = await roadmapOf(school);
		for (const season of [
			{ year: 2020, season: 'autumn' },
			{ year: 2200, season: 'spring' }
		] as const)
			await expect(beginReport(author, roadmap.id, season)).rejects.toThrow(Invalid);
	});
});

describe('writing', () => {
	it('merges two people’s fields, and shows both versions of one field', async () => {
		const { roadmap, id } = await begun();
		await saveReport(head, id, { mine: { summary: 'Слова директора' }, base: {}, revision: 1 });
		const mine = { problems: 'Кадры' };
		await saveReport(author, id, { mine, base: { problems: '' }, revision: 1 });
		const { fields } = await openFill(author, roadmap.id, id);
		expect(fields).toMatchObject({ summary: 'Слова директора', problems: 'Кадры' });
		const stale = { mine: { summary: 'Мои слова' }, base: { summary: '' }, revision: 1 };
		const refused = await saveReport(author, id, stale).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(Conflict);
		expect((refused as Conflict<{ stored: object; fields: string[] }>).stored).toMatchObject({
			fields: ['summary'],
			stored: { summary: 'Слова директора' }
		});
		// the same form sent twice is no conflict
		await saveReport(author, id, { mine, base: { problems: '' }, revision: 1 });
	});

	it('keeps the reason of the system linked until a person words it', async () => {
		const { roadmap, id } = await begun();
		const why = `why-${roadmap.measures[2]!.id}`;
		await saveReport(author, id, { mine: { [why]: 'Нет ставки' }, base: {}, revision: 1 });
		await world.admin
			.updateTable('occurrence')
			.set({ reason: 'Ставка сокращена' })
			.where('id', '=', roadmap.measures[2]!.occurrences[0]!)
			.execute();
		await refillReport(author, id, { from: '2025-09-01', to: '2025-10-31' });
		expect((await openFill(author, roadmap.id, id)).fields[why]).toBe('Ставка сокращена');
		const { report } = await openFill(author, roadmap.id, id);
		const own = { mine: { [why]: 'Ищем с сентября' }, base: {}, revision: report.revision };
		await saveReport(author, id, own);
		await refillReport(author, id, { from: '2025-09-01', to: '2025-10-31' });
		expect((await openFill(author, roadmap.id, id)).fields[why]).toBe('Ищем с сентября');
	});

	it('refuses texts that are too long, and saves nothing', async () => {
		const { roadmap, id } = await begun();
		const long = { mine: { summary: 'а'.repeat(20_001) }, base: {}, revision: 1 };
		await expect(saveReport(author, id, long)).rejects.toMatchObject({
			fields: { summary: 'error_too_long' }
		});
		expect((await openFill(author, roadmap.id, id)).fields.summary).toBe('');
	});
});

describe('the way of a report', () => {
	it('is sent only when everything is explained, but saved in any case', async () => {
		const { roadmap, id } = await begun();
		const part = { mine: { summary: 'Итоги' }, base: {}, revision: 1 };
		expect((await sendReport(author, id, part)).result.sent).toBe(false);
		const page = await openFill(author, roadmap.id, id);
		expect(page.fields.summary).toBe('Итоги');
		expect(page.report.stage).toBe('created');
		const whole = { mine: full(roadmap), base: {}, revision: page.report.revision };
		expect((await sendReport(author, id, whole)).result.sent).toBe(true);
		expect((await sendReport(author, id, whole)).result.sent).toBe(true);
		const { steps } = await openReport(author, roadmap.id, id);
		expect(steps.map(({ kind, by }) => [kind, by])).toEqual([
			['begun', 'Климова А. Б.'],
			['sent', 'Климова А. Б.']
		]);
	});

	it('keeps what was sent as it was, whatever happens to the roadmap', async () => {
		const { roadmap, id } = await sent();
		await world.admin
			.updateTable('occurrence')
			.set({ stage: 'verified', done_on: '2025-11-02' })
			.where('id', '=', roadmap.measures[1]!.occurrences[0]!)
			.execute();
		const { content } = await openReport(coordinator, roadmap.id, id);
		expect(content.facts.figures).toMatchObject({ late: 1, done: 1 });
		expect(content.explanations).toEqual({
			[roadmap.measures[1]!.id]: 'Карантин',
			[roadmap.measures[2]!.id]: 'Нет ставки'
		});
		await expect(
			saveReport(author, id, { mine: { summary: 'Иначе' }, base: {}, revision: 3 })
		).rejects.toThrow(Invalid);
		await expect(
			refillReport(author, id, { from: '2025-09-01', to: '2025-10-31' })
		).rejects.toThrow(Invalid);
	});

	it('is returned with a comment, mended, sent again and accepted; both sendings can be seen', async () => {
		const { roadmap, id, revision } = await sent();
		const silent = { verdict: 'returned', comment: ' ', revision } as const;
		await expect(decideReport(coordinator, id, silent)).rejects.toThrow(Invalid);
		const said = { verdict: 'returned', comment: 'Допишите итоги', revision } as const;
		await decideReport(coordinator, id, said);
		expect((await decideReport(coordinator, id, said)).result.repeated).toBe(true);
		const page = await openFill(author, roadmap.id, id);
		expect(page.returned?.comment).toBe('Допишите итоги');
		await sendReport(author, id, {
			mine: { summary: 'Итоги подробно' },
			base: {},
			revision: page.report.revision
		});
		const now = await openReport(coordinator, roadmap.id, id);
		expect(now.may).toMatchObject({ accept: true, return: true, write: false });
		const yes = { verdict: 'accepted', comment: '', revision: now.report.revision } as const;
		await decideReport(coordinator, id, yes);
		expect((await decideReport(coordinator, id, yes)).result.repeated).toBe(true);
		const done = await openReport(author, roadmap.id, id);
		expect(done.report.stage).toBe('accepted');
		expect(done.content.texts.summary).toBe('Итоги подробно');
		expect(done.steps.map(({ kind }) => kind)).toEqual([
			...['begun', 'sent', 'returned', 'sent', 'accepted']
		]);
		const first = await openReport(author, roadmap.id, id, done.steps[1]!.id);
		expect(first.content.texts.summary).toBe('Полугодие прошло');
		await expect(recallReport(author, id)).rejects.toThrow(Invalid);
	});

	it('tells the second reader what the first decided', async () => {
		const other = await actorAt(world, municipality, 'municipal-coordinator');
		const { id, revision } = await sent();
		await decideReport(coordinator, id, { verdict: 'accepted', comment: '', revision });
		await expect(
			decideReport(other, id, { verdict: 'returned', comment: 'Поздно', revision })
		).rejects.toMatchObject({ stored: { kind: 'accepted', personId: coordinator.personId } });
	});

	it('can be taken back before it is decided', async () => {
		const { roadmap, id } = await sent();
		await recallReport(head, id);
		await recallReport(head, id);
		expect(await stageOf(author, roadmap.id, id)).toBe('ready');
	});
});
