import type { Term } from '../calendar/term.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from './snapshot.ts';

/** A term of days for tests; without bounds a schedule that others set. */
export function sampleTerm(phrase: string, from?: string, to = from): Term {
	const window = from && to ? { from, to } : null;
	return {
		phrase,
		kind: window ? 'dates' : 'external',
		window,
		occurrences: window ? [window] : [],
		recurrence: null,
		confidence: 1,
		doubts: []
	};
}

/** A measure for tests: all fields filled where not said otherwise. */
export function sampleMeasure(given: Partial<SnapshotMeasure> = {}): SnapshotMeasure {
	return {
		number: '1',
		sectionPath: ['1. Организационные действия'],
		lane: null,
		row: null,
		text: 'Сбор контекстных данных о школе',
		term: sampleTerm('Октябрь', '2026-10-01', '2026-10-31'),
		responsible: ['Ясенева В. П.', 'директор школы'],
		result: 'Данные внесены',
		notes: null,
		factors: [3],
		...given
	};
}

/** A roadmap of two sections, one with a subsection, and a measure outside any. */
export function sampleSnapshot(given: Partial<RoadmapSnapshot> = {}): RoadmapSnapshot {
	return {
		title: 'Дорожная карта повышения качества образования на 2026–2027 учебный год',
		level: 'school',
		owner: '',
		period: { from: '2026-09-01', to: '2027-08-31' },
		yearKind: 'school',
		order: { number: '187', date: '2026-11-20', issuer: 'МКОУ Ясеневская СОШ' },
		signatory: { post: 'Директор', name: 'В. П. Ясенева' },
		lanes: [],
		sections: [
			{ path: ['1. Организационные действия'] },
			{ path: ['2. Работа с учителями'] },
			{ path: ['2. Работа с учителями', '2.1. Курсы'] }
		],
		measures: [
			sampleMeasure({ number: null, sectionPath: [], text: 'Общее руководство', factors: [] }),
			sampleMeasure(),
			sampleMeasure({ number: '2', text: 'Назначение координатора', result: null }),
			sampleMeasure({
				number: '3',
				sectionPath: ['2. Работа с учителями', '2.1. Курсы'],
				text: 'Курсы, 72 часа',
				term: sampleTerm('По отдельному графику'),
				responsible: [],
				notes: 'Согласовать с методической службой',
				factors: [3, 14]
			})
		],
		...given
	};
}
