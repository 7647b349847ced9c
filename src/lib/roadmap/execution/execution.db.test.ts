import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import type { NewEvidence } from '../evidence/evidence.ts';
import { undo } from '../roadmap.ts';
import {
	addOccurrence,
	beginOccurrence,
	cancelOccurrence,
	closeNotDone,
	dateOccurrence,
	findOccurrences,
	reopenOccurrence,
	setExecution,
	sendReport,
	type Happened,
	type SentReport
} from './execution.ts';
import { sampleRoadmap, type SampleRoadmap } from './sample.testing.ts';

let world: World;
let school: string;
let coordinator: Actor;
let head: Actor;
let curator: Actor;
let stranger: Actor;
/** Responsible for the second measure; holds no role at all. */
let teacher: Actor;
let roadmap: SampleRoadmap;
let today: string;

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	coordinator = await world.actor(school, 'school-coordinator');
	head = await world.actor(school, 'school-head');
	curator = await world.actor(school, 'curator');
	await world.curates(curator.personId, school);
	stranger = await world.actor(await world.organisation(municipality), 'school-coordinator');
	teacher = await world.actor(school);
	const { rows } = await sql<{ today: string }>`
		select (opora.now() at time zone 'Europe/Moscow')::date::text as today`.execute(world.admin);
	today = rows[0]!.today;
});
afterAll(() => world.close());

beforeEach(async () => {
	const window = (n: number): [string, string] => [day(n - 20), day(n)];
	roadmap = await sampleRoadmap(
		world,
		school,
		[
			{
				text: 'Заседания команды',
				occurrences: [{ days: window(0) }, { days: window(30) }, { days: window(60) }]
			},
			{ text: 'Консультации', person: teacher.personId, occurrences: [{ days: window(10) }] },
			{ text: 'Курсы', occurrences: [{ days: null }] }
		],
		{ period: { from: day(-100), to: day(265) } }
	);
});

/** `today` moved by some days. */
function day(n: number): string {
	return new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10);
}

const occurrence = (measure: number, n = 0): string => roadmap.measures[measure]!.occurrences[n]!;

function report(ids: string[], given: Partial<SentReport> = {}): SentReport {
	return {
		token: randomUUID(),
		occurrences: ids.map((id) => ({ id, revision: 1 })),
		doneOn: today,
		text: 'Команда собралась, протокол подписан.',
		result: '',
		number: '',
		evidence: [],
		...given
	};
}

const stored = async (id: string) =>
	world.admin.selectFrom('occurrence').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const reports = async () =>
	world.admin.selectFrom('report').selectAll().where('roadmap_id', '=', roadmap.id).execute();

const paper: NewEvidence = {
	...{ row: 1, kind: 'protocol', uploadId: null, url: null, number: '3', date: '2026-11-20' },
	...{ issuer: null, note: null, personalData: false }
};

