/**
 * What of a campaign may change while it runs: schools and audiences are added, never taken away; the
 * last day moves, never once it is past. What a link asks stays as it was given out.
 */
import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findInstrument } from '../instruments/shipped.ts';
import { drawToken } from './codes.ts';
import { asked, type Asked, type Campaign, type Link } from './model.ts';
import * as store from './store.ts';

const changeSchema = z.object({
	closesOn: z.iso.date('error_date'),
	schools: z.array(z.uuid('campaign_error_schools')).max(500, 'campaign_error_many_schools'),
	audiences: z.array(z.enum(asked, 'campaign_error_audiences'))
});

/** What is in the campaign and what may be added. */
export interface Changeable {
	campaign: Campaign;
	schools: { id: string; name: string; isIn: boolean }[];
	audiences: { audience: Asked; isIn: boolean }[];
}

export function openChange(actor: Actor, id: string): Promise<Changeable> {
	return actAs(actor, async (db) => {
		const { campaign, links } = await editable(db, actor, id);
		const schools = await store.findSchools(db, campaign.placeId);
		return {
			campaign,
			schools: schools.map((one) => ({
				...one,
				isIn: links.some(({ schoolId }) => schoolId === one.id)
			})),
			audiences: asked.map((audience) => ({
				audience,
				isIn: links.some((link) => link.audience === audience)
			}))
		};
	});
}

/** Adds the schools and audiences that are not in yet and moves the last day; how many links came to it. */
export function changeCampaign(
	actor: Actor,
	id: string,
	given: z.input<typeof changeSchema>
): Promise<number> {
	const { closesOn, schools, audiences } = parseInput(changeSchema, given);
	return actAs(actor, async (db) => {
		const { campaign, links } = await editable(db, actor, id);
		if (campaign.state === 'closed') throw new Conflict('campaign_error_closed_change', null);
		if (closesOn !== campaign.closesOn && !(await store.moveEnd(db, id, closesOn)))
			throw new Invalid('error_form', { closesOn: 'campaign_error_closes_past' });
		const known = new Set((await store.findSchools(db, campaign.placeId)).map((one) => one.id));
		if (schools.some((one) => !known.has(one)))
			throw new Invalid('error_form', { schools: 'campaign_error_schools' });
		const added = addedLinks(links, schools, audiences);
		await store.insertLinks(db, id, campaign.placeId, added);
		return added.length;
	});
}

/** Each school with each audience, but those that are there; an audience is asked what it is asked already. */
function addedLinks(links: Link[], schools: string[], audiences: Asked[]): store.NewLink[] {
	const allSchools = new Set([...links.map(({ schoolId }) => schoolId), ...schools]);
	const allAudiences = new Set([...links.map(({ audience }) => audience), ...audiences]);
	return [...allSchools].flatMap((schoolId) =>
		[...allAudiences].flatMap((audience) => {
			const own = links.filter((link) => link.audience === audience);
			if (own.some((link) => link.schoolId === schoolId)) return [];
			const instrument = own[0]?.instrument ?? audience;
			const version = own[0]?.instrumentVersion ?? findInstrument(audience)!.version;
			return [{ schoolId, audience, instrument, version, token: drawToken() }];
		})
	);
}

async function editable(
	db: Db,
	actor: Actor,
	id: string
): Promise<{ campaign: Campaign; links: Link[] }> {
	const campaign = isId(id) ? await store.findCampaign(db, id) : null;
	if (!campaign) throw new NotFound('not_found');
	if (!allowed(actor, 'survey.run', campaign.path)) throw new Forbidden('error_forbidden');
	return { campaign, links: await store.findLinks(db, id) };
}
