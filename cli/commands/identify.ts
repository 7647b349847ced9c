import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { plural } from '../../src/lib/calendar/calendar.ts';
import { Refusal } from '../../src/lib/intake/source.ts';
import { because, whatIsLow, type Locale } from '../../src/lib/results/because.ts';
import { identify, type Finding, type Status } from '../../src/lib/results/identify.ts';
import { readFigures, type Figures } from '../../src/lib/results/read/figures.ts';
import { wordProblem, wordRefusedTable } from '../../src/lib/results/read/problem.ts';
import {
	readRules,
	shippedRules,
	shippedRuleSets,
	type RuleSet
} from '../../src/lib/results/rules.ts';
import { distance, type Distance } from '../../src/lib/results/sure/distance.ts';
import type { Prior } from '../../src/lib/results/sure/prior.ts';
import { priorsOf, sureOfSchool, type SureResult } from '../../src/lib/results/sure/school.ts';
import { sayDistance, saySure } from '../../src/lib/results/sure/wording.ts';
import { explainPath, localeOfShell, write } from '../shell.ts';

const USAGE = `Usage: opora identify FILE --rules RULESET --year YYYY [--sure] [--json] [--lang ru|en]
FILE: .csv or .xlsx with the columns school, year, procedure, participants, low (and level, kind).
RULESET: ${shippedRuleSets.join(', ')}, or a .json file with rules of your own.
--sure: how sure each share is, and how many pupils stand between a school and the list.
`;

interface Options {
	file: string;
	rules: string;
	year: number;
	json: boolean;
	sure: boolean;
	locale: Locale;
}

/** The input is bad: exit 1, with where and why. */
class InputError extends Error {}

/**
 * `opora identify`: what a rule set says of each school of a year, without a database. Exits 0,
 * 1 (the file or the own rules are bad: nothing is printed but the problems) or 2 (wrong usage).
 */
export async function run(args: string[]): Promise<number> {
	const options = readOptions(args);
	if (!options) {
		process.stderr.write(USAGE);
		return 2;
	}
	try {
		const rules = await findRules(options);
		if (!rules) {
			process.stderr.write(`Unknown rule set «${options.rules}».\n${USAGE}`);
			return 2;
		}
		const figures = await readTable(options, rules);
		await (options.json ? printJson(figures, rules, options) : printText(figures, rules, options));
		return 0;
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		process.stderr.write(`${error.message}\n`);
		return 1;
	}
}

function readOptions(args: string[]): Options | null {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				rules: { type: 'string' },
				year: { type: 'string' },
				json: { type: 'boolean', default: false },
				sure: { type: 'boolean', default: false },
				lang: { type: 'string', default: localeOfShell() }
			}
		});
		const [file, ...rest] = positionals;
		const { rules, year, json, sure, lang } = values;
		if (file === undefined || rest.length > 0 || rules === undefined) return null;
		if (year === undefined || !/^(19|20)\d\d$/.test(year)) return null;
		if (lang !== 'ru' && lang !== 'en') return null;
		return { file, rules, year: Number(year), json, sure, locale: lang };
	} catch {
		return null;
	}
}

/** A shipped rule set or one from a file; null where the name is of neither. */
async function findRules({ rules: name, locale }: Options): Promise<RuleSet | null> {
	const shipped = shippedRules(name);
	if (shipped || !name.endsWith('.json')) return shipped;
	let value: unknown;
	try {
		value = JSON.parse(await readFile(name, 'utf8'));
	} catch (error) {
		const why = error instanceof SyntaxError ? error.message : explainPath(error, locale);
		if (why === null) throw error;
		throw new InputError(`${name}: ${why}`);
	}
	const read = readRules(value);
	if ('rules' in read) return read.rules;
	throw new InputError(read.problems.map((problem) => `${name}: ${problem}`).join('\n'));
}

async function readTable(options: Options, rules: RuleSet): Promise<Figures> {
	const { file, locale } = options;
	let figures: Figures;
	try {
		const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
		figures = await readFigures(source, { needsLevels: rules.perLevel });
	} catch (error) {
		const why =
			error instanceof Refusal
				? wordRefusedTable(error.code, error.detail, locale)
				: explainPath(error, locale);
		if (why === null) throw error;
		throw new InputError(`${file}: ${why}`);
	}
	const { problems, problemCount, passedSheets, years } = figures;
	for (const sheet of passedSheets) {
		const said =
			locale === 'ru'
				? `лист «${sheet}» пропущен: в нём нет нужных столбцов.`
				: `sheet «${sheet}» is passed over: it has none of the columns.`;
		process.stderr.write(`${file}: ${said}\n`);
	}
	if (problemCount > 0) {
		const lines = problems.map((problem) => `${file}, ${wordProblem(problem, locale)}`);
		const more = problemCount - problems.length;
		if (more > 0) lines.push(locale === 'ru' ? `… и ещё ошибок: ${more}` : `… and ${more} more`);
		throw new InputError(lines.join('\n'));
	}
	if (!years.includes(options.year)) {
		const list = years.join(', ');
		throw new InputError(
			locale === 'ru'
				? `${file}: результатов ${options.year} года в файле нет, есть: ${list}.`
				: `${file}: the file has no results of ${options.year}, only of ${list}.`
		);
	}
	return figures;
}

