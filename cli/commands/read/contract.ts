import type { Draft, DraftMeasure } from '../../../src/lib/intake/draft.ts';

/** The draft in the fixed shape of `opora read --json`; further keys follow the fixed ones. */
export function toContract(draft: Draft, said: string[]) {
	return {
		title: draft.title,
		level: draft.level,
		years: draft.years,
		documentDate: draft.documentDate,
		documentNumber: draft.documentNumber,
		plan: draft.plan,
		sections: draft.sections,
		measures: draft.measures.map(toMeasure),
		warnings: draft.warnings.map(({ code, measure, field, source, values }, at) => ({
			code,
			measure,
			message: said[at],
			field: field ?? null,
			source: source ?? null,
			values
		})),
		yearKind: draft.yearKind,
		lanes: draft.lanes,
		unplaced: draft.unplaced,
		tables: draft.tables
	};
}

function toMeasure(measure: DraftMeasure) {
	const { term } = measure;
	return {
		number: measure.number,
		section: measure.section,
		sectionPath: measure.sectionPath,
		lane: measure.lane,
		text: measure.text,
		responsible: measure.responsible,
		result: measure.result,
		term: {
			phrase: term.phrase === '' ? null : term.phrase,
			kind: term.kind,
			window: term.window,
			occurrences: term.occurrences,
			recurrence: term.recurrence
		},
		source: { page: measure.source.page, table: measure.source.table, row: measure.source.row },
		confidence: measure.confidence,
		notes: measure.notes,
		places: measure.places,
		confidences: measure.confidences
	};
}
