/** A programme's papers as files. */
import type { OfficialDocument } from '../office/description.ts';
import { writeDocx } from '../office/docx.ts';
import { writePdf } from '../office/pdf.ts';
import { exportTypes, fileName, type ExportedFile } from '../roadmap/export/export.ts';

const formats = ['docx', 'pdf'] as const;
export type PaperFormat = (typeof formats)[number];

export const readFormat = (text: string): PaperFormat | null =>
	formats.find((format) => format === text) ?? null;

export async function exportPaper(
	document: OfficialDocument,
	format: PaperFormat
): Promise<ExportedFile> {
	const bytes = await (format === 'docx' ? writeDocx(document) : writePdf(document));
	return {
		bytes: new Uint8Array(bytes),
		name: fileName(document.title, format),
		type: exportTypes[format]
	};
}
