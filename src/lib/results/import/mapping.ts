/** What the columns of an unknown table may hold, and a first guess: pure. */

import { readHead, titleKeys, type ColumnName } from '../read/columns.ts';
import type { Sample } from '../read/figures.ts';

/** In the order in which they are offered. */
export const mappingColumns = [
	...['school', 'name', 'year', 'procedure', 'participants', 'low'],
	...['mark2', 'mark3', 'mark4', 'mark5', 'mark', 'score', 'level', 'kind']
] as const as readonly ColumnName[];

/** A mark by itself: «получили 5», not «5 класс». */
const markTitle = (mark: number): RegExp =>
	new RegExp(`(?:^|\\D)${mark}(?!\\s*-?\\s*(?:й\\s)?\\s*кл)(?:\\D|$)`);

const hints: [ColumnName, RegExp][] = [
	['school', /код.*(?:оо|школ|организац|учрежд)|логин/],
	['name', /наименован|названи|организаци|школа|учрежден/],
	['year', /год/],
	['procedure', /процедур|предмет|работа|экзамен/],
	['low', /не преодол|ниже (?:порога|минимал)|не справил|неудовл/],
	['participants', /участник|участвов|писал|количество (?:обучающ|учащ|учени)|выполнял/],
	['mark2', markTitle(2)],
	['mark3', markTitle(3)],
	['mark4', markTitle(4)],
	['mark5', markTitle(5)],
	['mark', /отметк|оценк/],
	['score', /балл/]
];

export interface Guess {
	/** Row of the head. */
	row: number;
	/** What each column seems to hold; '' where nothing tells. */
	columns: (ColumnName | '')[];
}

/** The row with the most titles is the likeliest head; its words tell what the columns hold. */
export function guessMapping(sample: Sample): Guess {
	const titles = (cells: readonly string[]): number =>
		cells.filter((cell) => /\p{L}/u.test(cell)).length;
	const head = sample.rows.reduce((best, row) =>
		titles(row.cells) > titles(best.cells) ? row : best
	);
	return { row: head.row, columns: guessColumns(head.cells) };
}

/** What the columns under a head seem to hold. */
export function guessColumns(cells: readonly string[]): (ColumnName | '')[] {
	const known = readHead(cells).columns;
	const guess = cells.map(
		(_, at) => mappingColumns.find((column) => known[column] === at) ?? ('' as const)
	) as (ColumnName | '')[];
	titleKeys(cells).forEach((title, at) => {
		if (guess[at] !== '' || title === '') return;
		const found = hints.find(([column, words]) => !guess.includes(column) && words.test(title));
		if (found) guess[at] = found[0];
	});
	return guess;
}

const lowTitle = hints.find(([column]) => column === 'low')![1];
const procedureTitle =
	/(?<!\p{L})(?:впр|огэ|егэ|рдр|нико)(?!\p{L})|русск|математ|физик|биолог|истори|обществ|географ|хими|информат|литерат/u;

/**
 * Whether several procedures stand side by side: two columns for those below the minimum, or two
 * procedures among the titles. Such a table is read once each procedure has a row of its own.
 */
export function isWide(cells: readonly string[]): boolean {
	const titles = titleKeys(cells);
	return [lowTitle, procedureTitle].some(
		(words) => titles.filter((title) => words.test(title)).length > 1
	);
}
