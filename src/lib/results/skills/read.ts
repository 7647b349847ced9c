/** A table of results by task and skill, row by row. Pure: what it reads is added up and kept small. */
import { readRows } from '../../intake/rows/rows.ts';
import { shown, tidy, wholeNumber } from '../read/cells.ts';

/** What one row says; a class of '' is the whole school. */
export interface TaskRow {
	school: string;
	year: number;
	procedure: string;
	class: string;
	task: string;
	skill: string;
	participants: number;
	/** Pupils who solved it; a part of the points counts as that part of a pupil. */
	solved: number;
	row: number;
}

export type TaskProblem = { row: number; sheet: string } & (
	| { code: 'no-head' }
	| { code: 'no-rows' }
	| { code: 'missing'; columns: Column[] }
	| { code: 'empty' | 'bad-number' | 'bad-year' | 'bad-share'; column: Column; value: string }
	| { code: 'points-above'; most: number; value: string }
	| { code: 'twice'; before: number }
);

const names = {
	school: ['school', 'код школы', 'код оо', 'школа', 'оо'],
	year: ['year', 'год'],
	procedure: ['procedure', 'процедура', 'оценочная процедура'],
	class: ['class', 'класс'],
	task: ['task', 'задание', 'номер задания', '№ задания'],
	skill: ['skill', 'умение', 'проверяемое умение', 'проверяемые умения'],
	participants: ['participants', 'участников', 'участники', 'количество участников'],
	share: ['share', 'выполнение, %', 'выполнили, %', 'процент выполнения', 'выполнение'],
	points: ['points', 'сумма баллов', 'баллы'],
	max: ['max', 'максимальный балл', 'макс. балл']
} as const;
export type Column = keyof typeof names;

/** Rows of one file: a region's ВПР has some hundred thousand. */
export const mostTaskRows = 300_000;
/** Problems that are kept. */
const mostProblems = 200;
const headRows = 20;

/** Reads the file; with any problem its rows are not to be used. Throws Refusal where it is no table. */
export async function readTasks(
	source: AsyncIterable<Uint8Array>
): Promise<{ rows: TaskRow[]; problems: TaskProblem[] }> {
	const rows: TaskRow[] = [];
	const problems: TaskProblem[] = [];
	const seen = new Map<string, number>();
	let head: Map<Column, number> | null = null;
	let sheetNow: string | null = null;
	let looked = 0;
	let nearest: { row: number; sheet: string; missing: Column[] } | null = null;
	let heads = 0;
	const add = (problem: TaskProblem): void =>
		void (problems.length < mostProblems && problems.push(problem));
	await readRows(source, (cells, row, sheet) => {
		if (sheet !== sheetNow) [sheetNow, head, looked] = [sheet, null, 0];
		if (!head) {
			if (looked++ >= headRows) return;
			const found = readHead(cells);
			if (found.missing.length === 0) [head, heads] = [found.columns, heads + 1];
			else if (!nearest || found.missing.length < nearest.missing.length)
				nearest = { row, sheet, missing: found.missing };
			return;
		}
		const read = new RowOfTask(cells, head, { row, sheet }, add).read();
		if (!read || rows.length >= mostTaskRows) return;
		const key = [read.school, read.year, read.procedure, read.class, read.task]
			.join('\u0000')
			.toLowerCase();
		const before = seen.get(key);
		if (before !== undefined) return add({ code: 'twice', row, sheet, before });
		seen.set(key, row);
		rows.push(read);
	});
	if (heads === 0) {
		const missing = nearest as { row: number; sheet: string; missing: Column[] } | null;
		add(
			missing && missing.missing.length < 5
				? { code: 'missing', row: missing.row, sheet: missing.sheet, columns: missing.missing }
				: { code: 'no-head', row: 1, sheet: '' }
		);
	} else if (rows.length === 0 && problems.length === 0)
		add({ code: 'no-rows', row: 1, sheet: '' });
	return { rows, problems };
}

