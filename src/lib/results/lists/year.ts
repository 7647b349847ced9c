/** The list of a year: who needs support in a place, and the runs and orders that it rests on. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { Result } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import { mostYears } from '../sure/school.ts';
import type { Verdict } from '../sure/sure.ts';
import {
	listShows,
	type ListShow,
	type Order,
	type Place,
	type Run,
	type SchoolYear,
	type YearFilter
} from './model.ts';
import { findOrders } from './store-order.ts';
import { findProcedures, levelsOfProcedures, type Named } from './store-procedures.ts';
import { findRules, type RulesChoice } from './store-rules.ts';
import { findRunsOf, findSums, insertRun, settleStatuses, takeRun } from './store-run.ts';
import { findResultsBefore } from './store-school.ts';
import { findPlaces, findYear, findYears } from './store-year.ts';
import { priorsOfSums, sureOfLow, sureOfSchoolAtAll, type LowSureness } from './sureness.ts';

/** Schools on one page of a list. */
export const listSize = 50;

/** What stands in the address. */
export function readYearFilter(address: URLSearchParams): YearFilter {
	const year = Number(address.get('year'));
	const page = Number(address.get('page'));
	return {
		place: isId(address.get('place')) ? address.get('place') : null,
		year: Number.isInteger(year) && year >= 1990 && year <= 2200 ? year : null,
		show: listShows.find((show) => show === address.get('show')) ?? 'all',
		q: (address.get('q') ?? '').trim().slice(0, 100),
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

export interface ListedSchool extends SchoolYear {
	low: LowSureness[];
	/** One word for how sure the calculation is; null where nothing is low. */
	verdict: Verdict | null;
}

export interface YearPage {
	places: Place[];
	place: Place;
	/** Whether the actor reads the whole place, or some of its schools. */
	isWhole: boolean;
	years: number[];
	year: number;
	counts: Partial<Record<ListShow, number>>;
	rows: ListedSchool[];
	total: number;
	/** Every run that a row rests on, and those of the place in this year, the newest first. */
	runs: Run[];
	/** The run of the place itself that stands for the year. */
	taken: Run | null;
	orders: Order[];
	procedures: ReadonlyMap<string, Named>;
	/** Rule sets that the place may run. */
	rules: RulesChoice[];
	may: { run: boolean; edit: boolean; look: boolean };
}

/** Opens a year's list. null: the actor reads results nowhere that has lists. Nine statements. */
export function openYear(
	actor: Actor,
	filter: YearFilter,
	thisYear: number
): Promise<YearPage | null> {
	return actAs(actor, async (db) => {
		const found = await findAsked(db, filter.place);
		if (!found) return null;
		const { places, place } = found;
		const years = await findYears(db, place.id);
		const year = filter.year ?? years[0] ?? thisYear;
		const size = { limit: listSize, offset: (filter.page - 1) * listSize };
		const { rows, total, counts } = await findYear(db, place.id, year, filter, size);
		const ids = [...new Set(rows.flatMap(({ runId }) => runId ?? []))];
		const runs = await findRunsOf(db, place.id, year, ids);
		const sums = await findSums(db, ids);
		const listed = rows
			.filter(({ finding }) => finding?.lowProcedures.length)
			.map(({ schoolId }) => schoolId);
		const earlier = await findResultsBefore(db, listed, year, mostYears - 1);
		const listIds = [...new Set(rows.flatMap(({ listId }) => listId ?? []))];
		const byId = new Map(runs.map((run) => [run.id, run]));
		const own = runs.filter((run) => run.placeId === place.id && run.takenAt !== null);
		return {
			places,
			place,
			isWhole: place.isWhole,
			years: years.includes(year) ? years : [...years, year].sort((a, b) => b - a),
			year,
			counts,
			rows: rows.map((row) =>
				withSureness(row, byId, sums, { year, earlier: earlier.get(row.schoolId) ?? [] })
			),
			total,
			runs,
			taken: own.sort((a, b) => Number(b.takenAt) - Number(a.takenAt))[0] ?? null,
			orders: await findOrders(db, place.id, year, listIds),
			procedures: await findProcedures(db, [year]),
			rules: await findRules(db, place.path),
			may: {
				run: allowed(actor, 'results.run', place.path),
				edit: allowed(actor, 'results.edit', place.path),
				look: allowed(actor, 'results.signs', place.path)
			}
		};
	});
}

function withSureness(
	row: SchoolYear,
	runs: ReadonlyMap<string, Run>,
	sums: Awaited<ReturnType<typeof findSums>>,
	years: { year: number; earlier: readonly Result[] }
): ListedSchool {
	const run = runs.get(row.runId ?? '');
	if (!run || !row.finding) return { ...row, low: [], verdict: null };
	const low = sureOfLow(row.finding, run.rules, priorsOfSums(sums.get(run.id)), years);
	return { ...row, low, verdict: sureOfSchoolAtAll(low, run.rules) };
}

/** The places whose lists the actor sees, and the one that is asked for. */
export interface Asked {
	places: Place[];
	place: Place & { isWhole: boolean };
}

/** The place that an address names, else the actor's own. */
export async function findAsked(db: Db, placeId: string | null): Promise<Asked | null> {
	const places = await findPlaces(db);
	if (places.length === 0) return null;
	const place = placeId === null ? places[0]! : places.find(({ id }) => id === placeId);
	if (!place) throw new NotFound('not_found');
	return { places, place };
}

/** The place where the actor may run. Throws where it is not seen, or not his to run. */
export async function placeToRun(db: Db, actor: Actor, placeId: string): Promise<Place> {
	const place = (await findPlaces(db)).find(({ id }) => id === placeId);
	if (!place) throw new NotFound('not_found');
	if (!allowed(actor, 'results.run', place.path)) throw new Forbidden('error_forbidden');
	return place;
}

/** «847-2020», or `place/code/version` of an own one: the rule set that a form names. */
export function chosenRules(choices: readonly RulesChoice[], key: string | undefined): RuleSet {
	const found = choices.find((choice) => choice.key === key);
	if (!found) throw new Invalid('error_form', { rules: 'lists_error_rules' });
	return found.rules;
}

/**
 * Calculates the year's list and stores it. The first run of a place's year stands for it at once;
 * a later one does when somebody takes it.
 */
export function runYear(
	actor: Actor,
	placeId: string,
	year: number,
	rulesKey: string | undefined
): Promise<{ id: string; isTaken: boolean }> {
	return actAs(actor, async (db) => {
		const place = await placeToRun(db, actor, placeId);
		const rules = chosenRules(await findRules(db, place.path), rulesKey);
		if (!Number.isInteger(year) || year < 1990 || year > 2200)
			throw new Invalid('error_form', { year: 'lists_error_year' });
		const levels = levelsOfProcedures(await findProcedures(db, [year]));
		const id = await insertRun(db, { placeId, year, rules, levels }, actor.name);
		const runs = await findRunsOf(db, placeId, year, []);
		if (runs.find((run) => run.id === id)?.resultCount === 0)
			throw new Invalid('lists_error_no_results');
		const isTaken = runs.every(({ takenAt }) => takenAt === null);
		if (isTaken) {
			await takeRun(db, id);
			await settleStatuses(db, placeId, year);
		}
		return { id, isTaken };
	});
}

/** From now on the run stands for its year. */
export function takeForYear(actor: Actor, runId: string): Promise<Run> {
	return actAs(actor, async (db) => {
		const [run] = isId(runId) ? await findRunsOf(db, null, null, [runId]) : [];
		if (!run) throw new NotFound('not_found');
		await placeToRun(db, actor, run.placeId);
		await takeRun(db, runId);
		await settleStatuses(db, run.placeId, run.year);
		return run;
	});
}
