import { printableDocument } from '../../office/printable.ts';
import { sheetOf } from '../../office/sheet.ts';
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
	const lines = rows.map(({ kind, cells }) => {
		const texts = columns.map(() => '');
		const alone = kind === 'plain' && cells.length === 1;
		for (const { column, text } of cells) {
			texts[alone ? 0 : column] = kind === 'title' ? text.replaceAll('\n', ' ') : text;
		}
		return texts.map(field).join(';');
	});
	return `\ufeff${lines.join('\r\n')}\r\n`;
}

function field(text: string): string {
	const safe = FORMULA.test(text) ? `\t${text}` : text;
	return /["\n\t;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
