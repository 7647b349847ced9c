import type { PlainDate } from '../calendar/term.ts';

/** What letters tell of, in their order; each can be turned off. */
export const kinds = [
	'late',
	'returned',
	'today',
	'soon',
	'report',
	'survey',
	'verify',
	'agree',
	'mention',
	'schools'
] as const;
export type Kind = (typeof kinds)[number];

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** What a person wishes of letters. */
export interface Wishes {
	email: boolean;
	kindsOff: Kind[];
	/** Letters on days off and holidays too. */
	weekends: boolean;
	/** How many days before its last day a measure is told of first. */
	daysBefore: number;
	language: Language;
}

export const defaultWishes: Wishes = {
	email: true,
	kindsOff: [],
	weekends: false,
	daysBefore: 3,
	language: 'ru'
};

/** Who answers questionnaires. */
export type SurveyGroup = 'head' | 'teachers' | 'pupils' | 'parents';

/** One thing that a letter tells: a measure, a roadmap, a school or a survey. */
export interface Item {
	kind: Kind;
	/** Page of the application, from its root. */
	path: string;
	/** «2.3»; null where there is none. */
	number: string | null;
	/** Of the measure, title of the roadmap, or name of the school. */
	text: string;
	/** Short name of the organisation that it belongs to. */
	owner: string;
	/** Last day of the term. */
	due: PlainDate | null;
	/** Who reported, returned it, or wrote; «Соловьёва А. П.». */
	who: string | null;
	/** What he wrote. */
	said: string | null;
	/** For a school: how many of its measures are late. */
	count: number | null;
	/** For a survey: of whom few answered. */
	groups: SurveyGroup[] | null;
}

/** Items of one kind: the first of them, and how many there are. */
export interface Told {
	items: Item[];
	total: number;
}

/** Everything that a person's letter tells of; kinds without anything are left out. */
export type Telling = Partial<Record<Kind, Told>>;
