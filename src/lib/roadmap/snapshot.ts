import type { PlainDate, Term, Window } from '../calendar/term.ts';

export type Level = 'region' | 'municipality' | 'school';
export type YearKind = 'calendar' | 'school';

/**
 * A whole roadmap as plain values, apart from storage and screens: what exports print,
 * what imports and the demonstration give, what two versions are compared by.
 */
export interface RoadmapSnapshot {
	title: string;
	level: Level;
	/** Full name of the organisation whose roadmap it is. */
	owner: string;
	period: Window;
	yearKind: YearKind;
	/** The order that approved it: `Приложение к приказу {issuer} от {date} № {number}`. */
	order: { number: string; date: PlainDate; issuer: string } | null;
	/** Who signs: post and «И.О. Фамилия»; null where nobody is named. */
	signatory: { post: string; name: string } | null;
	/** Lane names in order for a roadmap of lanes; empty for an ordinary one. */
	lanes: string[];
	/** Sections in print order; `path` holds the headings from the outermost to itself. */
	sections: { path: string[] }[];
	measures: SnapshotMeasure[];
}

export interface SnapshotMeasure {
	number: string | null;
	/** Headings from the outermost to the innermost; empty outside any section. */
	sectionPath: string[];
	/** One of `lanes`, or null. */
	lane: string | null;
	/** In a roadmap of lanes: measures with the same row stand side by side. */
	row: number | null;
	text: string;
	term: Term;
	responsible: string[];
	/** null where the roadmap has no results at all. */
	result: string | null;
	notes: string | null;
	/** Numbers 1 … 17 of the deficits it answers (domain.md §2.2). */
	factors: number[];
}
