/**
 * The forms of a programme's parts as one text a field, and what the fields mean. A field of a row is
 * `ID.name`; a row to be added sends `new.name` and, so that a form sent twice adds it once, `new.id`.
 * Pure.
 */
import { tidy, type Fields } from '../roadmap/conflict.ts';
import { Faults, ofRow, withRow } from './faults.ts';
import {
	lineSections,
	passportTexts,
	type Line,
	type LineSection,
	type Passport,
	type PassportText,
	type YearSettings
} from './model.ts';

/** Parts of the programme, and of the plan of a year. */
export const programmeParts = [
	'passport',
	'targets',
	'working-group',
	'council',
	'orders'
] as const;
export const yearParts = ['settings', ...lineSections] as const;
export type ProgrammePart = (typeof programmeParts)[number];
export type YearPart = (typeof yearParts)[number];

/** Documented in docs/guide/limits.md. */
export const most = {
	title: 300,
	passport: 10_000,
	line: 2_000,
	term: 300,
	source: 4_000,
	/** Own rows of a section. */
	lines: 40,
	targets: 40,
	members: 60,
	orders: 60,
	/** Years of one programme. */
	years: 10
};

/** What of a row may be changed; `keep` is «нужное оставить». */
export const lineFields: Record<LineSection, readonly ('keep' | 'text' | 'term' | 'source')[]> = {
	support: ['keep', 'text'],
	plan: ['keep', 'text', 'term'],
	deficits: ['source'],
	tasks: ['keep', 'text'],
	roadmap: ['keep', 'text'],
	monitoring: ['keep', 'text', 'source'],
	coordinators: ['keep', 'text', 'term'],
	involvement: ['keep', 'text', 'source']
};

export interface SentPart {
	mine: Fields<string>;
	/** What the form showed. */
	base: Fields<string>;
	/** The row to be added; null: none was filled. */
	added: { id: string; values: Fields<string> } | null;
}

const NAME = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.)?[a-zA-Z]+\d{0,4}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const control = new Set(['revision', 'back', 'fields', 'choose']);

/** Reads a part's form, also that of a conflict, which says by `choose.FIELD` whose words stand. */
export function readPartForm(form: FormData): SentPart {
	const mine: Fields<string> = {};
	const base: Fields<string> = {};
	const values: Fields<string> = {};
	const all = form.get('choose') === 'mine';
	for (const [name, value] of form) {
		if (typeof value !== 'string' || control.has(name)) continue;
		if (name.startsWith('new.')) values[name.slice('new.'.length)] = tidy(value);
		else if (name.startsWith('was.') && NAME.test(name.slice(4))) {
			const field = name.slice('was.'.length);
			base[field] = tidy(value);
			// a box that is not ticked sends nothing
			if (!form.has(field)) mine[field] = '';
		} else if (NAME.test(name) && (all || form.get(`choose.${name}`) !== 'theirs'))
			mine[name] = tidy(value);
	}
	const { id = '', ...typed } = values;
	const isFilled = Object.values(typed).some((value) => value !== '');
	return { mine, base, added: isFilled && UUID.test(id) ? { id, values: typed } : null };
}

// Passport ---------------------------------------------------------------------------------------

export function passportFields(passport: Passport): Fields<string> {
	return {
		title: passport.title,
		firstYear: String(passport.firstYear),
		lastYear: String(passport.lastYear),
		...Object.fromEntries(passportTexts.map((field) => [field, passport[field]]))
	};
}

/** `planned`: years that have a plan and must stay inside. */
export function readPassport(fields: Fields<string>, planned: readonly number[]): Passport {
	const faults = new Faults();
	const title = faults.filled('title', fields.title ?? '', most.title, 'programme_wrong_title');
	const firstYear = faults.year('firstYear', fields.firstYear ?? '');
	const lastYear = faults.year('lastYear', fields.lastYear ?? '');
	if (lastYear < firstYear) faults.add('lastYear', 'programme_wrong_years');
	if (lastYear >= firstYear + most.years) faults.add('lastYear', 'programme_wrong_many_years');
	if (planned.some((year) => year < firstYear)) faults.add('firstYear', 'programme_wrong_planned');
	if (planned.some((year) => year > lastYear)) faults.add('lastYear', 'programme_wrong_planned');
	const texts = Object.fromEntries(
		passportTexts.map((field) => [field, faults.line(field, fields[field] ?? '', most.passport)])
	) as Record<PassportText, string>;
	faults.throwAny();
	return { title, firstYear, lastYear, ...texts };
}

