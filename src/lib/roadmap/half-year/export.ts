/** Half-year reports as files. */
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import type { OfficialDocument } from '../../office/description.ts';
import type { ExportedFile } from '../export/export.ts';
import { fileName } from '../export/export.ts';

const types = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf'
};
export type PaperFormat = keyof typeof types;

export function readPaperFormat(text: string): PaperFormat | null {
	return text === 'docx' || text === 'pdf' ? text : null;
}

export async function exportPaper(
	document: OfficialDocument,
	format: PaperFormat
): Promise<ExportedFile> {
	const bytes = await (format === 'docx' ? writeDocx(document) : writePdf(document));
	return {
		bytes: new Uint8Array(bytes),
		name: fileName(document.title, format),
		type: types[format]
	};
}
