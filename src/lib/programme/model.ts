/** Words of programmes that rules, storage and screens share. */
import type { PlainDate } from '../calendar/term.ts';

/** Programmes on one page of the list. */
export const programmesSize = 20;

/** Sections of the yearly document that are made of rows (004 § 3–10). */
export const lineSections = [
	'support',
	'plan',
	'deficits',
	'tasks',
	'roadmap',
	'monitoring',
	'coordinators',
	'involvement'
] as const;
export type LineSection = (typeof lineSections)[number];

export const bodies = ['working-group', 'council'] as const;
export type Body = (typeof bodies)[number];

export const orderKinds = [
	'working-group',
	'council',
	'coordinator',
	'diagnosis',
	'other'
] as const;
export type OrderKind = (typeof orderKinds)[number];

/** Facts that the system itself knows. */
export const measuredKinds = ['low-results', 'measures-done'] as const;
export type Measured = (typeof measuredKinds)[number];

/** Texts of the passport, in the order in which it is printed. */
export const passportTexts = [
	'basis',
	'customer',
	'coordinator',
	'executors',
	'purpose',
	'stagePreparationTerm',
	'stagePreparation',
	'stageExecutionTerm',
	'stageExecution',
	'stageSpreadingTerm',
	'stageSpreading',
	'financing',
	'expected',
	'control'
] as const;
export type PassportText = (typeof passportTexts)[number];

export const stages = ['Preparation', 'Execution', 'Spreading'] as const;

export type Passport = { title: string; firstYear: number; lastYear: number } & Record<
	PassportText,
	string
>;

export interface Place {
	id: string;
	name: string;
	shortName: string;
	kind: string;
	path: string;
	timeZone: string;
	today: PlainDate;
}

export interface Programme extends Passport {
	id: string;
	place: Place;
	form: string;
	formVersion: number;
	withdrawn: boolean;
	revision: number;
}

/** A row of a section; `key` is that of the form, null for the place's own. */
export interface Line {
	id: string;
	section: LineSection;
	key: string | null;
	kept: boolean;
	text: string;
	term: string;
	source: string;
	position: number;
}

/** What the yearly document is tied to. */
export interface YearSettings {
	listYear: number;
	campaignId: string | null;
	diagnosisOrder: string;
	diagnosisFrom: PlainDate | null;
	diagnosisTo: PlainDate | null;
	/** Which level of a deficit names a school in § 6: high alone, or middling as well. */
	deficitsFrom: 'high' | 'medium';
	roadmapId: string | null;
}

export interface ProgrammeYear extends YearSettings {
	id: string;
	year: number;
	revision: number;
}

export interface TargetValue {
	year: number;
	target: number | null;
	fact: number | null;
	factSource: string;
}

export interface Target {
	id: string;
	indicator: string;
	unit: string;
	baseline: number | null;
	measured: Measured | null;
	values: TargetValue[];
}

export interface Member {
	id: string;
	body: Body;
	role: string;
	personId: string | null;
	name: string;
	post: string;
}

export interface Order {
	id: string;
	kind: OrderKind;
	number: string;
	dated: PlainDate;
	subject: string;
	document: { id: string; name: string } | null;
}

/** Head of a version that an order approved. */
export interface VersionHead {
	id: string;
	number: number;
	orderNumber: string;
	orderDate: PlainDate;
	orderIssuer: string;
	byName: string;
	at: Date;
}

export interface ListedSchool {
	schoolId: string;
	name: string;
	shortName: string;
	/** Years on the list running, this one included; 0 in the list of risks. */
	years: number;
	/** «Основание»; empty in the list of schools with low results. */
	basis: string;
	/** Full name of the school coordinator (§ 1); empty where nobody was appointed. */
	person: string;
	/** Telephone of the school coordinator (§ 1) or of the head (§ 2). */
	phone: string;
}

/** What the lists and profiles say of schools. */
export interface Schools {
	listed: ListedSchool[];
	risky: ListedSchool[];
	/** Short names of schools by key of a deficit's row, those of profiles and those typed. */
	deficits: Record<string, string[]>;
	/** What a hand added, by the same key. */
	typed: Record<string, string>;
}

/** § 5: by which order, from when to when. */
export interface Diagnosis {
	order: string;
	from: PlainDate | null;
	to: PlainDate | null;
}
