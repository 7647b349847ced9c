/** Which column of a table holds what: by the contract's names, or as Russian tables call them. */

export const wantedColumns = ['school', 'year', 'procedure', 'participants', 'low'] as const;
export type WantedColumn = (typeof wantedColumns)[number];

/** Where each column stands, from 0; −1 where the table has no such column. */
export type Columns = Record<WantedColumn | 'level' | 'kind', number>;

const names: Record<keyof Columns, string[]> = {
	school: ['school', 'код школы', 'код оо', 'школа', 'оо'],
	year: ['year', 'год'],
	procedure: ['procedure', 'процедура', 'оценочная процедура'],
	participants: ['participants', 'участников', 'участники', 'количество участников'],
	low: ['low', 'не преодолели порог', 'не преодолели', 'не преодолевших порог'],
	level: ['level', 'уровень образования', 'уровень'],
	kind: ['kind', 'вид школы', 'вид оо']
};

/**
 * Reads a row as the head of a table. `missing` are needed columns that it does not name, `doubled`
 * columns that it names twice.
 */
export function readHead(cells: readonly string[]): {
	columns: Columns;
	missing: WantedColumn[];
	doubled: WantedColumn[];
} {
	const titles = cells.map(titleOf);
	const columns = {} as Columns;
	const doubled: WantedColumn[] = [];
	for (const column of Object.keys(names) as (keyof Columns)[]) {
		const name = names[column].find((one) => titles.includes(one));
		columns[column] = name === undefined ? -1 : titles.indexOf(name);
		const isTwice = name !== undefined && titles.lastIndexOf(name) !== columns[column];
		if (isTwice && isWanted(column)) doubled.push(column);
	}
	return { columns, missing: wantedColumns.filter((column) => columns[column] < 0), doubled };
}

function isWanted(column: keyof Columns): column is WantedColumn {
	return wantedColumns.some((wanted) => wanted === column);
}

function titleOf(cell: string): string {
	return cell.replace(/\s+/g, ' ').trim().toLowerCase();
}