// Rows of the form -------------------------------------------------------------------------------

export function linesFields(section: LineSection, lines: readonly Line[]): Fields<string> {
	return Object.assign(
		{},
		...lines.map((line) =>
			withRow(
				line.id,
				Object.fromEntries(
					lineFields[section].map((field) => [
						field,
						field === 'keep' ? (line.kept ? '1' : '') : line[field]
					])
				)
			)
		)
	) as Fields<string>;
}

/** The rows after the form; a row of a kept line must say something. */
export function readLines(
	section: LineSection,
	lines: readonly Line[],
	fields: Fields<string>
): Line[] {
	const faults = new Faults();
	const read = lines.map((line) =>
		lineOf(faults, section, line, `${line.id}.`, ofRow(fields, line.id))
	);
	faults.throwAny();
	return read;
}

/** A row of the place's own. */
export function readAddedLine(
	section: LineSection,
	{ id, values }: NonNullable<SentPart['added']>
): Line {
	const faults = new Faults();
	const blank = { id, section, key: null, kept: true, text: '', term: '', source: '', position: 0 };
	const line = lineOf(faults, section, blank, 'new.', { keep: '1', ...values });
	faults.throwAny();
	return line;
}

function lineOf(
	faults: Faults,
	section: LineSection,
	line: Line,
	prefix: string,
	fields: Fields<string>
): Line {
	const has = (field: 'keep' | 'text' | 'term' | 'source') => lineFields[section].includes(field);
	const kept = has('keep') ? fields.keep === '1' : line.kept;
	const text = has('text') ? faults.line(`${prefix}text`, fields.text ?? '', most.line) : line.text;
	if (kept && text === '') faults.add(`${prefix}text`, 'programme_wrong_text');
	const term = has('term') ? faults.line(`${prefix}term`, fields.term ?? '', most.term) : line.term;
	const source = has('source')
		? faults.line(`${prefix}source`, fields.source ?? '', most.source)
		: line.source;
	return { ...line, kept, text: text || line.text, term, source };
}

// Settings of a year -----------------------------------------------------------------------------

export function settingsFields(settings: YearSettings): Fields<string> {
	return {
		listYear: String(settings.listYear),
		campaign: settings.campaignId ?? '',
		diagnosisOrder: settings.diagnosisOrder,
		diagnosisFrom: settings.diagnosisFrom ?? '',
		diagnosisTo: settings.diagnosisTo ?? '',
		deficitsFrom: settings.deficitsFrom,
		roadmap: settings.roadmapId ?? ''
	};
}

/** `offered`: ids that the form's lists held; anything else was not chosen there. */
export function readSettings(
	fields: Fields<string>,
	offered: { campaigns: readonly string[]; roadmaps: readonly string[] }
): YearSettings {
	const faults = new Faults();
	const chosen = (field: string, ids: readonly string[]) => {
		const id = fields[field] ?? '';
		if (id !== '' && !ids.includes(id)) faults.add(field, 'programme_wrong_choice');
		return id || null;
	};
	const settings: YearSettings = {
		listYear: faults.year('listYear', fields.listYear ?? ''),
		campaignId: chosen('campaign', offered.campaigns),
		diagnosisOrder: faults.line('diagnosisOrder', fields.diagnosisOrder ?? '', most.line),
		diagnosisFrom: faults.day('diagnosisFrom', fields.diagnosisFrom ?? ''),
		diagnosisTo: faults.day('diagnosisTo', fields.diagnosisTo ?? ''),
		deficitsFrom: fields.deficitsFrom === 'medium' ? 'medium' : 'high',
		roadmapId: chosen('roadmap', offered.roadmaps)
	};
	const { diagnosisFrom, diagnosisTo } = settings;
	if (diagnosisFrom && diagnosisTo && diagnosisTo < diagnosisFrom)
		faults.add('diagnosisTo', 'roadmap_wrong_order');
	faults.throwAny();
	return settings;
}
