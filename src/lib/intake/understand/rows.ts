import { columnsOf, laneColumns, type Columns } from './columns.ts';
import { looksLikeNumber, PERSON } from './content.ts';
import { isOwn, type GridCell, type GridRow } from './grid.ts';
import { isMarkedHeading, type Heading } from './sections.ts';
import { beginsLow, fold, isBlank } from './words.ts';

/** What is usual in the table's rows, to judge the unusual ones by. */
export interface Habit {
	/** Share of the rows with several cells that have a number, 0 … 1. */
	numbered: number;
	/** Median of the filled cells of rows with several. */
	usual: number;
	/** Share of rows with several filled cells whose text is bold, 0 … 1. */
	bold: number;
	/** Some rows are one merged cell. */
	merges: boolean;
	/** Some single cells begin with a heading's number or word. */
	marked: boolean;
	/** By column: share of the cells that begin with a small letter. */
	low: number[];
}

/** Learns the habits of a table's body rows. */
export function learnHabit(rows: GridRow[], columns: Columns, width: number): Habit {
	const full = rows.filter((row) => row.filled.length > 1);
	const single = rows.filter((row) => row.filled.length === 1);
	const [number] = columnsOf(columns, 'number');
	const counts = full.map((row) => row.filled.length).sort((a, b) => a - b);
	const numbered = number === undefined ? 0 : full.filter((row) => row.cells[number]?.text).length;
	const [text] = columnsOf(columns, 'text');
	const bold = full.filter((row) => row.cells[text ?? 0]?.bold).length;
	return {
		numbered: full.length === 0 ? 0 : numbered / full.length,
		usual: counts[Math.floor(counts.length / 2)] ?? 2,
		bold: full.length === 0 ? 0 : bold / full.length,
		merges: single.some((row) => isWide(row.filled[0]!, width)),
		marked: single.some((row) => isMarkedHeading(row.filled[0]!.text)),
		low: Array.from({ length: width }, (_, column) => lowShare(full, column))
	};
}

function lowShare(rows: GridRow[], column: number): number {
	const texts = rows.flatMap((row) => {
		const cell = row.cells[column];
		return isOwn(row, cell) && cell.text !== '' ? [cell.text] : [];
	});
	if (texts.length < 3) return 0;
	return texts.filter(beginsLow).length / texts.length;
}

function isWide(cell: GridCell, width: number): boolean {
	return cell.span > 1 && cell.span >= Math.max(2, width * 0.6);
}

/** Sums, footnotes and signatures inside a table: shown to the user, never measures. */
export function isAside(row: GridRow): boolean {
	const first = row.filled[0];
	if (!first) return false;
	const text = fold(first.text);
	if (/^(?:итого|всего)(?![а-я])/.test(text)) return true;
	if (row.filled.length <= 3 && isSignature(row)) return true;
	return (
		row.filled.length === 1 &&
		/^(?:примечани[ея]|\*|<\*>|продолжение (?:таблиц|приложен)|стр\.|страница)/.test(text)
	);
}

/** «Начальник управления ________ И.О. Фамилия» under the plan. */
function isSignature(row: GridRow): boolean {
	const text = row.filled.map((cell) => cell.text).join(' ');
	const post =
		/^(?:начальник|директор|руководитель|глава|заместитель|председатель|исп\.|исполнитель|согласовано|м\.п\.)/;
	return (
		post.test(fold(text)) &&
		(/_{3,}/.test(text) ||
			(row.filled.length > 1 &&
				PERSON.test(row.filled.at(-1)!.text) &&
				!looksLikeNumber(row.filled[0]!.text)))
	);
}

/** What stands around a row. */
interface Around {
	/** The next row that holds anything. */
	next: GridRow | null;
	/** Number of the measure above, as printed. */
	above: string | null;
}

/** The heading that a row is, or null where it is something else. */
export function headingOf(
	row: GridRow,
	columns: Columns,
	habit: Habit,
	around: Around
): Heading | null {
	const filled = row.filled.filter((cell) => !isBlank(cell.text));
	if (filled.length === 0 || filled.length > 2) return null;
	return filled.length === 1
		? headingOfOne(row, filled[0]!, columns, habit)
		: headingOfTwo(row, filled, columns, habit, around);
}

