import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notesAndFactors } from '../roadmap/export/export.ts';
import { roadmapJson } from '../roadmap/export/json.ts';
import { arbitrarySnapshot, sampleSnapshot } from '../roadmap/export/sample.testing.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../roadmap/snapshot.ts';
import type { DraftMeasure } from './draft.ts';
import { readRoadmapBytes } from './intake.ts';

function fieldsOf(measure: DraftMeasure | SnapshotMeasure) {
	const { number, sectionPath, lane, text, responsible, result, term } = measure;
	return { number, sectionPath, lane, text, responsible, result, term };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

it('reads every field of an export back', async () => {
	await fc.assert(
		fc.asyncProperty(arbitrarySnapshot, async (snapshot: RoadmapSnapshot) => {
			const { draft } = await readRoadmapBytes(bytesOf(roadmapJson(snapshot)), 'карта.json');
			expect(draft).toMatchObject({
				title: snapshot.title,
				level: snapshot.level,
				plan: snapshot.period,
				yearKind: snapshot.yearKind,
				documentNumber: snapshot.order?.number ?? null,
				documentDate: snapshot.order?.date ?? null,
				lanes: snapshot.lanes
			});
			const read = draft.measures.map((measure) => ({
				...fieldsOf(measure),
				...notesAndFactors(measure.notes)
			}));
			expect(read).toEqual(
				snapshot.measures.map((measure) => ({
					...fieldsOf(measure),
					notes: measure.notes,
					factors: measure.factors
				}))
			);
		}),
		{ numRuns: 50 }
	);
});

it('refuses a damaged export with the place, and lets other JSON be another format', async () => {
	const damaged = roadmapJson(sampleSnapshot()).replace('"2026-09-01"', '"2026-09-31"');
	await expect(readRoadmapBytes(bytesOf(damaged), 'карта.json')).rejects.toMatchObject({
		code: 'own-json',
		detail: expect.stringContaining('period') as string
	});
	await expect(readRoadmapBytes(bytesOf('{"a": [1]}'), 'a.json')).resolves.toMatchObject({
		draft: { measures: [] }
	});
});
