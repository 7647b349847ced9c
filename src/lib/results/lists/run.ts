/** A stored run by itself, beside another, and the list that other parameters would give. */
import { allowed, type Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { Finding, Status } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import type { Place, Run, YearStatus } from './model.ts';
import { parameterFields, readParameters, textsOf, type ParameterTexts } from './parameters.ts';
import { compareRows, findWhatIf, type Difference, type WhatIfRow } from './store-compare.ts';
import { findProcedures, levelsOfProcedures, type Named } from './store-procedures.ts';
import { findRules, type RulesChoice } from './store-rules.ts';
import { findRunsOf } from './store-run.ts';
import { findPlaces } from './store-year.ts';
import { findAsked } from './year.ts';

/** Differences and schools that a page shows; more are counted. */
export const compareSize = 50;

export interface RunPage {
	run: Run;
	place: Place;
	/** The run that stands for the year now. */
	isTaken: boolean;
	/** Others of the same place and year to compare with, the newest first. */
	others: Run[];
	other: Run | null;
	differences: Difference[];
	total: number;
	procedures: ReadonlyMap<string, Named>;
	may: { take: boolean };
}

/** Opens a run, beside `otherId` where that is given. */
export function openRun(
	actor: Actor,
	id: string,
	otherId: string | null,
	page: number
): Promise<RunPage> {
	return actAs(actor, async (db) => {
		const [run] = isId(id) ? await findRunsOf(db, null, null, [id]) : [];
		const place = (await findPlaces(db)).find((one) => one.id === run?.placeId);
		if (!run || !place) throw new NotFound('not_found');
		const runs = await findRunsOf(db, place.id, run.year, isId(otherId) ? [otherId] : []);
		const other = runs.find((one) => one.id === otherId && one.id !== id) ?? null;
		if (otherId !== null && other?.placeId !== place.id) throw new NotFound('not_found');
		const offset = (page - 1) * compareSize;
		const compared = other
			? await compareRows(db, other.id, id, { limit: compareSize, offset })
			: { rows: [], total: 0 };
		const others = runs.filter((one) => one.id !== id && one.placeId === place.id);
		const latest = Math.max(...others.map(({ takenAt }) => Number(takenAt)), 0);
		return {
			run,
			place,
			isTaken: run.takenAt !== null && Number(run.takenAt) > latest,
			others,
			other,
			differences: compared.rows,
			total: compared.total,
			procedures: await findProcedures(db, [run.year]),
			may: { take: allowed(actor, 'results.run', place.path) }
		};
	});
}

export interface WhatIfPage {
	places: Place[];
	place: Place;
	year: number;
	base: RulesChoice;
	choices: RulesChoice[];
	/** The form as it stands in the address. */
	texts: ParameterTexts;
	/** Message codes by field; nothing is calculated then. */
	errors: Record<string, string>;
	rules: RuleSet | null;
	counts: Partial<Record<Status, number>>;
	/** Schools that would be listed or at risk, or are otherwise than now; by name. */
	rows: WhatIfRow[];
	total: number;
	procedures: ReadonlyMap<string, Named>;
	may: { run: boolean };
}

/** The list of a year under the parameters of an address; nothing is stored. */
export function openWhatIf(
	actor: Actor,
	address: URLSearchParams,
	filter: { place: string | null; year: number | null; page: number },
	thisYear: number
): Promise<WhatIfPage> {
	return actAs(actor, async (db) => {
		const found = await findAsked(db, filter.place);
		if (!found?.place.isWhole) throw new NotFound('not_found');
		const { place } = found;
		const year = filter.year ?? thisYear;
		const choices = await findRules(db, place.path);
		const base = choices.find(({ key }) => key === address.get('rules')) ?? choices[0]!;
		const texts = textsOf(base.rules);
		// a box that is not ticked sends nothing: only a form that was sent may say so
		const isSent = address.has('share');
		if (isSent) for (const field of parameterFields) texts[field] = address.get(field) ?? '';
		const read = readParameters(texts);
		const procedures = await findProcedures(db, [year]);
		const rules = 'parameters' in read ? { ...base.rules, ...read.parameters } : null;
		const asked = { placeId: place.id, year, levels: levelsOfProcedures(procedures) };
		const offset = (filter.page - 1) * compareSize;
		const { rows, total, counts } = rules
			? await findWhatIf(db, { ...asked, rules }, { limit: compareSize, offset })
			: { rows: [], total: 0, counts: {} };
		return {
			...{ places: found.places, place, year, base, choices, texts, rules, rows, total, counts },
			errors: 'errors' in read ? read.errors : {},
			procedures,
			may: { run: allowed(actor, 'results.run', place.path) }
		};
	});
}

export type { Difference, Finding, WhatIfRow, YearStatus };
