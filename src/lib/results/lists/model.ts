/** Words of the year's lists. */
import type { PlainDate } from '../../calendar/term.ts';
import type { Finding } from '../identify.ts';
import type { RuleSet } from '../rules.ts';

/** What a school is in a year; `left`: it was on the list the year before, and is watched. */
export const yearStatuses = ['low-results', 'at-risk', 'left', 'none', 'not-evaluated'] as const;
export type YearStatus = (typeof yearStatuses)[number];

/** A place that has lists: a region or a municipality. */
export interface Place {
	id: string;
	name: string;
	shortName: string;
	kind: string;
	path: string;
	timeZone: string;
}

/** A run without its rows. */
export interface Run {
	id: string;
	placeId: string;
	year: number;
	rules: RuleSet;
	/** Level of education by procedure. */
	levels: Record<string, string>;
	resultCount: number;
	dataVersion: string;
	counts: Partial<Record<Finding['status'], number>>;
	byName: string;
	at: Date;
	takenAt: Date | null;
	/** Results of its year were imported, or an import undone, since. */
	isOutdated: boolean;
}

/** What a run says of a school. */
export interface RunFinding {
	schoolId: string;
	finding: Finding;
}

export const officialKinds = ['low-results', 'at-risk', 'leaders', 'hard-conditions'] as const;
export type OfficialKind = (typeof officialKinds)[number];

/** An order that names schools. */
export interface Order {
	id: string;
	placeId: string;
	year: number;
	kind: OfficialKind;
	number: string;
	dated: PlainDate;
	issuer: string;
	documentId: string | null;
	schools: number;
}

/** What a school is in a year, with what the calculation says. */
export interface SchoolYear {
	schoolId: string;
	school: string;
	municipality: string | null;
	status: YearStatus;
	/** Years on the list running, this one included. */
	years: number;
	isAtRisk: boolean;
	source: 'official' | 'calculated';
	calculated: Finding['status'] | null;
	runId: string | null;
	listId: string | null;
	/** «Основание», as the order gives it. */
	basis: string;
	isLeader: boolean;
	isHard: boolean;
	finding: Finding | null;
}

/** What a list shows: a status, or what cuts across statuses. `differs`: the order says otherwise. */
export const listShows = ['all', ...yearStatuses, 'again', 'differs', 'leader', 'hard'] as const;
export type ListShow = (typeof listShows)[number];

export interface YearFilter {
	/** null: the actor's own. */
	place: string | null;
	/** null: the latest that has anything. */
	year: number | null;
	show: ListShow;
	q: string;
	page: number;
}
