import type { ColumnRole, ReadingHints } from '../draft.ts';
import type { Table } from '../source.ts';
import { columnsOf, hasRole, laneColumns, readColumns, type Columns } from './columns.ts';
import { toGrid, type Grid, type GridRow } from './grid.ts';
import { guessHead } from './heads.ts';
import { findHead, isNumberRow, repeatsHead, type Head } from './head-rows.ts';
import { profileColumns, type Profile } from './profile.ts';
import { fold, isBlank } from './words.ts';

/** A table as it was understood. */
export interface TableReading {
	grid: Grid;
	head: Head | null;
	columns: Columns;
	/** Rows over the head: a title inside the table. */
	above: GridRow[];
	/** Rows under the head. */
	body: GridRow[];
	/** It goes on where the table before it ended: without a head, or with the head printed again. */
	goesOn: boolean;
	/** `form`: columns of a plan, but nothing filled in. */
	verdict: 'measures' | 'form' | 'other';
}

/**
 * Reads what a table is. `before` is the last table of measures, whose columns a table without
 * a head of its own goes on with; `plan` says that the words before it announce a plan.
 */
export function readTable(
	table: Table,
	before: TableReading | null,
	plan: boolean,
	hints: ReadingHints
): TableReading {
	const grid = toGrid(table);
	const found = findHead(grid);
	const own = found && before && isDoubtful(grid, found, before) ? null : found;
	const goesOn = before !== null && !hasForeignHead(grid) && isContinuation(grid, own, before);
	const head = own ?? (goesOn ? before.head : null);
	const first = own ? own.last + 1 : skipNumberRow(grid);
	const body = grid.rows.slice(first);
	const profiles = profileColumns(grid, body);
	const hinted = hints.columns?.[table.number];
	const columns = hinted
		? fromHint(hinted, grid, head)
		: goesOn && !own
			? before.columns
			: readColumns(own, profiles);
	const reading: TableReading = {
		grid,
		head: own ?? (goesOn ? before.head : null),
		columns,
		above: own ? grid.rows.slice(0, own.first).filter((row) => row.filled.length > 0) : [],
		body,
		goesOn,
		verdict: 'other'
	};
	reading.verdict = hinted ? hintVerdict(columns) : judge(reading, own, profiles, plan);
	return reading;
}

function skipNumberRow(grid: Grid): number {
	const first = grid.rows.findIndex((row) => row.filled.length > 0);
	return first >= 0 && isNumberRow(grid.rows[first]!) ? first + 1 : 0;
}

function isContinuation(grid: Grid, own: Head | null, before: TableReading): boolean {
	if (grid.columns !== before.grid.columns) return false;
	if (own === null) return true;
	if (before.head === null) return false;
	const row = grid.rows[own.first]!;
	return repeatsHead(before.grid, before.head, row);
}

/** Where a table of the same width may simply go on, a head must be known in every cell. */
function isDoubtful(grid: Grid, own: Head, before: TableReading): boolean {
	if (grid.columns !== before.grid.columns) return false;
	const row = grid.rows[own.first]!;
	if (before.head && repeatsHead(before.grid, before.head, row)) return false;
	return row.filled.some((cell) => guessHead(cell.text).length === 0);
}

function fromHint(roles: ColumnRole[], grid: Grid, head: Head | null): Columns {
	return {
		roles: Array.from({ length: grid.columns }, (_, at) => roles[at] ?? 'ignore'),
		heads: head?.texts ?? new Array<string>(grid.columns).fill(''),
		confidence: new Array<number>(grid.columns).fill(1),
		names: head?.names ?? new Array<string>(grid.columns).fill(''),
		years: head?.years ?? new Array<number | null>(grid.columns).fill(null)
	};
}

function hintVerdict(columns: Columns): TableReading['verdict'] {
	return hasRole(columns, 'text') || laneColumns(columns).length > 0 ? 'measures' : 'other';
}