describe('sendReport', () => {
	it('tells once about several occurrences, with a number and evidence', async () => {
		const ids = [occurrence(0), occurrence(0, 1), occurrence(1)];
		const { result } = await sendReport(
			coordinator,
			report(ids, { number: '57,5 %', result: 'Выше порога', evidence: [paper] })
		);
		expect(result).toMatchObject({ count: 3, repeated: false });
		for (const id of ids)
			expect(await stored(id)).toMatchObject({
				stage: 'reported',
				done_on: today,
				report_id: result.reportId
			});
		expect(await reports()).toMatchObject([{ result_number: '57.5', result: 'Выше порога' }]);
		const evidence = await world.admin
			.selectFrom('evidence')
			.selectAll()
			.where('report_id', '=', result.reportId)
			.execute();
		expect(evidence).toMatchObject([{ kind: 'protocol', number: '3' }]);
	});

	it('is one report when the same form comes twice, also at the same moment', async () => {
		const sent = report([occurrence(0), occurrence(1)], { evidence: [paper] });
		const answers = await Promise.all([1, 2, 3].map(() => sendReport(coordinator, sent)));
		const again = await sendReport(coordinator, sent);
		const ids = new Set([...answers, again].map(({ result }) => result.reportId));
		expect(ids.size).toBe(1);
		expect(answers.filter(({ result }) => !result.repeated)).toHaveLength(1);
		expect(again).toMatchObject({ auditId: null, result: { repeated: true, count: 2 } });
		expect(await reports()).toHaveLength(1);
	});

	it('takes one of two reports of different people and tells the other who was first', async () => {
		const answers = await Promise.allSettled([
			sendReport(coordinator, report([occurrence(0)])),
			sendReport(head, report([occurrence(0)]))
		]);
		const refused = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toBeInstanceOf(Conflict);
		expect((refused.reason as Conflict<Happened>).stored).toMatchObject({
			stage: 'reported',
			by: 'Ясенева\u00a0В.',
			byOneself: false
		});
		expect(await reports()).toHaveLength(1);
	});

	it('lets an author amend the report, with its evidence, and nobody else', async () => {
		const first = await sendReport(coordinator, report([occurrence(0)], { evidence: [paper] }));
		const evidence = await world.admin
			.selectFrom('evidence')
			.select('id')
			.where('report_id', '=', first.result.reportId)
			.execute();
		const { revision } = await stored(occurrence(0));
		const amended = report([occurrence(0)], {
			occurrences: [{ id: occurrence(0), revision }],
			text: 'Дополнено',
			keptEvidence: evidence.map(({ id }) => id)
		});
		await expect(sendReport(head, amended)).rejects.toMatchObject({
			code: 'execution_refused_reported'
		});
		const second = await sendReport(coordinator, amended);
		expect(await stored(occurrence(0))).toMatchObject({ report_id: second.result.reportId });
		expect(await reports()).toHaveLength(2);
		const kept = await world.admin
			.selectFrom('evidence')
			.select('number')
			.where('report_id', '=', second.result.reportId)
			.execute();
		expect(kept).toEqual([{ number: '3' }]);
	});

	it.each([
		['doneOn', { doneOn: '31.02.2026' }, 'error_date'],
		['doneOn', { doneOn: '2099-01-01' }, 'execution_done_in_future'],
		['doneOn', { doneOn: '2015-01-01' }, 'execution_done_too_early'],
		['text', { text: '  \n' }, 'execution_text_needed'],
		['number', { number: 'половина' }, 'execution_number_wrong']
	])('refuses a wrong %s and stores nothing', async (field, given, code) => {
		const answer = sendReport(coordinator, report([occurrence(0)], given));
		await expect(answer).rejects.toMatchObject({ fields: { [field]: code } });
		expect(await reports()).toEqual([]);
		expect(await stored(occurrence(0))).toMatchObject({ stage: 'open', revision: 1 });
	});

	it('asks for the kinds of evidence that the measure wants', async () => {
		await setExecution(coordinator, roadmap.measures[0]!.id, {
			revision: 1,
			checkIn: 'half-yearly',
			evidenceKinds: ['protocol', 'nonsense']
		});
		await expect(sendReport(coordinator, report([occurrence(0)]))).rejects.toMatchObject({
			code: 'execution_kinds_missing'
		});
		await sendReport(coordinator, report([occurrence(0)], { evidence: [paper] }));
	});

	it('refuses what was cancelled meanwhile and says who did it and why', async () => {
		await cancelOccurrence(head, { id: occurrence(0), revision: 1 }, 'Карантин');
		const answer = sendReport(coordinator, report([occurrence(0), occurrence(1)]));
		await expect(answer).rejects.toMatchObject({
			code: 'execution_refused_cancelled',
			stored: { occurrenceId: occurrence(0), reason: 'Карантин', by: 'Ясенева\u00a0В.' }
		});
		expect(await stored(occurrence(1))).toMatchObject({ stage: 'open' });
	});

	it('refuses a verified, a withdrawn and a closed one', async () => {
		const set = (values: object) =>
			world.admin.updateTable('occurrence').set(values).where('id', '=', occurrence(0)).execute();
		await set({ stage: 'verified' });
		await expect(sendReport(coordinator, report([occurrence(0)]))).rejects.toMatchObject({
			code: 'execution_refused_verified'
		});
		await set({ stage: 'open', withdrawn_at: new Date() });
		await expect(sendReport(coordinator, report([occurrence(0)]))).rejects.toMatchObject({
			code: 'execution_refused_withdrawn'
		});
		await world.admin
			.updateTable('roadmap')
			.set({ status: 'closed' })
			.where('id', '=', roadmap.id)
			.execute();
		await expect(sendReport(coordinator, report([occurrence(1)]))).rejects.toMatchObject({
			code: 'execution_refused_closed'
		});
	});

	it('refuses a page that is stale, without losing the other change', async () => {
		await beginOccurrence(head, { id: occurrence(0), revision: 1 });
		await expect(sendReport(coordinator, report([occurrence(0)]))).rejects.toMatchObject({
			code: 'execution_refused_stale',
			stored: { stage: 'begun' }
		});
	});

	it('answers foreign ids and those of two roadmaps as if there were none', async () => {
		await expect(sendReport(stranger, report([occurrence(0)]))).rejects.toThrow(NotFound);
		await expect(sendReport(coordinator, report([randomUUID()]))).rejects.toThrow(NotFound);
		const other = await sampleRoadmap(world, school, [
			{ text: 'Другое', occurrences: [{ days: ['2026-11-01', '2026-11-30'] }] }
		]);
		const both = report([occurrence(0), other.measures[0]!.occurrences[0]!]);
		await expect(sendReport(coordinator, both)).rejects.toThrow(NotFound);
	});

	it('lets the person responsible report without any role, on own measures only', async () => {
		await sendReport(teacher, report([occurrence(1)]));
		expect(await stored(occurrence(1))).toMatchObject({ stage: 'reported' });
		await expect(sendReport(teacher, report([occurrence(0)]))).rejects.toThrow(Forbidden);
		await expect(sendReport(curator, report([occurrence(0)]))).rejects.toThrow(Forbidden);
		const cancelled = cancelOccurrence(teacher, { id: occurrence(1), revision: 2 }, 'Причина');
		await expect(cancelled).rejects.toThrow(/forbidden|refused/);
	});

	it('can be taken back until somebody verified it, and sent again', async () => {
		const sent = report([occurrence(0)]);
		const { auditId, result } = await sendReport(coordinator, sent);
		await undo(coordinator, auditId!);
		expect(await stored(occurrence(0))).toMatchObject({
			stage: 'open',
			report_id: null,
			done_on: null
		});
		const revived = await sendReport(coordinator, {
			...sent,
			occurrences: [{ id: occurrence(0), revision: null }]
		});
		expect(revived.result.repeated).toBe(false);
		expect(revived.result.reportId).not.toBe(result.reportId);
		await world.admin
			.updateTable('occurrence')
			.set({ stage: 'verified' })
			.where('id', '=', occurrence(0))
			.execute();
		await expect(undo(coordinator, revived.auditId!)).rejects.toThrow(Conflict);
	});
});

