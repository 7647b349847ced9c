import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRoadmapBytes } from '../intake.ts';
import { compare, type Accuracy, type Annotation } from './annotation.ts';

/** The corpus lies beside the project where it was given; elsewhere these tests are left out. */
const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const expected = JSON.parse(
	readFileSync(new URL('./expected.json', import.meta.url), 'utf8')
) as Record<string, Annotation>;

/** File, annotation, least share of right fields. */
const files: [string, string, number][] = [
	['000.txt', '000', 0.99],
	['000.docx', '000', 0.99],
	['000.pdf', '000', 0.97],
	['001.txt', '001', 0.99],
	['001.docx', '001', 0.99],
	['001.pdf', '001', 0.97],
	['002.txt', '002', 0.99],
	['002.docx', '002', 0.99],
	['002.pdf', '002', 0.97],
	['003.txt', '003', 0.99],
	['003.docx', '003', 0.99],
	['003.pdf', '003', 0.97],
	['003-split-rows.docx', '003', 0.99],
	['003-split-rows.pdf', '003', 0.97]
];

async function read(file: string) {
	const bytes = new Uint8Array(readFileSync(corpus + file));
	return (await readRoadmapBytes(bytes, file)).draft;
}

describe.skipIf(!existsSync(corpus))('the corpus', () => {
	const lines: string[] = [];

	it.each(files)('%s is read as a person reads it', async (file, name, least) => {
		const accuracy = compare(await read(file), expected[name]!);
		lines.push(describeAccuracy(file, accuracy));
		expect(accuracy.found).toBe(accuracy.expected);
		expect(accuracy.extra).toBe(0);
		expect(accuracy.documentMisses).toEqual([]);
		expect(accuracy.right / accuracy.asked).toBeGreaterThanOrEqual(least);
	});

	it.each(['004.txt', '004.docx', '004.pdf'])('%s is a form without measures', async (file) => {
		const draft = await read(file);
		expect(draft.measures).toEqual([]);
		expect(draft.warnings.map((warning) => warning.code)).toContain('no-measures');
	});

	it('prints its table', () => {
		console.log(lines.join('\n'));
		expect(lines).toHaveLength(files.length);
	});
});

function describeAccuracy(file: string, accuracy: Accuracy): string {
	const share = ((accuracy.right / accuracy.asked) * 100).toFixed(2);
	const misses = accuracy.misses.map((miss) => `${miss.position} ${miss.field}`).join(', ');
	return `${file.padEnd(20)} ${accuracy.found}/${accuracy.expected} +${accuracy.extra}  ${share} %  ${misses}`;
}