interface Said {
	school: string;
	finding: Finding;
	sure: (Distance & { procedures: SureResult[] }) | null;
}

/** Each school that has results of the year, with what the rule set says of it. */
function* findings(
	figures: Figures,
	rules: RuleSet,
	year: number,
	priors: ReadonlyMap<string, Prior> | null
): Generator<Said> {
	for (const { school, kind, results } of figures.schools()) {
		if (!results.some((result) => result.year === year)) continue;
		yield {
			school,
			finding: identify(results, rules, year, kind),
			sure: priors && {
				...distance(results, rules, year),
				procedures: sureOfSchool(results, rules, year, priors)
			}
		};
	}
}

/** One JSON document, a school a line. */
async function printJson(figures: Figures, rules: RuleSet, options: Options): Promise<void> {
	const { year, locale } = options;
	const priors = options.sure ? priorsOf(figures.schools(), rules, year) : null;
	const known = priors ? `"priors":${JSON.stringify(Object.fromEntries(priors))},\n` : '';
	await write(`{"ruleSet":${JSON.stringify(rules)},\n"year":${year},\n${known}"schools":[`);
	let lines = '';
	let separator = '\n';
	for (const { school, finding, sure } of findings(figures, rules, year, priors)) {
		const { status, lowProcedures, repeated } = finding;
		const sentence = because(finding, rules, year, locale);
		const line = { school, status, lowProcedures, repeated, because: sentence };
		const end = sure ? `,"sure":${JSON.stringify(sure, rounded)}}` : '}';
		lines += `${separator}${JSON.stringify(line).slice(0, -1)}${end}`;
		separator = ',\n';
		if (lines.length < 100_000) continue;
		await write(lines);
		lines = '';
	}
	await write(`${lines}\n]}\n`);
}

/** Four digits: more would claim what the method does not know. */
function rounded(_: string, value: unknown): unknown {
	return typeof value === 'number' ? Number(value.toFixed(4)) : value;
}

/** The schools that the rule set names, and how many it does not. */
async function printText(figures: Figures, rules: RuleSet, options: Options): Promise<void> {
	const { year, locale } = options;
	const counts: Record<Status, number> = {
		'low-results': 0,
		'at-risk': 0,
		none: 0,
		'not-evaluated': 0
	};
	await write(`${rules.name[locale]}. ${whatIsLow(rules, locale)}\n`);
	const priors = options.sure ? priorsOf(figures.schools(), rules, year) : null;
	for (const { school, finding, sure } of findings(figures, rules, year, priors)) {
		counts[finding.status]++;
		if (finding.status === 'none') continue;
		const lines = [because(finding, rules, year, locale)];
		if (sure) {
			const low = sure.procedures.filter(({ isLow }) => isLow);
			lines.push(sayDistance(sure, locale), ...low.map((one) => saySure(one, rules, locale)));
		}
		const text = lines.filter((line) => line !== '').map((line) => `  ${line}\n`);
		await write(`\n${school} — ${statusNames[locale][finding.status]}\n${text.join('')}`);
	}
	await write(`\n${summary(counts, year, locale)}\n`);
}

const statusNames: Record<Locale, Record<Status, string>> = {
	ru: {
		'low-results': 'низкие результаты',
		'at-risk': 'зона риска',
		none: 'не в списке',
		'not-evaluated': 'не оценена'
	},
	en: {
		'low-results': 'low results',
		'at-risk': 'at risk',
		none: 'not listed',
		'not-evaluated': 'not evaluated'
	}
};

function summary(counts: Record<Status, number>, year: number, locale: Locale): string {
	const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const parts = (Object.keys(counts) as Status[]).map(
		(status) => `${statusNames[locale][status]}: ${counts[status]}`
	);
	return locale === 'ru'
		? `${year} год, ${total} ${plural(total, 'школа', 'школы', 'школ')}. ${parts.join(', ')}.`
		: `${year}, ${total} ${total === 1 ? 'school' : 'schools'}. ${parts.join(', ')}.`;
}
