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
	/** Whether a form is opened by a one-time code. */
	codes: boolean;
	state: CampaignState;
	schools: number;
}

export interface Link {
	id: string;
	schoolId: string;
	school: string;
	audience: Asked;
	token: string;
	instrument: string;
	instrumentVersion: number;
	/** How many could answer; null where nobody said. */
	expected: number | null;
	/** How many sheets count; null for one to four of people who answer unnamed. */
	sheets: number | null;
	/** Sheets beyond 1.5 × the expected ones, which wait for a decision. */
	held: number;
	/** Of those that count, entered from paper; null as above. */
	paper: number | null;
	/** Codes that nobody has used; null where one to four were: it would tell how many answered. */
	freeCodes: number | null;
	/** Whether the actor may print codes and enter paper forms. */
	mayEnter: boolean;
}

/** How many of an audience answered over all schools of a campaign. */
export interface Response {
	audience: Asked;
	/** Those that are told; some schools with fewer than five are not among them. */
	sheets: number;
	isLeast: boolean;
	/** null where nobody said it for some school. */
	expected: number | null;
	/** Schools from which nothing came. */
	silent: number;
}

/** What came by audience, in the order of audiences. */
export function responsesOf(links: Link[]): Response[] {
	return asked.flatMap((audience) => {
		const own = links.filter((link) => link.audience === audience);
		if (own.length === 0) return [];
		const isKnown = own.every(({ expected }) => expected !== null);
		return [
			{
				audience,
				sheets: own.reduce((sum, { sheets }) => sum + (sheets ?? 0), 0),
				isLeast: own.some(({ sheets }) => sheets === null),
				expected: isKnown ? own.reduce((sum, { expected }) => sum + expected!, 0) : null,
				silent: own.filter(({ sheets }) => sheets === 0).length
			}
		];
	});
}

/** What somebody with a link sees before he answers. */
export interface OpenedLink {
	school: string;
	place: string;
	instrument: string;
	instrumentVersion: number;
	opensOn: PlainDate;
	closesOn: PlainDate;
	codes: boolean;
	state: CampaignState;
}

/** Campaigns on a page of the list. */
export const campaignsSize = 20;
