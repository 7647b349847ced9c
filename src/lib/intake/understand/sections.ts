import { fold, monthOf, MONTH_WORD } from './words.ts';

/** A heading as it stands in the document. */
export interface Heading {
	/** As printed, white space collapsed. */
	text: string;
	bold: boolean;
	/** Outline level where the file marks one. */
	level: number | null;
}

interface Open {
	text: string;
	kind: string;
	rank: number;
}

const YEAR =
	/^(?:на )?20\d\d(?: ?[-/] ?(?:20)?\d\d)? ?(?:г\.?г?\.?|годы?|года|уч\S*(?: (?:г\.?|год\S*))?|учебн\S+ год\S*)?[.:]?$/;
const MONTHS = new RegExp(
	`^(?:${MONTH_WORD})(?: ?[-,и] ?(?:${MONTH_WORD}))*(?: 20\\d\\d ?(?:г\\.?|года?)?)?[.:]?$`
);
const PART_OF_YEAR =
	/^(?:[1-4]|i{1,3}|iv|перв\S+|втор\S+|трет\S+|четверт\S+)(?:-?[а-я]{1,2})? (?:квартал|полугоди|четверт)/;
const NUMBERED = /^\.?(\d{1,2}(?:\.\d{1,2})*)[.)]?\s/;
const WORDED =
	/^(раздел(?! (?:на|в|с) )|глава|часть|блок|модуль|направление|этап|стадия|задача|цель|приоритет|подраздел|подэтап|уровень|фактор|риск)(?![а-я])/;
const STAGED = /^(?:[1-9]|[ivx]+|перв|втор|трет|четверт)\S* (этап|раздел|блок|направлен|модул|год)/;

/** Natural depth of each kind of heading: a smaller one holds the larger ones. */
const RANKS: Record<string, number> = {
	year: 1,
	раздел: 2,
	глава: 2,
	часть: 2,
	блок: 2.2,
	модуль: 2.2,
	этап: 2.4,
	стадия: 2.4,
	направление: 2.6,
	приоритет: 2.6,
	уровень: 2.6,
	цель: 2.6,
	задача: 2.8,
	подраздел: 4.6,
	подэтап: 4.6,
	фактор: 2.8,
	риск: 2.8,
	roman: 3,
	upper: 3.5,
	part: 7,
	month: 8,
	bold: 8.5,
	plain: 9
};

/** The style of a heading: headings of one kind stand at one depth. */
export function kindOfHeading(heading: Heading): string {
	const text = fold(heading.text).replace(/^[«"]/, '');
	if (YEAR.test(text)) return 'year';
	if (MONTHS.test(text) || monthOf(text) !== null) return 'month';
	if (PART_OF_YEAR.test(text)) return 'part';
	const number = NUMBERED.exec(text);
	const staged = STAGED.exec(text);
	if (staged) return stageKind(staged[1]!);
	if (number) return `num:${number[1]!.split('.').length}`;
	const worded = WORDED.exec(text);
	if (worded) return worded[1]!;
	if (/^[IVXХІ]{1,5}[.)]?\s/.test(heading.text)) return 'roman';
	const letters = heading.text.replace(/[^А-Яа-яЁё]/g, '');
	if (letters.length > 3 && letters === letters.toUpperCase()) return 'upper';
	return heading.bold ? 'bold' : 'plain';
}

function stageKind(word: string): string {
	if (word === 'год') return 'year';
	if (word === 'направлен') return 'направление';
	return word === 'модул' ? 'модуль' : word;
}

function naturalRank(kind: string): number {
	const number = /^num:(\d)$/.exec(kind);
	return number ? 3.5 + Number(number[1]) : (RANKS[kind] ?? 9);
}

/** Whether a text is a heading by its own words, whatever cell or paragraph holds it. */
export function isMarkedHeading(text: string): boolean {
	return !['plain', 'bold', 'upper'].includes(kindOfHeading({ text, bold: false, level: null }));
}

/** Keeps the sections that are open at a place of the document. */
export class SectionStack {
	/** Headings in document order, as printed. */
	readonly all: string[] = [];
	private open: Open[] = [];
	private readonly ranks = new Map<string, number>();
	private justOpened = false;
	private empty = 0;

	/** Innermost last. */
	get path(): string[] {
		return this.open.map((section) => section.text);
	}

	/** A heading begins a section inside, beside or above those that are open. */
	enter(heading: Heading): void {
		if (this.open.at(-1)?.text === heading.text) return;
		const kind = heading.level === null ? kindOfHeading(heading) : `level:${heading.level}`;
		const rank = this.rankOf(kind, heading.level);
		while (this.open.length > 0 && this.open.at(-1)!.rank >= rank) this.open.pop();
		this.open.push({ text: heading.text, kind, rank });
		this.all.push(heading.text);
		this.empty++;
		this.justOpened = true;
	}

	/** A measure stands here: the next heading does not go inside the last one by mere nearness. */
	measure(): void {
		this.justOpened = false;
		this.empty = 0;
	}

	/** Takes back the headings after the last measure: what no measure follows is no section. */
	close(): string[] {
		return this.all.splice(this.all.length - this.empty);
	}

	/** The innermost open section repeats after a page break. */
	isOpen(text: string): boolean {
		return this.open.some((section) => section.text === text);
	}

	private rankOf(kind: string, level: number | null): number {
		const known = this.ranks.get(kind);
		if (known !== undefined) return known;
		let rank = level === null ? naturalRank(kind) : level / 10;
		const above = this.open.at(-1);
		if (this.justOpened && above && above.kind !== kind && above.rank >= rank) {
			rank = above.rank + 0.01;
		}
		this.ranks.set(kind, rank);
		return rank;
	}
}
