/** A day without a time zone, ISO 8601: `2021-03-31`. */
export type PlainDate = string;

/** A closed range of days: both ends belong to it. */
export interface Window {
	from: PlainDate;
	to: PlainDate;
}

/**
 * What a «Срок» phrase is (contract of `opora term`):
 * `dates` days, months, quarters, years and lists or ranges of them; `recurring`; `continuous`
 * (постоянно); `external` (по отдельному графику); `event` (relative to something that happens);
 * `need` (по необходимости); `blank` (a form's gap); `unknown`.
 */
export type TermKind =
	'dates' | 'recurring' | 'continuous' | 'external' | 'event' | 'need' | 'blank' | 'unknown';

export type Recurrence =
	'daily' | 'weekly' | 'monthly' | 'quarterly' | 'half-yearly' | 'yearly' | `every-${number}-weeks`;

/** What the phrase is read against. `plan` is the period of the roadmap that holds it. */
export interface TermContext {
	plan: Window;
	/** When the document was written, where known: orders years that the phrase leaves open. */
	written?: PlainDate | null;
}

/** A phrase of a «Срок» cell and what it means inside its plan. */
export interface Term {
	/** As printed. */
	phrase: string;
	kind: TermKind;
	/** Outer bounds, or null where nothing fixes them. */
	window: Window | null;
	/** Each period in which the work is due, in order. */
	occurrences: Window[];
	recurrence: Recurrence | null;
	/** 0 … 1: how sure the reading is; below 0.8 a person should look. */
	confidence: number;
	/** Codes of what is doubtful or wrong, worded by `explainDoubt`. Empty where all is plain. */
	doubts: TermDoubt[];
}

/** Why a reading is doubtful or failed; `explain.ts` words each in both languages. */
export type TermDoubt =
	| 'impossible-date'
	| 'nothing-understood'
	| 'empty-phrase'
	| 'year-assumed'
	| 'outside-plan'
	| 'mistyped-word'
	| 'missing-comma'
	| 'crosses-school-year'
	| 'backwards-range'
	| 'until-period'
	| 'relative-year'
	/** «24 мая (ср)» where 24 May is no Wednesday. */
	| 'weekday-mismatch'
	/** Words that belong to no rule of the grammar were passed over. */
	| 'words-ignored';
