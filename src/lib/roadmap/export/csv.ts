import { printableDocument } from '../../office/printable.ts';
import { sheetOf } from '../../office/sheet.ts';
import type { SheetRow } from '../../office/sheet.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { roadmapPaper } from './paper.ts';

/** What a spreadsheet may take for the beginning of a formula (OWASP, «CSV Injection»). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * UTF-8 with a byte order mark, semicolons, CRLF: what Excel of a Russian office opens at once.
 * The rows are those of the official form. A text that a spreadsheet could take for a formula
 * begins with a tab, which it shows as nothing and our reader drops like any white space.
 */
export function roadmapCsv(snapshot: RoadmapSnapshot): string {
	const { columns, rows } = sheetOf(printableDocument(roadmapPaper(snapshot)));
	const heads = rows.filter(({ kind }) => kind === 'head');
	const records = rows.flatMap((row) => {
		if (row.kind === 'head') return row === heads.at(-1) ? [recordOf(heads, columns.length)] : [];
		return [recordOf([row], columns.length)];
	});
	return `\ufeff${records.map((record) => record.map(field).join(';')).join('\r\n')}\r\n`;
}

/** The texts by column; of several rows of a head the lowest counts, for fields cannot be merged. */
function recordOf(rows: SheetRow[], columns: number): string[] {
	const record = Array<string>(columns).fill('');
	for (const { kind, cells } of rows) {
		const alone = kind === 'plain' && cells.length === 1;
		for (const { column, text } of cells) {
			record[alone ? 0 : column] = text;
		}
	}
	return record;
}

function field(text: string): string {
	const safe = FORMULA.test(text) ? `\t${text}` : text;
	return /["\n\t;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
