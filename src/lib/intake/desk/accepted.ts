/** The roadmap that a mended sheet becomes. */

import { notesAndFactors } from '../../roadmap/export/notes.ts';
import type { Term, Window } from '../../calendar/term.ts';
import type { Level, RoadmapSnapshot, YearKind } from '../../roadmap/snapshot.ts';
import type { Source } from '../draft.ts';
import { liveMeasures, sectionPaths, type MeasureItem, type Sheet } from './sheet.ts';

/** What must be known before a roadmap can be made; the draft's own values win over these. */
export interface Assumed {
	owner: string;
	level: Level;
	yearKind: YearKind;
}

/** Field → why the plan cannot be accepted yet. Empty: it can. */
export type Missing = Partial<Record<'title' | 'period' | 'measures' | 'text', true>>;

/** What hinders accepting: open questions do not. */
export function missingFor(sheet: Sheet): Missing {
	const measures = liveMeasures(sheet);
	return {
		...(sheet.head.title?.trim() ? {} : { title: true as const }),
		...(sheet.head.period ? {} : { period: true as const }),
		...(measures.length > 0 ? {} : { measures: true as const }),
		...(measures.some(({ text }) => text.trim() === '') ? { text: true as const } : {})
	};
}

/**
 * The sheet as a roadmap of plain values, and where each of its measures was read.
 * Throws a `RangeError` while `missingFor` names anything that hinders.
 */
export function snapshotOf(
	sheet: Sheet,
	assumed: Assumed
): { snapshot: RoadmapSnapshot; sources: (Source | null)[] } {
	const { head } = sheet;
	if (!head.period || !head.title) throw new RangeError('The plan has no title or period');
	const paths = sectionPaths(sheet.items);
	const measures = liveMeasures(sheet);
	const rows = laneRows(measures);
	const order = orderOf(sheet, assumed);
	return {
		snapshot: {
			title: head.title.trim(),
			level: head.level ?? assumed.level,
			owner: assumed.owner,
			period: head.period,
			yearKind: head.yearKind ?? assumed.yearKind,
			order,
			signatory: head.signatoryName
				? { post: head.signatoryPost ?? '', name: head.signatoryName }
				: null,
			lanes: sheet.lanes,
			sections: sheet.items
				.filter((item) => item.kind === 'section' && !item.removed)
				.map(({ key }) => ({ path: paths.get(key)! })),
			measures: measures.map((item) => ({
				number: item.number,
				sectionPath: paths.get(item.key)!,
				lane: item.lane,
				row: rows.get(item.key) ?? null,
				text: item.text.trim(),
				term: confirmedTerm(item, sheet.settled),
				responsible: item.responsible,
				result: item.result,
				...notesAndFactors(item.notes)
			}))
		},
		sources: measures.map(({ source }) => source)
	};
}

/** A reading that a person confirmed is sure, whatever the grammar doubted. */
function confirmedTerm({ key, term }: MeasureItem, settled: string[]): Term {
	const confirmed = settled.some((id) => id.startsWith('term-') && id.endsWith(`:${key}`));
	return confirmed && term.occurrences.length > 0 ? { ...term, confidence: 1, doubts: [] } : term;
}

function orderOf({ head }: Sheet, { owner }: Assumed): RoadmapSnapshot['order'] {
	if (!head.documentNumber || !head.documentDate) return null;
	return { number: head.documentNumber, date: head.documentDate, issuer: head.issuer ?? owner };
}

/** Measures of one table row stand side by side in their lanes. */
function laneRows(measures: MeasureItem[]): Map<string, number> {
	const rows = new Map<string, number>();
	const known = new Map<string, number>();
	for (const { key, lane, source } of measures) {
		if (lane === null) continue;
		const place = source?.table ? `${source.table}:${source.row}` : key;
		const row = known.get(place) ?? known.size + 1;
		known.set(place, row);
		rows.set(key, row);
	}
	return rows;
}

/** The kind of year that a period is, where nobody said it. */
export function yearKindOf({ from }: Window): YearKind {
	const month = Number(from.slice(5, 7));
	return month >= 8 && month <= 10 ? 'school' : 'calendar';
}