describe('what people do to occurrences', () => {
	const shown = async (id: string) => ({ id, revision: (await stored(id)).revision });

	it('begins, closes as not done, opens again and takes each back', async () => {
		const id = occurrence(0);
		await beginOccurrence(coordinator, await shown(id));
		const { auditId } = await closeNotDone(coordinator, await shown(id), 'Заболел докладчик');
		expect(await stored(id)).toMatchObject({ stage: 'not-done', reason: 'Заболел докладчик' });
		await undo(coordinator, auditId!);
		expect(await stored(id)).toMatchObject({ stage: 'begun', reason: null });
		await cancelOccurrence(coordinator, await shown(id), 'Карантин');
		await reopenOccurrence(coordinator, await shown(id));
		expect(await stored(id)).toMatchObject({ stage: 'open', reason: null });
	});

	it('asks for a reason, refuses a stage that does not fit and a stale page', async () => {
		const id = occurrence(0);
		await expect(cancelOccurrence(coordinator, await shown(id), ' ')).rejects.toThrow(Invalid);
		await expect(reopenOccurrence(coordinator, await shown(id))).rejects.toMatchObject({
			code: 'execution_refused_stage'
		});
		await beginOccurrence(head, await shown(id));
		await expect(closeNotDone(coordinator, { id, revision: 1 }, 'Нет')).rejects.toThrow(Conflict);
	});

	it('gives a schedule of others its days and takes them away, and never the term', async () => {
		const id = occurrence(2);
		await dateOccurrence(coordinator, await shown(id), { from: '', to: day(30) });
		expect(await stored(id)).toMatchObject({
			due_from: day(30),
			due_to: day(30),
			never_late: true
		});
		await dateOccurrence(coordinator, await shown(id), null);
		expect(await stored(id)).toMatchObject({ due_from: null });
		const fixed = dateOccurrence(coordinator, await shown(occurrence(0)), {
			from: today,
			to: today
		});
		await expect(fixed).rejects.toMatchObject({ code: 'execution_date_fixed' });
	});

	it('adds another time where the term does not say how often, and takes it back', async () => {
		const measureId = roadmap.measures[2]!.id;
		const { auditId } = await addOccurrence(coordinator, measureId, { from: today, to: day(5) });
		const find = () => world.as(coordinator.personId, (db) => findOccurrences(db, { measureId }));
		expect(await find()).toMatchObject([{ kind: 'added', neverLate: true }, { kind: 'undated' }]);
		await undo(coordinator, auditId!);
		expect(await find()).toHaveLength(1);
		await expect(addOccurrence(coordinator, roadmap.measures[0]!.id, null)).rejects.toThrow(
			Invalid
		);
		await expect(addOccurrence(stranger, measureId, null)).rejects.toThrow(NotFound);
		await expect(addOccurrence(curator, measureId, null)).rejects.toThrow(Forbidden);
	});
});
