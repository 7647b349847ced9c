/** Reads Excel workbooks (`.xlsx`, `.xlsm`) into the common shape. */

import { Refusal, type Block, type SourceDocument, type SourceNote } from '../source.ts';
import { numberBlocks } from './blocks.ts';
import { Budget } from './budget.ts';
import { Looks, SharedStrings, Workbook } from './excel/workbook.ts';
import { Worksheet, type SheetContext } from './excel/worksheet.ts';
import { openPackage } from './package.ts';
import { sheetBlocks } from './sheet.ts';

/**
 * Each sheet that is shown as its title lines and one table. Numbers and dates are text as Excel
 * shows them, formulas stand for the values saved with them, merged cells have spans; hidden
 * sheets, rows and columns are left out and said in the notes.
 * @throws Refusal truncated, bomb, entities, too-deep, too-large, too-many-rows, encrypted, empty
 */
export function readXlsx(bytes: Uint8Array): SourceDocument {
	const parts = openPackage(bytes, 'xl/workbook.xml');
	const workbook = new Workbook();
	parts.scan(parts.main, workbook);
	const relations = parts.relations(parts.main);
	const context: SheetContext = {
		strings: new SharedStrings(),
		looks: new Looks(),
		epoch1904: workbook.epoch1904,
		budget: new Budget()
	};
	for (const { type, target } of relations) {
		if (type === 'sharedStrings') parts.scan(target, context.strings);
		else if (type === 'styles') parts.scan(target, context.looks);
	}

	const blocks: Block[] = [];
	let hidden = 0;
	let formulas = 0;
	for (const sheet of workbook.sheets) {
		const relation = relations.find(({ id }) => id === sheet.relation);
		if (relation?.type !== 'worksheet') continue;
		if (sheet.hidden) {
			hidden++;
			continue;
		}
		const worksheet = new Worksheet(context);
		if (!parts.scan(relation.target, worksheet)) throw new Refusal('truncated');
		blocks.push(...sheetBlocks(worksheet.finish(sheet.head), sheet.name));
		hidden += worksheet.noticed.hidden;
		formulas += worksheet.noticed.formulas;
	}
	if (blocks.length === 0) throw new Refusal('empty');

	const notes: SourceNote[] = [];
	if (hidden > 0) notes.push({ code: 'hidden-text', detail: String(hidden) });
	if (formulas > 0) notes.push({ code: 'formula-without-value', detail: String(formulas) });
	if (relations.some(({ type }) => type === 'vbaProject'))
		notes.push({ code: 'macros', detail: '' });
	return { format: 'xlsx', blocks: numberBlocks(blocks), pages: null, pageSizes: [], notes };
}
