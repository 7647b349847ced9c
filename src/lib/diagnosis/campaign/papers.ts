/** What a school does on paper: slips with one-time codes, and entering forms filled in by hand. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../people/access.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { readAnswers, type ReadForm } from '../instruments/answers.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { instrumentOf } from './answering.ts';
import { drawCode, hashCode } from './codes.ts';
import type { Campaign, Link } from './model.ts';
import * as sheets from './store-sheets.ts';
import { getLink } from './store.ts';

/** What is printed once: nobody can read a code again. */
export interface Slips {
	campaign: Campaign;
	link: Link;
	codes: string[];
}

/** Codes that one page of slips may hold; more are made by a second page. */
const mostCodes = 500;

/** A link whose form opens by codes, and those who may print them. */
export function openCodes(actor: Actor, campaignId: string, linkId: string): Promise<Slips> {
	return actAs(actor, async (db) => {
		const { campaign, link } = await getLink(db, campaignId, linkId);
		if (!campaign.codes || !link.mayEnter) throw new NotFound('not_found');
		return { campaign, link, codes: [] };
	});
}

/** Makes codes for slips; `anew` ends those that nobody has used. Only their hashes are kept. */
export function makeCodes(
	actor: Actor,
	secret: string,
	campaignId: string,
	linkId: string,
	given: { count: string; anew: boolean }
): Promise<Slips> {
	return actAs(actor, async (db) => {
		const { campaign, link } = await getLink(db, campaignId, linkId);
		if (!campaign.codes || !link.mayEnter) throw new NotFound('not_found');
		if (campaign.state === 'closed') throw new Invalid('campaign_error_closed');
		const count = /^\d{1,3}$/.test(given.count.trim()) ? Number(given.count) : 0;
		if (count < 1 || count > mostCodes)
			throw new Invalid('error_form', { count: 'campaign_error_codes' });
		const codes = Array.from({ length: count }, drawCode);
		const hashes = codes.map((code) => hashCode(secret, code));
		if (!(await sheets.addCodes(db, link.id, hashes, given.anew)))
			throw new Forbidden('error_forbidden');
		return { ...(await getLink(db, campaignId, linkId)), codes };
	});
}

/** A link whose paper forms the actor may enter. */
export function openPaper(
	actor: Actor,
	campaignId: string,
	linkId: string
): Promise<{ campaign: Campaign; link: Link; instrument: Instrument; sheet: string }> {
	return actAs(actor, async (db) => {
		const { campaign, link } = await getLink(db, campaignId, linkId);
		if (!link.mayEnter) throw new NotFound('not_found');
		const instrument = await instrumentOf(link);
		return { campaign, link, instrument, sheet: randomUUID() };
	});
}

/** Keeps a paper form; else what to mend. It counts as any other and is marked as from paper. */
export async function enterPaper(
	actor: Actor,
	campaignId: string,
	linkId: string,
	form: FormData
): Promise<ReadForm & { done: 'kept' | 'early' | 'closed' | 'mend' | 'empty' }> {
	const { instrument } = await openPaper(actor, campaignId, linkId);
	const read = readAnswers(instrument, form);
	if (read.problems.length > 0) return { ...read, done: 'mend' };
	if (Object.keys(read.answers).length === 0) return { ...read, done: 'empty' };
	const sheet = form.get('sheet');
	const id = isId(sheet) ? sheet : randomUUID();
	const done = await actAs(actor, (db) => sheets.putPaper(db, id, linkId, read.answers));
	if (done !== 'kept' && done !== 'early' && done !== 'closed') throw new NotFound('not_found');
	return { ...read, done };
}
