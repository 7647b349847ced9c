import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { explainDoubt, explainTerm, readTerm } from '../../src/lib/calendar/calendar.ts';
import type { Term, TermContext } from '../../src/lib/calendar/calendar.ts';
import { write } from '../shell.ts';

const USAGE = `Usage: opora term "PHRASE" --plan FROM..TO [--written DATE] [--json]
       opora term --batch FILE.jsonl --json
Dates are YYYY-MM-DD. A line of FILE is {"phrase": "…", "plan": "FROM..TO", "written": "DATE"}.
`;

/** Wrong usage: exit 2. */
class UsageError extends Error {}

/** The input is bad: exit 1, with where and why. */
class InputError extends Error {}

interface Options {
	phrase: string | null;
	plan: string | null;
	written: string | null;
	batch: string | null;
	json: boolean;
}

/**
 * `opora term`: says what a «Срок» phrase means inside a plan. Data goes to stdout, messages to
 * stderr; gives 0, 1 (bad plan, date, file or line) or 2 (wrong usage). A phrase that cannot be
 * understood is a result, not an error.
 */
export async function run(args: string[]): Promise<number> {
	try {
		const options = readOptions(args);
		if (options.batch !== null) return await runBatch(options.batch);
		runOne(options);
		return 0;
	} catch (error) {
		if (error instanceof UsageError) {
			process.stderr.write(`${error.message}\n${USAGE}`);
			return 2;
		}
		if (error instanceof InputError) {
			process.stderr.write(`${error.message}\n`);
			return 1;
		}
		throw error;
	}
}

function readOptions(args: string[]): Options {
	const options: Options = { phrase: null, plan: null, written: null, batch: null, json: false };
	const rest = [...args];
	let isOptions = true;
	for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
		if (isOptions && arg === '--') {
			isOptions = false;
		} else if (isOptions && arg === '--json') {
			options.json = true;
		} else if (isOptions && (arg === '--plan' || arg === '--written' || arg === '--batch')) {
			const value = rest.shift();
			if (value === undefined) throw new UsageError(`${arg} needs a value.`);
			options[arg.slice(2) as 'plan' | 'written' | 'batch'] = value;
		} else if (isOptions && arg.startsWith('--')) {
			throw new UsageError(`Unknown option ${arg}.`);
		} else if (options.phrase !== null) {
			throw new UsageError(`One phrase at a time: put it in quotes («${arg}» is a second one).`);
		} else {
			options.phrase = arg;
		}
	}
	checkUsage(options);
	return options;
}

function checkUsage({ phrase, plan, written, batch, json }: Options): void {
	if (batch !== null) {
		if (!json) throw new UsageError('--batch gives one JSON object a line: say --json as well.');
		const others = phrase !== null || plan !== null || written !== null;
		if (others) throw new UsageError('With --batch the phrase, plan and date stand in the file.');
		return;
	}
	if (phrase === null) throw new UsageError('No phrase given.');
	if (plan === null) throw new UsageError('No plan given: --plan FROM..TO.');
}

function runOne({ phrase, plan, written, json }: Options): void {
	const context = readContext(plan, written);
	const term = readTerm(phrase ?? '', context);
	process.stdout.write(json ? `${JSON.stringify(toJson(term, context))}\n` : toText(term, context));
}

/** «FROM..TO» or `{from, to}`, and the date the document was written. */
function readContext(plan: unknown, written: unknown): TermContext {
	const window = typeof plan === 'string' ? splitPlan(plan) : plan;
	if (typeof window !== 'object' || window === null || !('from' in window) || !('to' in window)) {
		throw new InputError('plan: expected FROM..TO, as 2026-09-01..2027-08-31.');
	}
	const from = readDate('plan, first day', window.from);
	const to = readDate('plan, last day', window.to);
	if (from > to) throw new InputError(`plan: it ends (${to}) before it begins (${from}).`);
	const isGiven = written !== undefined && written !== null && written !== '';
	return { plan: { from, to }, written: isGiven ? readDate('written', written) : null };
}

function splitPlan(text: string): { from: string; to: string } {
	const [from, to, ...rest] = text.trim().split('..');
	if (from === undefined || to === undefined || rest.length > 0) {
		throw new InputError(`plan: «${text}» is not FROM..TO, as 2026-09-01..2027-08-31.`);
	}
	return { from, to };
}

function readDate(place: string, value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
	const isShaped = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text);
	const time = isShaped ? Date.parse(`${text}T00:00:00Z`) : NaN;
	const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
	if (!isReal) throw new InputError(`${place}: «${text}» is not a date (YYYY-MM-DD).`);
	return text;
}

function toJson(term: Term, context: TermContext): object {
	const { phrase, kind, window, occurrences, recurrence, confidence, doubts } = term;
	const explanation = {
		ru: explainTerm(term, 'ru', context),
		en: explainTerm(term, 'en', context)
	};
	return { phrase, kind, window, occurrences, recurrence, explanation, doubts, confidence };
}

function toText(term: Term, context: TermContext): string {
	const lines = [
		explainTerm(term, 'ru', context),
		...term.doubts.map((doubt) => `  ! ${explainDoubt(doubt, 'ru')}`),
		`  ${term.kind}${term.recurrence === null ? '' : `, ${term.recurrence}`}`,
		...term.occurrences.map(({ from, to }) => `  ${from}..${to}`)
	];
	return `${lines.join('\n')}\n`;
}

/** One result a line, in order. A bad line is named on stderr and left out; the rest is read. */
async function runBatch(file: string): Promise<number> {
	const input = createReadStream(file, 'utf8');
	let code = 0;
	let number = 0;
	try {
		for await (const line of createInterface({ input, crlfDelay: Infinity })) {
			number++;
			if (line.trim() === '') continue;
			try {
				await write(
					`${JSON.stringify(readLine(number === 1 ? line.replace(/^\ufeff/, '') : line))}\n`
				);
			} catch (error) {
				if (!(error instanceof InputError)) throw error;
				process.stderr.write(`${file}, line ${number}: ${error.message}\n`);
				code = 1;
			}
		}
	} catch (error) {
		if (!(error instanceof Error) || !('syscall' in error)) throw error;
		throw new InputError(`${file}: cannot be read (${error.message}).`);
	}
	return code;
}

function readLine(line: string): object {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch (error) {
		throw new InputError(`not JSON (${(error as Error).message}).`);
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new InputError('expected an object {"phrase", "plan", "written"}.');
	}
	const { phrase, plan, written } = value as Record<string, unknown>;
	const isPhrase = typeof phrase === 'string' || phrase === null;
	if (!isPhrase) throw new InputError('phrase: expected a text.');
	const context = readContext(plan, written);
	return toJson(readTerm(phrase ?? '', context), context);
}
