import type { PlainDate } from '../calendar/term.ts';
import type { Role } from './access.ts';
import type { FullName } from './names.ts';

/** Kinds of organisation (domain.md §8). */
export const organisationKinds = [
	'region',
	'municipality',
	'authority',
	'methodical-service',
	'school',
	'leader-school',
	'additional-education',
	'regional-operator',
	'partner'
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** Kinds that run schools' roadmaps: they stand in the list of schools. */
export const schoolKinds: readonly OrganisationKind[] = ['school', 'leader-school'];

/** Whether a person can sign in: has an account, was sent a link that still holds, or neither. */
export type AccountState = 'open' | 'invited' | 'none';

export interface PersonRow extends FullName {
	id: string;
	post: string;
	email: string | null;
	organisationId: string;
	organisation: string;
	account: AccountState;
	leftOn: PlainDate | null;
	/** Held today. */
	roles: { role: Role; organisation: string }[];
}

/** A page of a list, counted in the database. */
export interface Page<Row> {
	rows: Row[];
	total: number;
	/** From 1. */
	page: number;
	size: number;
}

export interface Person extends FullName {
	id: string;
	post: string;
	email: string | null;
	/** In office hours; empty where nobody told it. */
	phone: string;
	organisationId: string;
	organisation: string;
	/** Place of the person's organisation in the tree. */
	path: string;
	accountId: string | null;
	account: AccountState;
	leftOn: PlainDate | null;
	/** The record that this one became part of. */
	mergedInto: string | null;
	revision: number;
}

/** The order that gave a duty, and the days between which it holds. */
export interface Term {
	from: PlainDate;
	to: PlainDate | null;
	orderNumber: string | null;
	orderDate: PlainDate | null;
}

export interface Appointment extends Term {
	id: string;
	role: Role;
	organisationId: string;
	organisation: string;
	path: string;
	revision: number;
	/** Holds today or will hold. */
	open: boolean;
}

/** A school that a curator supports. */
export interface Curatorship extends Term {
	id: string;
	organisationId: string;
	organisation: string;
	path: string;
	revision: number;
	open: boolean;
}

export interface OrganisationChoice {
	id: string;
	kind: OrganisationKind;
	name: string;
	path: string;
	/** 0 for the uppermost that the actor sees. */
	depth: number;
}

/** A line of the list of schools. */
export interface SchoolRow {
	id: string;
	kind: OrganisationKind;
	name: string;
	closedOn: PlainDate | null;
	head: NamedPerson | null;
	coordinator: NamedPerson | null;
	curators: NamedPerson[];
	/** The roadmap whose period contains today, else the newest. */
	roadmap: { id: string; measures: number } | null;
}

export interface NamedPerson extends FullName {
	id: string;
}

export interface Organisation {
	id: string;
	parentId: string | null;
	/** Short name of the organisation above. */
	parent: string | null;
	kind: OrganisationKind;
	name: string;
	shortName: string;
	path: string;
	timeZone: string;
	/** «Код ОО», by which files of results name a school. */
	code: string | null;
	closedOn: PlainDate | null;
	revision: number;
}
