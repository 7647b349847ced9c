/** Reads the cells of one sheet. */

import { limits } from '../../limits.ts';
import { Refusal } from '../../source.ts';
import type { Budget } from '../budget.ts';
import type { SheetCell, SheetRow } from '../sheet.ts';
import { cleanText } from '../text.ts';
import type { Attributes, XmlHandler } from '../xml.ts';
import { printNumber, serialOf } from './number-format.ts';
import { isTrue, type Looks, type SharedStrings } from './workbook.ts';

/** Cells merged into one; rows from 1, columns from 0, last ones included. */
interface Merge {
	top: number;
	left: number;
	bottom: number;
	right: number;
}

/** What the cells of all sheets share. */
export interface SheetContext {
	strings: SharedStrings;
	looks: Looks;
	epoch1904: boolean;
	budget: Budget;
}

interface OpenCell {
	column: number;
	type: string;
	look: number;
	value: string;
	inline: string;
	formula: boolean;
}

const mostMerges = 50_000;

/** Collects rows from `sheetN.xml`. */
export class Worksheet implements XmlHandler {
	/** How many rows and columns with content are hidden, and formulas that have no value. */
	readonly noticed = { hidden: 0, formulas: 0 };
	#context: SheetContext;
	#rows: SheetRow[] = [];
	#row: SheetRow | null = null;
	#rowHidden = false;
	#rowNumber = 0;
	#cell: OpenCell | null = null;
	#column = -1;
	#into: 'value' | 'inline' | null = null;
	#merges: Merge[] = [];
	#hiddenColumns: { first: number; last: number }[] = [];
	#hiddenRows = new Set<number>();

	constructor(context: SheetContext) {
		this.#context = context;
	}

	open(name: string, attributes: Attributes): unknown {
		this.#into = null;
		switch (name) {
			case 'col':
				return this.#takeColumn(attributes);
			case 'row':
				return this.#openRow(attributes);
			case 'c':
				return this.#openCell(attributes);
			case 'v':
				this.#into = 'value';
				return;
			case 't':
				this.#into = 'inline';
				return;
			case 'f':
				if (this.#cell) this.#cell.formula = true;
				return;
			case 'mergeCell':
				return this.#takeMerge(attributes.get('ref') ?? '');
			case 'rPh':
			case 'extLst':
			case 'conditionalFormatting':
			case 'dataValidations':
				return true;
		}
	}

	#takeColumn(attributes: Attributes): void {
		if (!isTrue(attributes.get('hidden'))) return;
		const first = Number(attributes.get('min')) - 1;
		const last = Number(attributes.get('max')) - 1;
		if (first >= 0 && last >= first) this.#hiddenColumns.push({ first, last });
	}

