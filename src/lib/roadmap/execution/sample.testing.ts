/** A roadmap in force for database tests, with the occurrences that a test needs. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PlainDate, Window } from '../../calendar/term.ts';
import type { World } from '../../platform/testing/world.ts';
import type { Status } from '../model.ts';
import type { OccurrenceKind, Stage } from './model.ts';

export interface SampleMeasure {
	text: string;
	/** Person responsible, beside the printed name. */
	person?: string;
	/** Who is responsible as printed. */
	party?: string;
	factors?: number[];
	lane?: number;
	occurrences: {
		/** null: no date is known. */
		days: [PlainDate, PlainDate] | null;
		stage?: Stage;
		doneOn?: PlainDate;
		reason?: string;
		kind?: OccurrenceKind;
		neverLate?: boolean;
	}[];
}

export interface SampleRoadmap {
	id: string;
	/** In the order given, each with its occurrences in the order given. */
	measures: { id: string; occurrences: string[] }[];
}

/** Stores a roadmap of `owner`; `status` is `in-force` unless another is given. */
export async function sampleRoadmap(
	world: World,
	owner: string,
	measures: SampleMeasure[],
	given: {
		title?: string;
		level?: 'region' | 'municipality' | 'school';
		period?: Window;
		status?: Status;
		lanes?: string[];
	} = {}
): Promise<SampleRoadmap> {
	const id = randomUUID();
	const period = given.period ?? { from: '2026-09-01', to: '2027-08-31' };
	const stored: SampleRoadmap = { id, measures: [] };
	await world.admin.transaction().execute(async (db) => {
		await sql`select set_config('opora.approving', 'on', true)`.execute(db);
		await db
			.insertInto('roadmap')
			.values({
				id,
				owner_id: owner,
				title: given.title ?? 'Дорожная карта',
				level: given.level ?? 'school',
				period_from: period.from,
				period_to: period.to,
				year_kind: 'school',
				order_number: '118',
				order_date: period.from,
				lanes: given.lanes ?? [],
				status: given.status ?? 'in-force',
				in_force_from: period.from
			})
			.execute();
		for (const [n, measure] of measures.entries()) {
			const measureId = randomUUID();
			const windows = measure.occurrences.flatMap(({ days }) =>
				days ? [{ from: days[0], to: days[1] }] : []
			);
			await db
				.insertInto('measure')
				.values({
					id: measureId,
					roadmap_id: id,
					owner_id: owner,
					position: n + 1,
					number: String(n + 1),
					text: measure.text,
					lane: measure.lane ?? null,
					factors: measure.factors ?? [],
					term: JSON.stringify({
						kind: windows.length > 0 ? 'dates' : 'external',
						window: null,
						occurrences: windows,
						recurrence: null,
						confidence: 1,
						doubts: []
					}),
					window_from: windows[0]?.from ?? null,
					window_to: windows.at(-1)?.to ?? null
				})
				.execute();
			await db
				.insertInto('measure_party')
				.values({
					measure_id: measureId,
					owner_id: owner,
					position: 0,
					text: measure.party ?? 'Ясенева В. П.',
					person_id: measure.person ?? null
				})
				.execute();
			const occurrences: string[] = [];
			for (const one of measure.occurrences) {
				const occurrenceId = randomUUID();
				await db
					.insertInto('occurrence')
					.values({
						id: occurrenceId,
						measure_id: measureId,
						roadmap_id: id,
						owner_id: owner,
						kind: one.kind ?? (one.days ? 'term' : 'undated'),
						due_from: one.days?.[0] ?? null,
						due_to: one.days?.[1] ?? null,
						never_late: one.neverLate ?? one.days === null,
						stage: one.stage ?? 'open',
						done_on: one.doneOn ?? null,
						reason: one.reason ?? null
					})
					.execute();
				occurrences.push(occurrenceId);
			}
			stored.measures.push({ id: measureId, occurrences });
		}
	});
	return stored;
}
