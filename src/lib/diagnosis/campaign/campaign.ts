/** Front door of campaigns: begin one, change it, look how many answered. */
import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { publishedOf, type PublishedOwn } from '../editor/editor.ts';
import { findInstrument } from '../instruments/shipped.ts';
import { drawToken } from './codes.ts';
import { asked, type Campaign, type CampaignPlace, type Link } from './model.ts';
import { decideHeld as decide } from './store-sheets.ts';
import * as store from './store.ts';

export { openLink, sendAnswers } from './answering.ts';

/** Schools that one campaign may ask. */
const mostSchools = 500;

const line = (most: number, code: string) => z.string(code).trim().max(most, code);
const campaignSchema = z
	.object({
		title: line(200, 'campaign_error_title').min(1, 'campaign_error_title'),
		opensOn: z.iso.date('error_date'),
		closesOn: z.iso.date('error_date'),
		orderNumber: line(60, 'campaign_error_order').default(''),
		orderDate: z.iso.date('error_date').or(z.literal('')).default(''),
		orderIssuer: line(300, 'campaign_error_order').default(''),
		codes: z.boolean().default(false),
		/** An own instrument of the place instead of the shipped, by audience. */
		instruments: z.partialRecord(z.enum(asked), z.string()).default({}),
		schools: z
			.array(z.uuid('campaign_error_schools'))
			.min(1, 'campaign_error_schools')
			.max(mostSchools, 'campaign_error_many_schools'),
		audiences: z.array(z.enum(asked, 'campaign_error_audiences')).min(1, 'campaign_error_audiences')
	})
	.refine(({ opensOn, closesOn }) => opensOn <= closesOn, {
		path: ['closesOn'],
		message: 'campaign_error_dates'
	});

/** A page of the campaigns that the actor sees. */
export function openCampaigns(
	actor: Actor,
	page: number
): Promise<{ total: number; campaigns: Campaign[]; may: { begin: boolean } }> {
	return actAs(actor, async (db) => ({
		...(await store.findCampaigns(db, page)),
		may: { begin: (await store.findPlaces(db)).length > 0 }
	}));
}

/** What a new campaign may ask: places, and the schools of the one chosen. */
export function openCampaignForm(
	actor: Actor,
	placeId: string
): Promise<{
	place: CampaignPlace;
	places: CampaignPlace[];
	schools: { id: string; name: string }[];
	own: PublishedOwn[];
}> {
	return actAs(actor, async (db) => {
		const places = await store.findPlaces(db);
		const place =
			places.find(({ id }) => id === placeId) ??
			places.find(({ kind }) => kind === 'municipality') ??
			places[0];
		if (!place) throw new Forbidden('error_forbidden');
		return {
			...{ place, places },
			schools: await store.findSchools(db, place.id),
			own: await publishedOf(db, place.id)
		};
	});
}

/** Begins a campaign with a link for each school and audience; its id. */
export async function beginCampaign(
	actor: Actor,
	placeId: string,
	given: z.input<typeof campaignSchema>
): Promise<string> {
	const { schools, audiences, orderDate, instruments, ...head } = parseInput(campaignSchema, given);
	return actAs(actor, async (db) => {
		const place = (await store.findPlaces(db)).find(({ id }) => id === placeId);
		if (!place) throw new NotFound('not_found');
		const known = new Set((await store.findSchools(db, place.id)).map(({ id }) => id));
		if (schools.some((id) => !known.has(id)))
			throw new Invalid('error_form', { schools: 'campaign_error_schools' });
		const own = await publishedOf(db, place.id);
		for (const [audience, wanted] of Object.entries(instruments))
			if (wanted && !own.some((one) => one.id === wanted && one.audience === audience))
				throw new Invalid('error_form', { audiences: 'campaign_error_instrument' });
		const links = [...new Set(schools)].flatMap((schoolId) =>
			[...new Set(audiences)].map((audience) => {
				const { id: instrument, version } =
					own.find(({ id }) => id === instruments[audience]) ?? findInstrument(audience)!;
				return { schoolId, audience, instrument, version, token: drawToken() };
			})
		);
		const campaign = { ...head, placeId: place.id, orderDate: orderDate || null };
		return store.insertCampaign(db, actor.personId, campaign, links);
	});
}

/** A campaign with how many answered by school and audience. */
export function openCampaign(
	actor: Actor,
	id: string
): Promise<{ campaign: Campaign; links: Link[]; may: { edit: boolean } }> {
	return actAs(actor, async (db) => {
		const campaign = isId(id) ? await store.findCampaign(db, id) : null;
		if (!campaign) throw new NotFound('not_found');
		const links = await store.findLinks(db, id);
		// whoever reads a profile reads the title alone
		if (links.length === 0 && !allowed(actor, 'survey.read', campaign.path))
			throw new NotFound('not_found');
		return { campaign, links, may: { edit: allowed(actor, 'survey.run', campaign.path) } };
	});
}

/** Keeps how many could answer, by the link's id; an empty field takes the number back. */
export async function saveExpected(
	actor: Actor,
	id: string,
	form: Record<string, string>
): Promise<void> {
	const errors: Record<string, string> = {};
	const expected: Record<string, number | null> = {};
	for (const [link, written] of Object.entries(form)) {
		if (!isId(link)) continue;
		const number = written.trim();
		if (number !== '' && !/^[1-9]\d{0,4}$/.test(number)) errors[link] = 'campaign_error_expected';
		expected[link] = number === '' ? null : Number(number);
	}
	if (Object.keys(errors).length > 0) throw new Invalid('error_form', errors);
	await actAs(actor, async (db) => {
		const campaign = isId(id) ? await store.findCampaign(db, id) : null;
		if (!campaign) throw new NotFound('not_found');
		if (!allowed(actor, 'survey.run', campaign.path)) throw new Forbidden('error_forbidden');
		await store.setExpected(db, id, expected);
	});
}

/** What is decided about sheets beyond the expected ones: to count them all, or to keep them aside. */
export async function decideHeld(
	actor: Actor,
	campaignId: string,
	linkId: string,
	countThem: boolean
): Promise<number> {
	return actAs(actor, async (db) => {
		const { campaign, link } = await store.getLink(db, campaignId, linkId);
		if (!allowed(actor, 'survey.run', campaign.path)) throw new Forbidden('error_forbidden');
		const decided = await decide(db, link.id, countThem);
		if (decided === null) throw new Invalid('campaign_error_held_few');
		return decided;
	});
}