	#openRow(attributes: Attributes): void {
		this.#rowNumber = Number(attributes.get('r')) || this.#rowNumber + 1;
		this.#rowHidden = isTrue(attributes.get('hidden'));
		this.#row = { number: this.#rowNumber, head: false, cells: [] };
		this.#column = -1;
	}

	#openCell(attributes: Attributes): void {
		this.#column = placeOf(attributes.get('r') ?? '')?.column ?? this.#column + 1;
		this.#cell = {
			column: this.#column,
			type: attributes.get('t') ?? 'n',
			look: Number(attributes.get('s') ?? 0),
			value: '',
			inline: '',
			formula: false
		};
	}

	#takeMerge(reference: string): void {
		const [from, to] = reference.split(':').map(placeOf);
		if (!from || !to || to.row < from.row || to.column < from.column) return;
		if (this.#merges.length >= mostMerges) throw new Refusal('too-many-rows', String(limits.rows));
		const merge = { top: from.row, left: from.column, bottom: to.row, right: to.column };
		this.#merges.push(merge);
	}

	text(text: string): void {
		const cell = this.#cell;
		if (!cell || this.#into === null) return;
		this.#context.budget.text(text.length, cell[this.#into].length);
		cell[this.#into] += text;
	}

	close(name: string): void {
		this.#into = null;
		if (name === 'c') this.#closeCell();
		else if (name === 'row') this.#closeRow();
	}

	#closeCell(): void {
		const cell = this.#cell;
		this.#cell = null;
		if (!cell || !this.#row) return;
		const look = this.#context.looks.get(cell.look);
		const text = this.#textOf(cell, look.code);
		if (text === '' && !look.shaded) return;
		const { column } = cell;
		const { bold, shaded } = look;
		this.#row.cells.push({ column, span: 1, rowSpan: 1, text, bold: bold && text !== '', shaded });
	}

	#textOf(cell: OpenCell, code: string): string {
		const { strings, epoch1904 } = this.#context;
		if (cell.type === 'inlineStr') return cleanText(cell.inline);
		if (cell.value === '') {
			if (cell.formula) this.noticed.formulas++;
			return '';
		}
		switch (cell.type) {
			case 's': {
				const text = strings.get(Number(cell.value));
				this.#context.budget.text(text.length);
				return text;
			}
			case 'b':
				return cell.value === '1' ? 'ИСТИНА' : 'ЛОЖЬ';
			case 'd': {
				const serial = serialOf(cell.value);
				return serial === null ? cell.value : printNumber(serial, code || 'dd.mm.yyyy', false);
			}
			case 'n': {
				const value = Number(cell.value);
				return Number.isFinite(value) ? printNumber(value, code, epoch1904) : cell.value;
			}
			default:
				return cleanText(cell.value);
		}
	}

	#closeRow(): void {
		const row = this.#row;
		this.#row = null;
		if (!row || row.cells.length === 0) return;
		const filled = row.cells.some((cell) => cell.text !== '');
		if (this.#rowHidden) {
			this.#hiddenRows.add(row.number);
			if (filled) this.noticed.hidden++;
			return;
		}
		// A painted row of a million empty cells is no content.
		if (!filled && row.cells.length > limits.columns) return;
		this.#context.budget.row();
		this.#context.budget.cells(row.cells.length);
		row.cells.sort((a, b) => a.column - b.column);
		this.#rows.push(row);
	}

	/** Rows with content, merged cells made one, hidden columns left out. */
	finish(head: { first: number; last: number } | null): SheetRow[] {
		this.#merge();
		let dropped = false;
		for (const row of this.#rows) {
			row.head = head !== null && row.number >= head.first && row.number <= head.last;
			const shown = row.cells.filter((cell) => !this.#inHiddenColumns(cell));
			dropped ||= row.cells.some((cell) => cell.text !== '' && !shown.includes(cell));
			row.cells = shown;
		}
		if (dropped) this.noticed.hidden++;
		return withoutBlankEnds(this.#rows);
	}

	#inHiddenColumns(cell: SheetCell): boolean {
		const last = cell.column + cell.span - 1;
		return this.#hiddenColumns.some((hidden) => cell.column >= hidden.first && last <= hidden.last);
	}

	/** Gives the first cell of each merge its span and drops the cells that it covers. */
	#merge(): void {
		const byRow = new Map(this.#rows.map((row, index) => [row.number, index]));
		for (const merge of this.#merges) {
			const index = byRow.get(merge.top) ?? this.#firstShown(merge, byRow);
			if (index === null) continue;
			const lead = this.#leadOf(this.#rows[index]!, merge.left);
			for (let at = index; at < this.#rows.length; at++) {
				const row = this.#rows[at]!;
				if (row.number > merge.bottom) break;
				row.cells = row.cells.filter(
					(cell) => cell === lead || cell.column < merge.left || cell.column > merge.right
				);
			}
			lead.span = Math.min(merge.right - merge.left + 1, limits.columns);
			lead.rowSpan = merge.bottom - merge.top + 1;
			for (const hidden of this.#hiddenRows) {
				if (hidden >= merge.top && hidden <= merge.bottom) lead.rowSpan--;
			}
			lead.rowSpan = Math.max(1, lead.rowSpan);
		}
	}

	/** The cell that a merge shows; one without text is not in the file's list. */
	#leadOf(row: SheetRow, column: number): SheetCell {
		const found = row.cells.find((cell) => cell.column === column);
		if (found) return found;
		const lead = { column, span: 1, rowSpan: 1, text: '', bold: false, shaded: false };
		row.cells.push(lead);
		row.cells.sort((a, b) => a.column - b.column);
		return lead;
	}

	#firstShown(merge: Merge, byRow: Map<number, number>): number | null {
		const last = Math.min(merge.bottom, merge.top + limits.rows);
		for (let row = merge.top; row <= last; row++) {
			const index = byRow.get(row);
			if (index !== undefined) return index;
		}
		return null;
	}
}

/** Without painted but wholly empty rows before the first and after the last text. */
function withoutBlankEnds(rows: SheetRow[]): SheetRow[] {
	const filled = (row: SheetRow): boolean => row.cells.some((cell) => cell.text !== '');
	return rows.slice(Math.max(0, rows.findIndex(filled)), rows.findLastIndex(filled) + 1);
}

/** `C5` as row 5, column 2. */
function placeOf(reference: string): { row: number; column: number } | null {
	const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
	if (!match) return null;
	let column = 0;
	for (const letter of match[1]!.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
	return { row: Number(match[2]), column: column - 1 };
}
