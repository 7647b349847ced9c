import type { PlainDate, Term, Window } from '../calendar/term.ts';
import type { Level, YearKind } from './snapshot.ts';

/** A roadmap's head as pages show it. */
export interface RoadmapHead {
	id: string;
	title: string;
	level: Level;
	owner: Owner;
	period: Window;
	yearKind: YearKind;
	order: { number: string; date: PlainDate; issuer: string } | null;
	signatory: { post: string; name: string } | null;
	lanes: string[];
	documentId: string | null;
	copiedFrom: string | null;
	status: Status;
	inForceFrom: PlainDate | null;
	/** In the draft of the next version: the roadmap that it will change. */
	correctsId: string | null;
	/** Number of the version that the draft was made from. */
	correctsVersion: number | null;
	correctionReason: string | null;
	/** Numbers 1 … 17 of the deficits that the roadmap is to answer. */
	factors: number[];
	withdrawn: boolean;
	revision: number;
	/** Zone of the owner, e.g. `Europe/Moscow`, and the day it is there. */
	timeZone: string;
	today: PlainDate;
}

/**
 * Draft → on review → agreed → approved by an order → in force from its day → closed. What an order
 * approved does not change any more: a correction is the draft of the next version.
 */
export const statuses = ['draft', 'review', 'agreed', 'approved', 'in-force', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** Whether an order approved it: it has versions and occurrences, and its text is fixed. */
export function isApproved(status: Status): boolean {
	return status === 'approved' || status === 'in-force' || status === 'closed';
}

export const checkIns = ['monthly', 'quarterly', 'half-yearly', 'yearly', 'none'] as const;
/** How often a measure without dates of its own is asked how it goes. */
export type CheckIn = (typeof checkIns)[number];

/** An organisation as roadmaps name it; `path` is its place in the tree. */
export interface Owner {
	id: string;
	/** As in `organisation.kind`: `school`, `municipality`, `methodical-service` … */
	kind: string;
	name: string;
	shortName: string;
	path: string;
}

export interface Section {
	id: string;
	parentId: string | null;
	position: number;
	title: string;
	/** In the draft of the next version: the section in force that it stands for. */
	originId: string | null;
	withdrawn: boolean;
	revision: number;
}

export interface Measure {
	id: string;
	sectionId: string | null;
	position: number;
	/** Index in the roadmap's lanes, or null. */
	lane: number | null;
	/** Measures of one row stand side by side. */
	row: number | null;
	number: string | null;
	text: string;
	term: Term;
	/** A person set the dates: the phrase does not decide them any more. */
	termByHand: boolean;
	responsible: Party[];
	result: string | null;
	notes: string | null;
	/** Numbers 1 … 17 of `factors.ts`. */
	factors: number[];
	/** Place in the document it was read from. */
	source: unknown;
	/** In the draft of the next version: the measure in force that it stands for. */
	originId: string | null;
	checkIn: CheckIn;
	/** Kinds of evidence that a report must bring (`execution/evidence-kinds.ts`). */
	evidenceKinds: string[];
	withdrawn: boolean;
	revision: number;
}

/** Who is responsible: as printed, and whom it means where that is known. */
export interface Party {
	text: string;
	personId: string | null;
	organisationId: string | null;
	/** A role of `people/access.ts`, or `group` for a circle of people. */
	role: string | null;
	/** How it came to mean them; null: nobody said yet, or it came with a copy. */
	matched?: 'hand' | 'sure' | 'remembered' | null;
}

export const linkKinds = ['supports', 'continues'] as const;
/** `supports` «обеспечивает», `continues` «продолжает». */
export type LinkKind = (typeof linkKinds)[number];

/** A link as seen from `measureId`, one of the shown measures. */
export interface Link {
	id: string;
	measureId: string;
	kind: LinkKind;
	/** The shown measure is the one that supports or continues the other. */
	outgoing: boolean;
	/** The organisation at the other end; null where even that is not for this actor. */
	owner: { shortName: string; kind: string; path: string } | null;
	/** null: the actor may not open the other measure. */
	other: LinkedMeasure | null;
}

export interface LinkedMeasure {
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	termPhrase: string;
	/** Parties as printed, in order. */
	responsible: string[];
}

/** Everything that a roadmap's pages show, in print order. */
export interface Roadmap {
	head: RoadmapHead;
	sections: Section[];
	measures: Measure[];
}
