/** A school's results over the years: what the rule says of them, why, and how sure that is. */
import type { Actor } from '../../people/access.ts';
import { now } from '../../platform/clock.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { identify, isLow, type Finding, type Result } from '../identify.ts';
import { shippedRules, type RuleSet } from '../rules.ts';
import { distance, type Distance } from '../sure/distance.ts';
import { sureOfSchool, type SureResult } from '../sure/school.ts';
import { estimatePrior, type Prior } from '../sure/prior.ts';
import { howSure, type Verdict } from '../sure/sure.ts';
import type { SharePoint } from '../pictures/shares.ts';
import type { Order, Run } from './model.ts';
import { findOrders } from './store-order.ts';
import { findProcedures, levelsOfProcedures, type Named } from './store-procedures.ts';
import { findFindings, findRunsOf, findSums } from './store-run.ts';
import {
	findDistributions,
	findResults,
	findSchool,
	findStatuses,
	type SchoolHead,
	type StatusOfYear
} from './store-school.ts';
import { priorsOfSums, sureOfSchoolAtAll } from './sureness.ts';

/** A procedure of the year, with the years before. */
export interface ProcedureLine {
	code: string;
	/** By year; null where the school has no such result. */
	years: ({ participants: number; low: number; isLow: boolean } | null)[];
	/** Of the page's year, where it was evaluated. */
	sure: SureResult | null;
}

export interface SchoolResults {
	school: SchoolHead;
	year: number;
	/** Years with results or a status, the newest first. */
	years: number[];
	/** Years of the table's columns, the oldest first. */
	columns: number[];
	lines: ProcedureLine[];
	statuses: StatusOfYear[];
	/** The page's year; null where nothing was calculated or ordered. */
	status: StatusOfYear | null;
	run: Run | null;
	/** By which the table marks what is low: of the run, else the latest shipped. */
	rules: RuleSet;
	/** What the run stored; null where there is none. */
	finding: Finding | null;
	/** Results were changed after the run, and the rule now says otherwise. */
	isOutdated: boolean;
	distance: Distance;
	verdict: Verdict | null;
	orders: Order[];
	procedures: ReadonlyMap<string, Named>;
	/** For pictures: each procedure with its years up to the page's, at most six. */
	series: { code: string; points: SharePoint[] }[];
	/** How the municipality's schools lie in the year, for procedures that this one held. */
	distributions: {
		code: string;
		bins: number[];
		own: { participants: number; low: number } | null;
	}[];
}

/** Columns of the table: years up to the page's. */
const shownYears = 3;
/** Years of a picture. */
const drawnYears = 6;

/** Opens a school's results; `year` null is the latest. Nine statements. */
export function openSchoolResults(
	actor: Actor,
	schoolId: string,
	year: number | null
): Promise<SchoolResults> {
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		const statuses = await findStatuses(db, schoolId);
		const results = await findResults(db, schoolId);
		const years = [...new Set([...statuses, ...results].map((one) => one.year))].sort(
			(a, b) => b - a
		);
		const asked = year ?? years[0] ?? now().getUTCFullYear();
		const status = statuses.find((one) => one.year === asked) ?? null;
		const runId = status?.runId ?? null;
		const [run] = runId === null ? [] : await findRunsOf(db, null, null, [runId]);
		const [found] = run ? await findFindings(db, run.id, [schoolId]) : [];
		const sums = run ? (await findSums(db, [run.id])).get(run.id) : undefined;
		const listIds = [...new Set(statuses.flatMap(({ listId }) => listId ?? []))];
		const procedures = await findProcedures(db, years);
		const rules = run?.rules ?? shippedRules('2025')!;
		const levels = run?.levels ?? levelsOfProcedures(procedures);
		const told: Result[] = results.map(({ procedure, ...one }) => ({
			...{ year: one.year, participants: one.participants, low: one.low, procedure },
			level: levels[procedure] ?? null
		}));
		const finding = found?.finding ?? null;
		const recounted = identify(told, rules, asked, finding?.excludedKind ?? null);
		const priors = priorsOfSums(sums);
		const sure = sureOfSchool(told, rules, asked, priors);
		const low = sure.filter((one) => one.isLow);
		const distributions = await findDistributions(db, schoolId, asked);
		return {
			school,
			year: asked,
			years,
			...tableOf(told, rules, asked, sure),
			statuses,
			status,
			run: run ?? null,
			rules,
			finding,
			isOutdated: finding !== null && differs(finding, recounted),
			distance: distance(told, rules, asked),
			verdict: sureOfSchoolAtAll(low, rules),
			orders: listIds.length === 0 ? [] : await findOrders(db, school.id, asked, listIds),
			procedures,
			series: seriesOf(told, rules, asked, priors),
			distributions: distributions.flatMap(({ procedure, bins }) => {
				const own = told.find((one) => one.year === asked && one.procedure === procedure);
				return own && own.participants > 0 ? [{ code: procedure, bins, own }] : [];
			})
		};
	});
}

/** The shares of each procedure with their intervals; earlier years by what is known of the page's. */
function seriesOf(
	results: readonly Result[],
	rules: RuleSet,
	year: number,
	priors: ReadonlyMap<string, Prior>
): SchoolResults['series'] {
	const taken = results.filter(
		(one) => one.participants > 0 && one.year <= year && one.year > year - drawnYears
	);
	const codes = [...new Set(taken.map(({ procedure }) => procedure))].sort();
	return codes.map((code) => ({
		code,
		points: taken
			.filter(({ procedure }) => procedure === code)
			.map(({ year: at, participants, low }) => ({
				...{ year: at, participants, low },
				interval: howSure({ participants, low }, priors.get(code) ?? estimatePrior([]), rules)
					.interval
			}))
	}));
}

function tableOf(
	results: readonly Result[],
	rules: RuleSet,
	year: number,
	sure: readonly SureResult[]
): Pick<SchoolResults, 'columns' | 'lines'> {
	const columns = [...new Set(results.map((one) => one.year))]
		.filter((one) => one <= year)
		.sort((a, b) => a - b)
		.slice(-shownYears);
	const inColumns = results.filter((one) => columns.includes(one.year));
	const codes = [...new Set(inColumns.map(({ procedure }) => procedure))];
	const lines = codes.map((code) => ({
		code,
		years: columns.map((column) => {
			const one = inColumns.find((each) => each.year === column && each.procedure === code);
			if (!one) return null;
			const { participants, low } = one;
			return { participants, low, isLow: isLow(low, participants, rules) };
		}),
		sure: sure.find(({ procedure }) => procedure === code) ?? null
	}));
	// what is low in the page's year stands first
	const isLowNow = ({ years }: ProcedureLine): boolean => years.at(-1)?.isLow ?? false;
	return {
		columns,
		lines: lines.sort(
			(a, b) => Number(isLowNow(b)) - Number(isLowNow(a)) || (a.code < b.code ? -1 : 1)
		)
	};
}

function differs(stored: Finding, now: Finding): boolean {
	const key = ({ status, lowProcedures }: Finding): string =>
		JSON.stringify([
			status,
			lowProcedures
				.map(({ procedure, participants, low }) => `${procedure} ${participants} ${low}`)
				.sort()
		]);
	return key(stored) !== key(now);
}
