/** Words of campaigns that pages and storage share. */
import type { PlainDate } from '../../calendar/term.ts';

/** Audiences that get a link; context data are entered by signed-in people. */
export const asked = ['head', 'teachers', 'pupils', 'parents'] as const;
export type Asked = (typeof asked)[number];

export type CampaignState = 'early' | 'open' | 'closed';

export interface CampaignPlace {
	id: string;
	name: string;
	kind: string;
}

export interface Campaign {
	id: string;
	title: string;
	placeId: string;
	place: string;
	path: string;
	opensOn: PlainDate;
	closesOn: PlainDate;
	order: { number: string; date: PlainDate | null; issuer: string } | null;
	state: CampaignState;
	schools: number;
}

export interface Link {
	id: string;
	schoolId: string;
	school: string;
	audience: Asked;
	token: string;
	/** How many could answer; null where nobody said. */
	expected: number | null;
	/** How many sheets came. */
	sheets: number;
}

/** What somebody with a link sees before he answers. */
export interface OpenedLink {
	school: string;
	place: string;
	instrument: string;
	instrumentVersion: number;
	opensOn: PlainDate;
	closesOn: PlainDate;
	state: CampaignState;
}

/** Campaigns on a page of the list. */
export const campaignsSize = 20;
