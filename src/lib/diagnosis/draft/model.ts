/** Words of drafts that pages and storage share. */
import type { Window } from '../../calendar/term.ts';
import type { DraftContent } from './content.ts';

export type DraftKind = 'school' | 'municipality';

export interface DraftPlace {
	id: string;
	kind: string;
	name: string;
	shortName: string;
	path: string;
	today: string;
}

export interface DraftHead {
	id: string;
	kind: DraftKind;
	title: string;
	place: DraftPlace;
	plan: Window;
	roadmapId: string | null;
	withdrawn: boolean;
	revision: number;
	at: Date;
}

export interface Draft extends DraftHead {
	content: DraftContent;
}

/** Drafts on a page of the list. */
export const draftsSize = 20;
/** Schools that one municipality's draft may be made from. */
export const mostSchools = 200;
