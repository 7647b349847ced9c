/** Which column of a table holds what: by the contract's names, or as Russian tables call them. */

/** What a row counts: a school's pupils in a procedure, its marks, or one pupil by mark or points. */
export type Counting = 'school' | 'marks' | 'mark' | 'score';

const always = ['school', 'year', 'procedure'] as const;
const counted = {
	school: ['participants', 'low'],
	marks: ['mark2', 'mark3', 'mark4', 'mark5'],
	mark: ['mark'],
	score: ['score']
} as const;

export type WantedColumn = (typeof always)[number] | (typeof counted)[Counting][number];
/** Columns that a table may have besides. */
export type OptionalColumn = 'name' | 'level' | 'kind';
export type ColumnName = WantedColumn | OptionalColumn;

/** The columns of marks, from two to five. */
export const markColumns = counted.marks;

/** Where each column stands, from 0; −1 where the table has no such column. */
export type Columns = Record<ColumnName, number>;

const names: Record<ColumnName, string[]> = {
	school: ['school', 'код школы', 'код оо', 'логин оо', 'логин', 'школа', 'оо'],
	year: ['year', 'год'],
	procedure: ['procedure', 'процедура', 'оценочная процедура'],
	participants: [
		...['participants', 'участников', 'участники', 'количество участников'],
		...['кол-во участников', 'всего участников']
	],
	low: [
		...['low', 'не преодолели порог', 'не преодолели', 'не преодолевших порог'],
		...['не преодолели минимальный порог', 'ниже порога']
	],
	mark2: ['mark2', 'получили «2»', 'получили 2', 'отметок «2»', 'отметка 2', '«2»', '2'],
	mark3: ['mark3', 'получили «3»', 'получили 3', 'отметок «3»', 'отметка 3', '«3»', '3'],
	mark4: ['mark4', 'получили «4»', 'получили 4', 'отметок «4»', 'отметка 4', '«4»', '4'],
	mark5: ['mark5', 'получили «5»', 'получили 5', 'отметок «5»', 'отметка 5', '«5»', '5'],
	mark: ['mark', 'отметка', 'оценка'],
	score: ['score', 'балл', 'тестовый балл'],
	name: [
		...['name', 'название школы', 'наименование школы', 'наименование оо', 'название оо'],
		...['школа', 'оо', 'наименование организации']
	],
	level: ['level', 'уровень образования', 'уровень'],
	kind: ['kind', 'вид школы', 'вид оо']
};

export interface Head {
	columns: Columns;
	counting: Counting;
	/** Needed columns that the row does not name, and columns that it names twice. */
	missing: WantedColumn[];
	doubled: WantedColumn[];
	/** What a person said for every row of the table, where it has no such column. */
	year: number | null;
	procedure: string | null;
}

/**
 * What a person said of a table whose heads say nothing to Opora: the head's title of each column,
 * or one year and one procedure for all rows. Keys of titles are `titleKeys`.
 */
export interface Mapping {
	columns: Partial<Record<ColumnName, string>>;
	year: number | null;
	procedure: string | null;
}

/** Reads a row as the head of a table. Counts of a school come before marks, marks before points. */
export function readHead(cells: readonly string[]): Head {
	const titles = cells.map(titleOf);
	const columns = {} as Columns;
	const twice = new Set<string>();
	for (const column of Object.keys(names) as ColumnName[]) {
		const name = names[column].find(
			// a school's code and its name may both be there
			(one) =>
				titles.includes(one) && !(column === 'name' && titles.indexOf(one) === columns.school)
		);
		columns[column] = name === undefined ? -1 : titles.indexOf(name);
		if (name !== undefined && titles.lastIndexOf(name) !== columns[column]) twice.add(column);
	}
	if (columns.school < 0) {
		columns.school = columns.name;
		columns.name = -1;
	}
	return headOf(columns, twice, null, null);
}

/** The head of a table as a person said it, or null where `cells` is not that head. */
export function mappedHead(cells: readonly string[], mapping: Mapping): Head | null {
	const keys = titleKeys(cells);
	const columns = {} as Columns;
	for (const column of Object.keys(names) as ColumnName[]) {
		const key = mapping.columns[column];
		columns[column] = key === undefined ? -1 : keys.indexOf(key);
		if (key !== undefined && columns[column] < 0) return null;
	}
	return headOf(columns, new Set(), mapping.year, mapping.procedure);
}

function headOf(
	columns: Columns,
	twice: ReadonlySet<string>,
	year: number | null,
	procedure: string | null
): Head {
	const has = (column: WantedColumn): boolean => columns[column] >= 0;
	const ways = ['school', 'marks', 'mark', 'score'] as const;
	const counting = ways.find((way) => counted[way].every(has)) ?? 'school';
	const wanted: WantedColumn[] = [...always, ...counted[counting]];
	const said = { year: year !== null, procedure: procedure !== null } as Record<string, boolean>;
	return {
		columns,
		counting,
		missing: wanted.filter((column) => !has(column) && !said[column]),
		doubled: wanted.filter((column) => twice.has(column)),
		year,
		procedure
	};
}

/** The column of errors that Opora itself adds to a table: nothing of it is read. */
export const errorTitle = 'Ошибка';

/** The titles of a head, folded; one that stands there again has its count behind it: `5#2`. */
export function titleKeys(cells: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return cells.map((cell) => {
		const title = titleOf(cell);
		if (title === '' || title === errorTitle.toLowerCase()) return '';
		const count = (seen.get(title) ?? 0) + 1;
		seen.set(title, count);
		return count === 1 ? title : `${title}#${count}`;
	});
}

/** By which a table is known again: its titles in their order. */
export function signatureOf(cells: readonly string[]): string {
	return titleKeys(cells)
		.filter((key) => key !== '')
		.join('|');
}

function titleOf(cell: string): string {
	return cell.replace(/\s+/g, ' ').trim().toLowerCase();
}
