/** The door of this folder: a roadmap as a file in any of the formats. */
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import { writeXlsx } from '../../office/xlsx.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { roadmapCsv } from './csv.ts';
import { roadmapIcs } from './ics.ts';
import { roadmapJson } from './json.ts';
import { roadmapPaper } from './paper.ts';

export { notesAndFactors } from './notes.ts';
export { readRoadmapJson } from './json.ts';

export const exportFormats = ['docx', 'pdf', 'xlsx', 'csv', 'json', 'ics'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedFile {
	bytes: Uint8Array<ArrayBuffer>;
	/** Russian name of the file, safe on every system. */
	name: string;
	/** Media type. */
	type: string;
}

export const exportTypes: Record<ExportFormat, string> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8',
	json: 'application/json; charset=utf-8',
	ics: 'text/calendar; charset=utf-8'
};

/** `written` is the moment of writing, which only iCalendar needs. */
export async function exportRoadmap(
	snapshot: RoadmapSnapshot,
	format: ExportFormat,
	written: Date = new Date()
): Promise<ExportedFile> {
	const content = await contentOf(snapshot, format, written);
	const bytes =
		typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
	return { bytes, name: fileName(snapshot.title, format), type: exportTypes[format] };
}

async function contentOf(
	snapshot: RoadmapSnapshot,
	format: ExportFormat,
	written: Date
): Promise<string | Uint8Array> {
	switch (format) {
		case 'docx':
			return writeDocx(roadmapPaper(snapshot));
		case 'pdf':
			return writePdf(roadmapPaper(snapshot));
		case 'xlsx':
			return writeXlsx(roadmapPaper(snapshot));
		case 'csv':
			return roadmapCsv(snapshot);
		case 'json':
			return roadmapJson(snapshot);
		case 'ics':
			return roadmapIcs(snapshot, written);
	}
}

/** Longest name in characters: with two bytes a letter it stays under the 255 bytes of file systems. */
const LONGEST = 100;

/** The title without signs that a file system or a mail header refuses, cut at a word. */
export function fileName(title: string, format: ExportFormat): string {
	const plain = title
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}\s№–—\-().,]/gu, ' ')
		.replace(/\s+/g, ' ')
		.replace(/^[\s.]+|[\s.,]+$/g, '');
	const cut =
		plain.length <= LONGEST ? plain : plain.slice(0, LONGEST + 1).replace(/[\s.,–—-]+\S*$/, '');
	return `${cut.slice(0, LONGEST) || 'Дорожная карта'}.${format}`;
}
