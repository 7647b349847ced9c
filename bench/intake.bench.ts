import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRoadmapBytes } from '../src/lib/intake/intake.ts';
import { measure, type Row } from './measure.ts';

const corpus = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));

/** Reading and understanding, warm and in process; the files lie beside the project or are left out. */
const files: [string, string, number][] = [
	['33-measure .docx', '003.docx', 60],
	['33-measure .pdf', '003.pdf', 400],
	['20 pages before the table, .pdf', '002.pdf', 1_500],
	['the same as .docx', '002.docx', 150],
	['the same as .txt', '002.txt', 150]
];

/** Times `opora read` without the start of the process. */
export default async function run(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [name, file, limit] of files) {
		if (!existsSync(corpus + file)) continue;
		const bytes = new Uint8Array(readFileSync(corpus + file));
		rows.push(await measure(name, () => readRoadmapBytes(bytes.slice(), file), { limit }));
	}
	return rows;
}
