import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadmapJsonError, readRoadmapJson, roadmapJson } from './json.ts';
import { arbitrarySnapshot, dated, sampleMeasure, sampleSnapshot } from './sample.testing.ts';

const written = () => JSON.parse(roadmapJson(sampleSnapshot())) as Record<string, never>;
const failure = (source: string) => {
	try {
		readRoadmapJson(source);
	} catch (error) {
		if (error instanceof RoadmapJsonError) return error;
	}
	throw new Error('The file was read');
};
/** The file after one change. */
const changed = (change: (file: { version: number; roadmap: Record<string, unknown> }) => void) => {
	const file = written() as unknown as Parameters<typeof change>[0];
	change(file);
	return JSON.stringify(file);
};

describe('the JSON file', () => {
	it('reads back equal', () => {
		fc.assert(
			fc.property(arbitrarySnapshot, (snapshot) => {
				expect(readRoadmapJson(roadmapJson(snapshot))).toEqual(snapshot);
			}),
			{ numRuns: 50 }
		);
	});

	it('keeps terms with their meaning, lanes and a byte order mark', () => {
		const snapshot = sampleSnapshot({
			lanes: ['Школа'],
			measures: [
				sampleMeasure({
					lane: 'Школа',
					row: 1,
					term: {
						...dated('не реже 1 раза в 4 недели', 'recurring', [
							{ from: '2026-09-01', to: '2026-09-28' }
						]),
						recurrence: 'every-4-weeks',
						doubts: ['year-assumed']
					}
				})
			]
		});
		expect(readRoadmapJson(`\ufeff${roadmapJson(snapshot)}`)).toEqual(snapshot);
	});

	it('says what is wrong, where, and what to do', () => {
		expect(failure('{').message).toContain('не читается как JSON');
		expect(failure('[]').message).toContain('Это не дорожная карта Опоры');
		expect(failure('{"format":"opora-roadmap","version":2}').message).toContain('Версия файла 2');
		const noTitle = failure(changed(({ roadmap }) => delete roadmap['title']));
		expect(noTitle.place).toBe('roadmap.title');
		expect(noTitle.message).toContain('поля нет');
	});

	it.each<[string, unknown, string]>([
		['period', { from: '2026-13-01', to: '2027-08-31' }, 'roadmap.period.from'],
		['period', { from: '2027-09-01', to: '2026-08-31' }, 'roadmap.period'],
		['level', 'district', 'roadmap.level'],
		['measures', [{ ...sampleMeasure(), lane: 'Нет такого' }], 'roadmap.measures[1].lane'],
		['measures', [{ ...sampleMeasure(), factors: [18] }], 'roadmap.measures[1].factors[1]'],
		[
			'measures',
			[{ ...sampleMeasure(), term: { ...sampleMeasure().term, recurrence: 'every-x-weeks' } }],
			'roadmap.measures[1].term.recurrence'
		],
		['sections', [{ path: [] }], 'roadmap.sections[1].path']
	])('refuses a wrong %s', (field, value, place) => {
		expect(failure(changed(({ roadmap }) => (roadmap[field] = value))).place).toBe(place);
	});

	it('never throws anything but its own error', () => {
		fc.assert(
			fc.property(fc.json(), (source) => {
				expect(() => readRoadmapJson(source)).toThrow(RoadmapJsonError);
			})
		);
	});
});
