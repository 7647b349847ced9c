/** Which column of a table holds what: by the contract's names, or as Russian tables call them. */

/** What a row counts: a school's pupils in a procedure, or one pupil by mark or points. */
export type Counting = 'school' | 'mark' | 'score';

const always = ['school', 'year', 'procedure'] as const;
const counted = { school: ['participants', 'low'], mark: ['mark'], score: ['score'] } as const;

export type WantedColumn = (typeof always)[number] | (typeof counted)[Counting][number];

/** Where each column stands, from 0; −1 where the table has no such column. */
export type Columns = Record<WantedColumn | 'level' | 'kind', number>;

const names: Record<keyof Columns, string[]> = {
	school: ['school', 'код школы', 'код оо', 'школа', 'оо'],
	year: ['year', 'год'],
	procedure: ['procedure', 'процедура', 'оценочная процедура'],
	participants: ['participants', 'участников', 'участники', 'количество участников'],
	low: ['low', 'не преодолели порог', 'не преодолели', 'не преодолевших порог'],
	mark: ['mark', 'отметка', 'оценка'],
	score: ['score', 'балл', 'тестовый балл'],
	level: ['level', 'уровень образования', 'уровень'],
	kind: ['kind', 'вид школы', 'вид оо']
};

export interface Head {
	columns: Columns;
	counting: Counting;
	/** Needed columns that the row does not name, and columns that it names twice. */
	missing: WantedColumn[];
	doubled: WantedColumn[];
}

/** Reads a row as the head of a table. Counts of a school come before marks, marks before points. */
export function readHead(cells: readonly string[]): Head {
	const titles = cells.map(titleOf);
	const columns = {} as Columns;
	const twice = new Set<string>();
	for (const column of Object.keys(names) as (keyof Columns)[]) {
		const name = names[column].find((one) => titles.includes(one));
		columns[column] = name === undefined ? -1 : titles.indexOf(name);
		if (name !== undefined && titles.lastIndexOf(name) !== columns[column]) twice.add(column);
	}
	const has = (column: WantedColumn): boolean => columns[column] >= 0;
	const whole = (['school', 'mark', 'score'] as const).find((way) => counted[way].every(has));
	const counting = whole ?? 'school';
	const wanted: WantedColumn[] = [...always, ...counted[counting]];
	return {
		columns,
		counting,
		missing: wanted.filter((column) => !has(column)),
		doubled: wanted.filter((column) => twice.has(column))
	};
}

function titleOf(cell: string): string {
	return cell.replace(/\s+/g, ' ').trim().toLowerCase();
}