function judge(
	reading: TableReading,
	own: Head | null,
	profiles: Profile[],
	plan: boolean
): TableReading['verdict'] {
	const { columns, body } = reading;
	if (body.every((row) => row.filled.length === 0)) return own ? 'form' : 'other';
	if (laneColumns(columns).length >= 2) return 'measures';
	if (!hasRole(columns, 'text')) return 'other';
	if (reading.goesOn && !own) return fitsColumns(columns, profiles) ? 'measures' : 'other';
	if (isForeign(own, columns)) return 'other';
	const when = columns.roles.some((role) => /^(?:term|begin|month|quarter)/.test(role));
	const who = hasRole(columns, 'responsible');
	const result = hasRole(columns, 'result');
	if (own === null) {
		const sure =
			looksLikePlan(columns, profiles) && !isPassport(body) && !hasForeignHead(reading.grid);
		return sure && when && (who || result || plan) ? checkForm(reading) : 'other';
	}
	if (when || who) return checkForm(reading);
	return plan && (result || hasRole(columns, 'section')) ? checkForm(reading) : 'other';
}

/** Heads of lists of people, organisations, money, figures and approval sheets. */
function isForeign(head: Head | null, columns: Columns): boolean {
	if (!head) return false;
	const firsts = head.guesses.map((all) => all[0]).filter((guess) => guess !== undefined);
	const count = (kind: string) =>
		firsts.filter((guess) => guess.kind === kind && guess.score >= 0.6).length;
	const [text] = columnsOf(columns, 'text');
	const textGuess = head.guesses[text!]?.find((guess) => guess.kind === 'text')?.score ?? 0;
	if (textGuess >= 0.75) {
		const plan = columns.roles.some((role) => /^(?:term|begin|month|responsible)/.test(role));
		return !plan && (count('money') > 0 || count('indicator') > 0);
	}
	return count('who') + count('org') + count('sign') + count('indicator') + count('money') > 0;
}

/** Whether the first row heads something else than a plan. */
function hasForeignHead(grid: Grid): boolean {
	const first = grid.rows.find((row) => row.filled.length > 1);
	return (first?.filled ?? []).some((cell) =>
		guessHead(cell.text).some((guess) => FOREIGN.has(guess.kind) && guess.score >= 0.8)
	);
}

const FOREIGN = new Set(['who', 'org', 'money', 'indicator', 'sign']);

/** Without a head the columns must speak very plainly. */
function looksLikePlan(columns: Columns, profiles: Profile[]): boolean {
	const [text] = columnsOf(columns, 'text');
	const profile = profiles[text!]!;
	return (
		profile.length >= 15 && profile.count >= 2 && (profile.action >= 0.3 || profile.length > 40)
	);
}

function fitsColumns(columns: Columns, profiles: Profile[]): boolean {
	const [term] = columnsOf(columns, 'term');
	if (term === undefined || profiles[term]!.count < 2) return true;
	return profiles[term]!.term >= 0.3;
}

const PASSPORT =
	/^(?:наименование|основание для|разработчик|заказчик|координатор|цел[ьи]|задачи|сроки|этапы|исполнител|участник|ожидаем|объем|источник|показател|система организации|контроль|куратор|руководитель)/;

function isPassport(body: GridRow[]): boolean {
	const rows = body.filter((row) => row.filled.length >= 2);
	const fields = rows.filter((row) => PASSPORT.test(fold(row.filled[0]!.text)));
	return rows.length > 0 && fields.length / rows.length >= 0.4;
}

/** A plan's form whose terms and people nobody filled in is no plan. */
function checkForm(reading: TableReading): TableReading['verdict'] {
	const { columns, body } = reading;
	const [text] = columnsOf(columns, 'text');
	const rows = body.filter((row) => row.cells[text!]?.text && row.filled.length >= 1);
	const worded = rows.filter((row) => !isBlank(row.cells[text!]!.text));
	const watched = columns.roles.flatMap((role, at) =>
		/^(?:term|begin|end|responsible|result|month|quarter|year)/.test(role) ? [at] : []
	);
	const filled = worded.filter((row) =>
		watched.some((column) => {
			const cell = row.cells[column];
			return cell && cell !== row.cells[text!] && (cell.shaded || !isBlank(cell.text));
		})
	);
	if (worded.length === 0) return 'form';
	return filled.length / worded.length < 0.2 ? 'form' : 'measures';
}