function headingOfOne(
	row: GridRow,
	cell: GridCell,
	columns: Columns,
	habit: Habit
): Heading | null {
	if (looksLikeNumber(cell.text) && !/^20\d\d$/.test(cell.text)) return null;
	const covered = row.cells.some((each) => each !== null && each.text !== '' && !isOwn(row, each));
	const heading = { text: cell.text, bold: cell.bold, level: null };
	const wide = isWide(cell, columns.roles.length);
	const marked = isMarkedHeading(cell.text);
	if (laneColumns(columns).length > 0) {
		return headingOfLane(cell, columns, habit, wide, marked) ? heading : null;
	}
	if (covered) return null;
	if (wide) return heading;
	const role = columns.roles[cell.column];
	if (role === 'section') return heading;
	const early = role === 'number' || role === 'text' || cell.column === 0;
	if (!early) return null;
	if (marked || (cell.bold && habit.bold < 0.5)) return heading;
	if (role === 'number') return heading;
	return habit.merges && cell.text.length > 120 ? null : heading;
}

/** In a table of lanes a lonely cell of the first lane may well be a measure. */
function headingOfLane(
	cell: GridCell,
	columns: Columns,
	habit: Habit,
	wide: boolean,
	marked: boolean
): boolean {
	const first = laneColumns(columns)[0]!;
	if (cell.column > first) return false;
	if (marked) return true;
	if (habit.marked) return false;
	if (cell.column < first) return true;
	if (cell.bold && habit.bold < 0.5) return true;
	return cell.text.length < 130 && (wide || !startsWithInfinitive(cell.text));
}

function startsWithInfinitive(text: string): boolean {
	return /^\S+(?:ть|ти|чь|ться|тись)(?:\s|$)/.test(fold(text));
}

function headingOfTwo(
	row: GridRow,
	[left, right]: GridCell[],
	columns: Columns,
	habit: Habit,
	{ next, above }: Around
): Heading | null {
	const [number] = columnsOf(columns, 'number');
	if (number === undefined || left!.column !== number) return null;
	const [text] = columnsOf(columns, 'text');
	const place = text ?? laneColumns(columns)[0];
	if (place === undefined || row.cells[place] !== right) return null;
	const printed = `${left!.text} ${right!.text}`;
	const heading = { text: printed, bold: right!.bold, level: null };
	const rest = columns.roles.length - 2;
	if (rest < 1) return null;
	if (isWide(right!, rest + 1)) return heading;
	if (row.own.length < row.cells.length && right!.span > 1 && text !== undefined) return heading;
	if (laneColumns(columns).length > 0) return right!.bold && habit.bold < 0.5 ? heading : null;
	if (right!.bold && habit.bold < 0.5) return heading;
	if (/^[IVXХІ]+\.?$/.test(left!.text) && !/^\d/.test(next?.cells[number]?.text ?? 'I'))
		return null;
	if (/^[IVXХІ]{1,5}\.?$/.test(left!.text)) return heading;
	if (/^(?:раздел|этап|блок|направлен)/.test(fold(left!.text))) return heading;
	const below = next?.cells[number]?.text ?? '';
	const apart = habit.usual >= 4 && standsApart(left!.text, above, below);
	return apart || numbersLead(left!.text, below) ? heading : null;
}

/** A section's own number: the measures below go on with the number of the one above. */
function standsApart(number: string, above: string | null, below: string): boolean {
	const [own, before, next] = [number, above ?? '0', below].map((text) =>
		Number(/^(\d{1,3})[.)]?$/.exec(text)?.[1] ?? NaN)
	);
	return next === before! + 1 && own !== before! + 1 && own !== next;
}

/** The number below goes inside this one («1» before «1.1») or begins anew («2» before «1»). */
function numbersLead(number: string, below: string): boolean {
	const [own, inner] = [number, below].map((text) => text.replace(/[.)]+$/, ''));
	if (!/^\d+(?:\.\d+)*$/.test(own!)) return false;
	return inner!.startsWith(`${own}.`) || (inner === '1' && /^\d+$/.test(own!));
}
