/**
 * «Статистика по отметкам» as ФИС ОКО gives it out: nested groups (all, region, municipality,
 * schools) with the shares of each mark, a sheet a subject and grade. Shares become counts; of the
 * groups only schools are taken. The layout is general knowledge: no real file was at hand.
 */

import { findProcedure, type FindProcedure } from '../procedures.ts';
import { shown, tidy, wholeNumber } from './cells.ts';
import type { Problem } from './problem.ts';
import type { Entry } from './row-reader.ts';

const marks = ['2', '3', '4', '5'];
/** Groups of one sheet: a large region's schools and municipalities. */
const mostGroups = 20_000;

interface MarksHead {
	group: number;
	schools: number;
	participants: number;
	/** Columns of the marks two to five; empty where they stand in the row below. */
	marks: number[];
}

interface Group {
	row: number;
	name: string;
	/** Cell of «Кол-во ОО». */
	schools: string;
	participants: number;
	counts: number[] | null;
}

/** Reads a row as the head of the layout, or null. */
export function readMarksHead(cells: readonly string[]): MarksHead | null {
	const titles = cells.map((cell) => tidy(cell).toLowerCase().replace('количество', 'кол-во'));
	const head = {
		group: titles.indexOf('группы участников'),
		schools: titles.indexOf('кол-во оо'),
		participants: titles.indexOf('кол-во участников'),
		marks: marksIn(cells)
	};
	return head.group >= 0 && head.participants >= 0 ? head : null;
}

function marksIn(cells: readonly string[]): number[] {
	const found = marks.map((mark) => cells.findIndex((cell) => cell.trim() === mark));
	return found.includes(-1) ? [] : found;
}

/** The year and the procedure that the lines above the head name, as far as they do. */
export function readMarksTitle(
	lines: readonly string[],
	find: FindProcedure = findProcedure
): { year: number; procedure: string } | null {
	const text = lines.join('\n');
	const year = /ВПР\D{0,20}(20\d\d)/i.exec(text)?.[1] ?? /Дата[^\n]*?(20\d\d)/i.exec(text)?.[1];
	const grade = /(\d{1,2})\s*-?й?\s*(?:класс|кл\.)/i.exec(text)?.[1];
	const subject = /Предмет:?\s*([^\n]+)/i.exec(text)?.[1];
	if (year === undefined || grade === undefined || subject === undefined) return null;
	const name = `ВПР, ${tidy(subject).toLowerCase()}, ${grade} класс`;
	return { year: Number(year), procedure: find(name, Number(year))?.name ?? name };
}

/** Takes the rows below the head of one sheet and gives the schools' counts at its end. */
export class MarksSheet {
	#head: MarksHead;
	#sheet: string;
	#add: (problem: Problem) => void;
	#groups: Group[] = [];

	constructor(head: MarksHead, sheet: string, add: (problem: Problem) => void) {
		this.#head = head;
		this.#sheet = sheet;
		this.#add = add;
	}

	take(cells: readonly string[], row: number): void {
		if (this.#head.marks.length === 0) {
			this.#head.marks = marksIn(cells);
			if (this.#head.marks.length === 0) {
				this.#add({ code: 'no-marks', row, sheet: this.#sheet });
				this.#head.marks = [-1, -1, -1, -1];
			}
			return;
		}
		if (this.#head.marks[0] === -1) return;
		const name = tidy(cells[this.#head.group] ?? '');
		const count = cells[this.#head.participants] ?? '';
		const participants = wholeNumber(count);
		if (name === '') return;
		if (participants === null) {
			// A line of text below the table has no figures at all.
			if (count.trim() === '' && cells.filter((cell) => cell.trim() !== '').length === 1) return;
			const value = shown(count);
			const column = 'participants';
			this.#add({ code: 'not-a-number', row, sheet: this.#sheet, column, value });
			return;
		}
		if (this.#groups.length >= mostGroups) {
			if (this.#groups.length === mostGroups) {
				this.#add({ code: 'too-many-groups', row, sheet: this.#sheet, most: mostGroups });
			}
			return;
		}
		const counts = this.#counts(cells, row, participants);
		const schools = this.#head.schools < 0 ? '' : (cells[this.#head.schools] ?? '').trim();
		this.#groups.push({ row, name, schools, participants, counts });
	}

	/** How many pupils have each mark; null where the shares are those of no counts. */
	#counts(cells: readonly string[], row: number, participants: number): number[] | null {
		const texts = this.#head.marks.map((at) => tidy(cells[at] ?? '').replace(/\s?%$/, ''));
		if (participants === 0) return [0, 0, 0, 0];
		const shares = texts.map((text) =>
			/^\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text === '' ? 0 : NaN
		);
		const bad = shares.findIndex((share) => Number.isNaN(share));
		if (bad >= 0) {
			const value = shown(texts[bad]!);
			this.#add({ code: 'not-a-share', row, sheet: this.#sheet, mark: marks[bad]!, value });
			return null;
		}
		const total = shares.reduce((sum, share) => sum + share, 0);
		// Cells with a percent format hold parts of one.
		const scale = Math.abs(total - 1) < 0.01 ? 100 : 1;
		const places = Math.max(...texts.map((text) => text.split(/[.,]/)[1]?.length ?? 0));
		const rounding = 0.5 / 10 ** Math.min(places, 2);
		if (Math.abs(total * scale - 100) > 4 * rounding + 1e-9) {
			const sum = Number((total * scale).toFixed(2));
			this.#add({ code: 'shares-do-not-sum', row, sheet: this.#sheet, sum });
			return null;
		}
		const exact = shares.map((share) => (share * scale * participants) / 100);
		const counts = exact.map((value) => Math.round(value));
		const slack = (rounding * participants) / 100 + 1e-6;
		const fits = counts.every((count, i) => Math.abs(count - exact[i]!) <= slack);
		const isWhole = counts.reduce((sum, count) => sum + count, 0) === participants;
		return fits && isWhole ? counts : null;
	}

	/** The schools' results; a school whose shares fit no counts is a problem. */
	finish({
		year,
		procedure
	}: {
		year: number;
		procedure: string;
	}): { entry: Entry; row: number }[] {
		const found: { entry: Entry; row: number }[] = [];
		for (const { row, name, participants, counts } of this.#schools()) {
			if (counts) {
				const low = counts[0]!;
				const said = { name: '', level: '', kind: '' };
				const entry = { school: name, year, procedure, participants, low, marks: counts, ...said };
				found.push({ entry, row });
			} else this.#add({ code: 'shares-fit-no-counts', row, sheet: this.#sheet, participants });
		}
		return found;
	}

	/**
	 * Schools have no number of schools of their own, or it is one; a municipality of one school
	 * stands right above it with the same figures.
	 */
	#schools(): Group[] {
		const groups = this.#groups;
		if (groups.some(({ schools }) => schools === '')) {
			return groups.filter(({ schools }) => schools === '');
		}
		return groups.filter((group, i) => {
			const next = groups[i + 1];
			const isFrame =
				next?.schools === '1' &&
				next.participants === group.participants &&
				String(next.counts) === String(group.counts);
			return group.schools === '1' && !isFrame;
		});
	}
}
