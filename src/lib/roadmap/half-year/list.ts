/** All half-year reports within an actor's reach: who has sent, who has not, and their sum. */
import type { PlainDate } from '../../calendar/term.ts';
import { allowed, type Actor } from '../../people/access.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, changeAs, isId, type Changed } from '../change.ts';
import { isDate } from '../fields.ts';
import type { Owner } from '../model.ts';
import { listedStages, type Figures, type ListedStage } from './model.ts';
import {
	currentPeriod,
	periodBefore,
	periodKey,
	readPeriod,
	usualTerm,
	type Period,
	type Term
} from './period.ts';
import { findTerms } from './store.ts';
import {
	countOwed,
	findPath,
	selectMunicipalities,
	selectOwed,
	selectOwedUnder,
	upsertTerm,
	type Owed
} from './store-list.ts';
import { sumFigures } from './summary.ts';

export const listSize = 50;

export interface HalfYearFilter {
	period: Period;
	stage: ListedStage | null;
	/** From 1. */
	page: number;
}

/** What stands in the address; `today` gives the period where none stands there. */
export function readHalfYearFilter(address: URLSearchParams, today: PlainDate): HalfYearFilter {
	const page = Number(address.get('page'));
	return {
		period: readPeriod(address.get('period')) ?? currentPeriod(today),
		stage: listedStages.find((stage) => stage === address.get('state')) ?? null,
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

export interface ListedReport extends Omit<Owed, 'problems'> {
	/** It is due, and its author has not sent it. */
	overdue: boolean;
}

export interface HalfYearList {
	reports: ListedReport[];
	/** In the period, whatever the filter of states. */
	counts: Record<ListedStage, number>;
	/** Municipalities whose reports the actor may add up, and whose days he may set. */
	municipalities: { id: string; shortName: string; term: Term; maySet: boolean }[];
}

/** One page of a period's roadmaps with their reports, by organisation. */
export function listHalfYear(
	actor: Actor,
	{ period, stage, page }: HalfYearFilter,
	today: PlainDate
): Promise<HalfYearList> {
	return actAs(actor, async (db) => {
		const offset = (page - 1) * listSize;
		const owed = await selectOwed(db, period, { stage, limit: listSize, offset });
		const counts = Object.fromEntries(
			listedStages.map((each) => [each, 0])
		) as HalfYearList['counts'];
		for (const { stage: each, count } of await countOwed(db, period)) counts[each] = Number(count);
		const municipalities = await selectMunicipalities(db);
		// the days of one place are shown; a region sets them place by place
		const terms = municipalities[0] ? await findTerms(db, municipalities[0].path) : new Map();
		return {
			reports: owed.map((row) => listed(row, today)),
			counts,
			municipalities: municipalities.map(({ id, shortName, path }) => ({
				id,
				shortName,
				term: terms.get(periodKey(period)) ?? usualTerm(period),
				maySet: allowed(actor, 'half-year.accept', path)
			}))
		};
	});
}

function listed(row: Owed, today: PlainDate): ListedReport {
	const { roadmapId, title, owner, reportId, stage, sentAt, figures, dueOn } = row;
	const isOpen = stage !== 'sent' && stage !== 'accepted';
	const overdue = isOpen && dueOn < today;
	return { roadmapId, title, owner, reportId, stage, sentAt, figures, dueOn, overdue };
}

export interface AcceptedReport extends ListedReport {
	figures: Figures;
	reportId: string;
	problems: string;
}

export interface HalfYearSummary {
	municipality: Owner & { timeZone: string };
	period: Period;
	term: Term;
	/** Schools' reports that were accepted, by organisation, and those that are not yet. */
	accepted: AcceptedReport[];
	open: ListedReport[];
	total: Figures;
	today: PlainDate;
}

/** The sum of a municipality's schools: of what was accepted, nothing else. Three statements. */
export function openSummary(
	actor: Actor,
	municipalityId: string,
	period: Period
): Promise<HalfYearSummary> {
	return actAs(actor, async (db) => {
		const [place] = isId(municipalityId) ? await selectMunicipalities(db, municipalityId) : [];
		if (!place) throw new NotFound('not_found');
		const { today, ...municipality } = place;
		const accepted: AcceptedReport[] = [];
		const open: ListedReport[] = [];
		for (const row of await selectOwedUnder(db, period, municipality.path)) {
			const { figures, reportId, stage, problems } = row;
			const one = listed(row, today);
			if (stage === 'accepted' && figures && reportId)
				accepted.push({ ...one, figures, reportId, problems: problems ?? '' });
			else open.push(one);
		}
		const terms = await findTerms(db, municipality.path);
		return {
			municipality,
			period,
			term: terms.get(periodKey(period)) ?? usualTerm(period),
			accepted,
			open,
			total: sumFigures(accepted.map(({ figures }) => figures)),
			today
		};
	});
}

/** Sets until when a period's reports cover and when they are due, for everything under `ownerId`. */
export function setTerm(
	actor: Actor,
	ownerId: string,
	period: Period,
	{ coversTo, dueOn }: { coversTo: string; dueOn: string }
): Promise<Changed<null>> {
	return changeAs(actor, async (db) => {
		const path = isId(ownerId) ? await findPath(db, ownerId) : null;
		if (!path) throw new NotFound('not_found');
		if (!allowed(actor, 'half-year.accept', path)) throw new Forbidden('error_forbidden');
		const wrong: Record<string, string> = {};
		if (!isDate(coversTo)) wrong.coversTo = 'error_date';
		else if (coversTo <= usualTerm(periodBefore(period)).coversTo)
			wrong.coversTo = 'halfyear_wrong_covers';
		if (!isDate(dueOn)) wrong.dueOn = 'error_date';
		else if (dueOn <= coversTo) wrong.dueOn = 'halfyear_wrong_due';
		if (Object.keys(wrong).length > 0) throw new Invalid('error_form', wrong);
		await upsertTerm(db, ownerId, period, { coversTo, dueOn });
		return null;
	});
}
