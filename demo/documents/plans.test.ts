import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRoadmapBytes } from '../../src/lib/intake/intake.ts';
import { municipality } from '../municipality.ts';
import { plans } from './plans.ts';
import { flatSections } from './plan.ts';

/** A term of two columns whose begin is its end is read as that day. */
const oneDay = (term: string) => term.replace(/^(\S+) – \1$/, '$1');

describe.each(plans.map(({ plan }) => [plan.file, plan] as const))('%s', (file, plan) => {
	const sections = flatSections(plan.sections);
	const measures = sections.flatMap(({ path, measures: own }) =>
		own.map((measure) => ({ ...measure, path }))
	);

	it('is listed for its owner, numbered without repeats, with deficits 1 … 17', () => {
		expect(municipality.roadmaps).toContainEqual({
			file,
			owner: plan.owner,
			level: plan.level
		});
		const numbers = measures.map(({ number }) => Number(number));
		expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
		for (const factor of measures.flatMap(({ factors }) => factors)) {
			expect(factor).toBeGreaterThanOrEqual(1);
			expect(factor).toBeLessThanOrEqual(17);
		}
	});

	it('is read by the intake as it was written', async () => {
		const bytes = readFileSync(new URL(`../files/${encodeURIComponent(file)}`, import.meta.url));
		const { draft } = await readRoadmapBytes(new Uint8Array(bytes), file);
		expect(draft).toMatchObject({
			title: plan.title,
			level: plan.level,
			documentDate: plan.order.date,
			documentNumber: plan.order.number,
			plan: { from: '2026-09-01', to: '2027-08-31' },
			yearKind: 'school',
			sections: sections.map(({ path }) => path.at(-1)),
			unplaced: []
		});
		expect(
			draft.measures.map((one) => [
				one.number,
				one.sectionPath,
				one.text,
				one.term.phrase,
				one.responsible,
				one.result
			])
		).toEqual(
			measures.map((one) => [
				one.number,
				one.path,
				one.text,
				oneDay(one.term),
				one.responsible,
				one.result
			])
		);
		const unread = draft.measures.filter(({ term }) => term.kind === 'unknown');
		expect(unread.map(({ term }) => term.phrase)).toEqual([]);
	});
});
