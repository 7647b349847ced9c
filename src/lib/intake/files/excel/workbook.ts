/** What a workbook says about its sheets and the looks of cells. */

import { limits } from '../../limits.ts';
import { Refusal } from '../../source.ts';
import { cleanText } from '../text.ts';
import type { Attributes, XmlHandler } from '../xml.ts';
import { formatCode } from './number-format.ts';

export interface Sheet {
	name: string;
	relation: string;
	hidden: boolean;
	/** First and last row that are repeated on each printed page. */
	head: { first: number; last: number } | null;
}

/** Collects sheets from `workbook.xml`. */
export class Workbook implements XmlHandler {
	readonly sheets: Sheet[] = [];
	epoch1904 = false;
	#titlesOf: number | null = null;

	open(name: string, attributes: Attributes): void {
		this.#titlesOf = null;
		if (name === 'workbookPr') this.epoch1904 = isTrue(attributes.get('date1904'));
		else if (name === 'sheet') {
			this.sheets.push({
				name: cleanText(attributes.get('name') ?? ''),
				relation: attributes.get('r:id') ?? '',
				hidden: /hidden/i.test(attributes.get('state') ?? ''),
				head: null
			});
		} else if (name === 'definedName' && /print_titles/i.test(attributes.get('name') ?? '')) {
			this.#titlesOf = Number(attributes.get('localSheetId') ?? -1);
		}
	}

	close(): void {
		this.#titlesOf = null;
	}

	text(text: string): void {
		const sheet = this.sheets[this.#titlesOf ?? -1];
		const rows = /\$(\d+):\$(\d+)/.exec(text);
		if (sheet && rows) sheet.head = { first: Number(rows[1]), last: Number(rows[2]) };
	}
}

/** Whether an attribute of spreadsheets is set. */
export function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true' || value === 'on';
}

/** The look of a cell, by the number that the cell names. */
export interface Look {
	code: string;
	bold: boolean;
	shaded: boolean;
}

/** Excel itself takes no more. */
const longestCode = 255;
const plain: Look = { code: '', bold: false, shaded: false };

/** Collects the looks of cells from `styles.xml`. */
export class Looks implements XmlHandler {
	#codes = new Map<number, string>();
	#bold: boolean[] = [];
	#shaded: boolean[] = [];
	#looks: Look[] = [];
	#within = '';

	open(name: string, attributes: Attributes): unknown {
		switch (name) {
			case 'fonts':
			case 'fills':
			case 'cellXfs':
				this.#within = name;
				return;
			case 'cellStyleXfs':
			case 'dxfs':
			case 'borders':
				return true;
			case 'numFmt':
				this.#codes.set(
					Number(attributes.get('numFmtId')),
					(attributes.get('formatCode') ?? '').slice(0, longestCode)
				);
				return;
			case 'font':
				if (this.#within === 'fonts') this.#keep(this.#bold, false);
				return;
			case 'b':
				if (this.#bold.length > 0) this.#bold[this.#bold.length - 1] = isOn(attributes);
				return;
			case 'fill':
				if (this.#within === 'fills') this.#keep(this.#shaded, false);
				return;
			case 'patternFill':
				this.#setShaded(!/^(none|)$/.test(attributes.get('patternType') ?? ''));
				return;
			case 'fgColor':
				if (this.#shaded.at(-1)) this.#setShaded(!isWhite(attributes));
				return;
			case 'gradientFill':
				return this.#setShaded(true);
			case 'xf':
				if (this.#within === 'cellXfs') this.#addLook(attributes);
		}
	}

	#keep<T>(list: T[], value: T): void {
		// Excel itself stops at 65,490 looks.
		if (list.length >= 70_000) throw new Refusal('bomb', 'styles');
		list.push(value);
	}

	#setShaded(shaded: boolean): void {
		if (this.#shaded.length > 0) this.#shaded[this.#shaded.length - 1] = shaded;
	}

	#addLook(attributes: Attributes): void {
		const number = (name: string): number => Number(attributes.get(name) ?? 0);
		this.#keep(this.#looks, {
			code: formatCode(number('numFmtId'), this.#codes),
			bold: this.#bold[number('fontId')] ?? false,
			shaded: this.#shaded[number('fillId')] ?? false
		});
	}

	close(name: string): void {
		if (name === this.#within) this.#within = '';
	}

	text(): void {}

	get(number: number): Look {
		return this.#looks[number] ?? plain;
	}
}

function isOn(attributes: Attributes): boolean {
	return !/^(0|false)$/.test(attributes.get('val') ?? '1');
}

/** White by value, by the theme's first colour, or by the old palette. */
function isWhite(attributes: Attributes): boolean {
	const rgb = attributes.get('rgb');
	if (rgb !== undefined) return /ffffff$/i.test(rgb);
	const tint = Number(attributes.get('tint') ?? 0);
	if (attributes.get('theme') === '0') return tint > -0.02;
	return /^(1|9|64|65)$/.test(attributes.get('indexed') ?? '');
}

/** Collects texts from `sharedStrings.xml`; phonetic helps are left out. */
export class SharedStrings implements XmlHandler {
	#texts: string[] = [];
	#text = '';
	#inText = false;
	#length = 0;

	open(name: string): unknown {
		if (name === 'rPh') return true;
		if (name === 'si') this.#text = '';
		this.#inText = name === 't';
	}

	close(name: string): void {
		if (name === 'si') this.#texts.push(cleanText(this.#text));
		this.#inText = false;
	}

	text(text: string): void {
		if (!this.#inText) return;
		this.#length += text.length;
		const tooLong = this.#text.length + text.length > limits.textLength;
		if (tooLong || this.#length > limits.documentText) throw new Refusal('too-large', 'text');
		this.#text += text;
	}

	get(number: number): string {
		return this.#texts[number] ?? '';
	}
}
