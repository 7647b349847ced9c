/** Front door of context data: a school enters them year by year, they feed its risk profile. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findFigures } from '../campaign/store-profile.ts';
import { readAnswers, type Answers, type ReadForm } from '../instruments/answers.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { findInstrument } from '../instruments/shipped.ts';
import { findSchool, type School } from '../kept/store.ts';
import { shippedFormula } from '../profile/formula.ts';
import {
	asProblem,
	classOf,
	contextForms,
	contradictionsOf,
	shownFigures,
	type ContextForm,
	type Contradiction
} from './figures.ts';
import {
	findChanges,
	findSheet,
	findSheets,
	findYears,
	putSheet,
	withdrawSheet,
	type ContextSheet,
	type SheetChange
} from './store.ts';

export type { ContextForm, Contradiction } from './figures.ts';
export type { ContextSheet, SheetChange } from './store.ts';

/** Classes that one school may enter a year. */
const mostClasses = 200;

/** A sheet as the reader may see it: counts of people under five only where he enters them. */
export interface ShownSheet extends Omit<ContextSheet, 'answers'> {
	figures: ReturnType<typeof shownFigures>;
	filled: number;
}

/** The school year an address asks for; null for nonsense. */
export function readContextYear(text: string | null): number | null {
	const year = Number(text);
	return text && isYear(year) ? year : null;
}

export interface ContextPage {
	school: School;
	year: number;
	/** Years of which something was entered, the one asked for and the one before, the newest first. */
	years: number[];
	sheets: ShownSheet[];
	/** Who entered what, the newest first; empty for those who do not read history. */
	changes: SheetChange[];
	/** Fewer people than this are told as few to those who do not enter them. */
	smallestGroup: number;
	may: { enter: boolean };
}

/** What a school entered for a school year. Five statements. */
export function openContext(actor: Actor, schoolId: string, year: number): Promise<ContextPage> {
	return actAs(actor, async (db) => {
		const school = await schoolOf(db, schoolId);
		const sheets = await findSheets(db, schoolId, year);
		const known = await findYears(db, schoolId);
		const enter = allowed(actor, 'diagnosis.enter', school.path);
		return {
			...{ school, year },
			years: [...new Set([year, year - 1, ...known])].sort((one, other) => other - one),
			sheets: sheets.map(({ answers, ...sheet }) => ({
				...sheet,
				figures: shownFigures(findInstrument(sheet.form)!, answers, enter),
				filled: Object.keys(answers).length
			})),
			changes: await findChanges(db, schoolId, year),
			smallestGroup: shippedFormula.smallestGroup,
			may: { enter }
		};
	});
}

export interface ContextFormPage {
	school: School;
	instrument: Instrument;
	/** null where nobody entered it yet. */
	sheet: ContextSheet | null;
	/** What the room of results knows, by item: nothing to be entered there. */
	known: Answers;
}

/** A form with what was entered, for those who enter it. */
export function openContextForm(
	actor: Actor,
	schoolId: string,
	{ year, form, className }: { year: number; form: string; className: string }
): Promise<ContextFormPage> {
	return actAs(actor, async (db) => {
		const school = await enterableSchool(db, actor, schoolId);
		const instrument = formOf(form);
		return {
			...{ school, instrument },
			sheet: await findSheet(db, schoolId, year, instrument.id as ContextForm, className),
			known: form === 'results' ? ((await findFigures(db, schoolId, year)) ?? {}) : {}
		};
	});
}

export type ReadContext = ReadForm & { contradictions: Contradiction[] };

/**
 * Keeps a filled form; else what to mend: nothing is kept while a figure is out of its bounds or a part
 * is more than its whole. Throws `Invalid` for a class that is none, `Conflict` where somebody saved
 * meanwhile.
 */
export async function saveContext(
	actor: Actor,
	schoolId: string,
	{ year, form, className }: { year: number; form: string; className: string },
	given: FormData
): Promise<ReadContext & { done: 'kept' | 'mend' | 'empty' }> {
	const instrument = formOf(form);
	const isClass = instrument.id === 'context-class';
	const name = isClass ? classOf(className) : '';
	if (name === null) throw new Invalid('context_error_class', { class: 'context_error_class' });
	if (!isYear(year)) throw new Invalid('context_error_year');
	const read = readAnswers(instrument, given);
	const contradictions = contradictionsOf(instrument, read.answers);
	const all: ReadContext = {
		...read,
		problems: [...read.problems, ...contradictions.map(asProblem)],
		contradictions
	};
	if (all.problems.length > 0) return { ...all, done: 'mend' };
	if (Object.keys(read.answers).length === 0) return { ...all, done: 'empty' };
	await actAs(actor, async (db) => {
		await enterableSchool(db, actor, schoolId);
		const sheets = isClass ? await findSheets(db, schoolId, year) : [];
		if (sheets.length >= mostClasses && !sheets.some((sheet) => sheet.class === name))
			throw new Invalid('context_error_many', {}, { n: mostClasses });
		const kept = await putSheet(db, {
			...{ schoolId, year, form: instrument.id as ContextForm, class: name },
			version: instrument.version,
			answers: read.answers,
			by: actor.personId,
			revision: Number(given.get('revision') ?? 0)
		});
		if (!kept) {
			const stored = await findSheet(db, schoolId, year, instrument.id as ContextForm, name);
			throw new Conflict('context_error_meanwhile', stored);
		}
	});
	return { ...all, done: 'kept' };
}

/** Takes out a class that was entered by mistake or is no more. */
export async function removeClass(
	actor: Actor,
	schoolId: string,
	year: number,
	className: string,
	revision: number
): Promise<void> {
	await actAs(actor, async (db) => {
		await enterableSchool(db, actor, schoolId);
		const sheet = await findSheet(db, schoolId, year, 'context-class', className);
		if (!sheet) throw new NotFound('not_found');
		if (!(await withdrawSheet(db, sheet.id, actor.personId, revision)))
			throw new Conflict('context_error_meanwhile', null);
	});
}

function formOf(form: string): Instrument {
	const instrument = contextForms.some((one) => one === form) ? findInstrument(form) : undefined;
	if (!instrument) throw new NotFound('not_found');
	return instrument;
}

async function schoolOf(db: Db, schoolId: string): Promise<School> {
	const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
	if (!school) throw new NotFound('not_found');
	return school;
}

async function enterableSchool(db: Db, actor: Actor, schoolId: string): Promise<School> {
	const school = await schoolOf(db, schoolId);
	if (!allowed(actor, 'diagnosis.enter', school.path)) throw new Forbidden('error_forbidden');
	return school;
}

function isYear(year: number): boolean {
	return Number.isInteger(year) && year >= 1990 && year <= 2200;
}