function readHead(cells: readonly string[]): { columns: Map<Column, number>; missing: Column[] } {
	const titles = cells.map((cell) => tidy(cell).toLowerCase());
	const columns = new Map<Column, number>();
	for (const column of Object.keys(names) as Column[]) {
		const at = titles.findIndex((title) => (names[column] as readonly string[]).includes(title));
		if (at >= 0) columns.set(column, at);
	}
	const needed: Column[] = ['school', 'year', 'procedure', 'task', 'skill', 'participants'];
	const missing = needed.filter((column) => !columns.has(column));
	const hasPoints = columns.has('points') && columns.has('max');
	if (!columns.has('share') && !hasPoints) missing.push('share');
	return { columns, missing };
}

class RowOfTask {
	#cells: readonly string[];
	#columns: Map<Column, number>;
	#place: { row: number; sheet: string };
	#add: (problem: TaskProblem) => void;
	#isBad = false;

	constructor(
		cells: readonly string[],
		columns: Map<Column, number>,
		place: { row: number; sheet: string },
		add: (problem: TaskProblem) => void
	) {
		[this.#cells, this.#columns, this.#place] = [cells, columns, place];
		this.#add = (problem) => {
			this.#isBad = true;
			add(problem);
		};
	}

	/** null where something is wrong, or nobody took part. */
	read(): TaskRow | null {
		const school = this.#text('school');
		const procedure = this.#text('procedure');
		const task = this.#text('task');
		const skill = this.#text('skill');
		const year = wholeNumber(this.#cell('year'));
		if (year === null || year < 1990 || year > 2200)
			this.#add({
				code: 'bad-year',
				column: 'year',
				value: shown(this.#cell('year')),
				...this.#place
			});
		const participants = this.#whole('participants');
		const solved = this.#solved(participants ?? 0);
		if (this.#isBad || participants === 0) return null;
		const row = { school, year: year!, procedure, class: tidy(this.#cell('class')) };
		return {
			...row,
			task,
			skill,
			participants: participants!,
			solved: solved!,
			row: this.#place.row
		};
	}

	#cell(column: Column): string {
		return this.#cells[this.#columns.get(column) ?? -1] ?? '';
	}

	#text(column: Column): string {
		const value = tidy(this.#cell(column));
		if (value === '') this.#add({ code: 'empty', column, value, ...this.#place });
		return value;
	}

	#whole(column: Column): number | null {
		const cell = this.#cell(column);
		const value = wholeNumber(cell);
		if (value === null)
			this.#add({ code: 'bad-number', column, value: shown(cell), ...this.#place });
		return value;
	}

	#number(column: Column): number | null {
		const cell = this.#cell(column).trim();
		const value = /^\d{1,9}(?:[.,]\d{1,6})?\s*%?$/.test(cell)
			? Number(cell.replace(/\s*%$/, '').replace(',', '.'))
			: null;
		if (value === null)
			this.#add({ code: 'bad-number', column, value: shown(cell), ...this.#place });
		return value;
	}

	#solved(participants: number): number | null {
		if (this.#columns.has('share') && this.#cell('share').trim() !== '') {
			const share = this.#number('share');
			if (share !== null && share > 100)
				this.#add({
					code: 'bad-share',
					column: 'share',
					value: shown(this.#cell('share')),
					...this.#place
				});
			return share === null ? null : (share / 100) * participants;
		}
		if (!this.#columns.has('points')) {
			this.#add({ code: 'empty', column: 'share', value: '', ...this.#place });
			return null;
		}
		const points = this.#number('points');
		const max = this.#number('max');
		if (points === null || max === null) return null;
		const most = participants * max;
		if (max === 0 || points > most) {
			this.#add({ code: 'points-above', most, value: shown(this.#cell('points')), ...this.#place });
			return null;
		}
		return points / max;
	}
}
