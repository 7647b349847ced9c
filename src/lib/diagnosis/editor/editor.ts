/** Front door of own instruments: copy one that is shipped, edit it item by item, publish versions. */
import { randomUUID } from 'node:crypto';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { asked, type Asked, type CampaignPlace } from '../campaign/model.ts';
import { findPlaces } from '../campaign/store.ts';
import { readInstrument, type Instrument } from '../instruments/instrument.ts';
import { findInstrument } from '../instruments/shipped.ts';
import {
	addItem,
	copyOf,
	editHead,
	editItem,
	kinds,
	removeItem,
	type Given,
	type Kind
} from './edit.ts';
import type { Own } from './model.ts';
import * as store from './store.ts';

/** Own copies that the actor sees, and the places where he may make one. */
export function openOwn(actor: Actor): Promise<{ own: Own[]; places: CampaignPlace[] }> {
	return actAs(actor, async (db) => ({
		own: await store.findOwn(db),
		places: await findPlaces(db)
	}));
}

/** Copies a shipped questionnaire for a place; the copy's id. */
export function copyInstrument(actor: Actor, placeId: string, audience: string): Promise<string> {
	return actAs(actor, async (db) => {
		const place = (await findPlaces(db)).find(({ id }) => id === placeId);
		if (!place) throw new NotFound('not_found');
		const which = asked.find((one) => one === audience);
		if (!which) throw new Invalid('campaign_error_audiences');
		const id = randomUUID();
		const draft = copyOf(findInstrument(which)!, id);
		await store.insertOwn(db, actor.personId, { id, placeId, audience: which, draft });
		return id;
	});
}

export function openEditor(
	actor: Actor,
	id: string
): Promise<{ own: Own; may: { edit: boolean }; isChanged: boolean }> {
	return actAs(actor, async (db) => {
		const own = isId(id) ? await store.findOne(db, id) : null;
		if (!own) throw new NotFound('not_found');
		return {
			own,
			may: { edit: allowed(actor, 'survey.run', own.path) },
			isChanged: !isSame(own)
		};
	});
}

/** What to do to a draft: the form's button says it. */
export type Edit =
	| { what: 'head' }
	| { what: 'item'; code: string }
	| { what: 'add'; section: string; kind: string }
	| { what: 'remove'; code: string };

/** Changes the draft; throws `Invalid` with the fields to mend, `Conflict` where somebody saved meanwhile. */
export function editDraft(
	actor: Actor,
	id: string,
	revision: number,
	edit: Edit,
	given: Given
): Promise<void> {
	return actAs(actor, async (db) => {
		const own = await editable(db, actor, id);
		const edited = apply(own.draft, edit, given);
		if ('errors' in edited) {
			const { '': form = 'error_form', ...fields } = edited.errors;
			throw new Invalid(form, fields);
		}
		if (!(await store.updateDraft(db, id, revision, edited.instrument)))
			throw new Conflict('editor_conflict', null);
	});
}

/** Makes the draft a version that never changes; its number. */
export function publish(actor: Actor, id: string): Promise<number> {
	return actAs(actor, async (db) => {
		const own = await editable(db, actor, id);
		if (isSame(own)) throw new Invalid('editor_error_same');
		const version = own.version + 1;
		const read = readInstrument({ ...own.draft, id, version });
		if ('problems' in read) throw new Invalid('editor_error_whole');
		await store.insertVersion(db, actor.personId, own, version, read.instrument);
		return version;
	});
}

/** Takes a copy out of the choice; campaigns that ask it go on. */
export function withdrawOwn(actor: Actor, id: string): Promise<void> {
	return actAs(actor, async (db) => {
		await editable(db, actor, id);
		await store.withdraw(db, id);
	});
}

/** What a campaign of a place may ask an audience beside the shipped: own copies in their last version. */
export async function publishedOf(db: Db, placeId: string): Promise<PublishedOwn[]> {
	const own = await store.findOwn(db, placeId);
	return own.flatMap(({ id, audience, version, published }) =>
		published ? [{ id, audience, version, name: published.name }] : []
	);
}

export interface PublishedOwn {
	id: string;
	audience: Asked;
	version: number;
	name: Instrument['name'];
}

/** Any instrument by its id and version, shipped or published by a municipality; null where there is none. */
export async function findAnyInstrument(id: string, version: number): Promise<Instrument | null> {
	if (!isId(id)) return findInstrument(id, version);
	const body = await store.findPublished(id, version);
	if (body === null) return null;
	const read = readInstrument(body);
	return 'problems' in read ? null : read.instrument;
}

function apply(draft: Instrument, edit: Edit, given: Given) {
	switch (edit.what) {
		case 'head':
			return editHead(draft, given);
		case 'item':
			return editItem(draft, edit.code, given);
		case 'remove':
			return removeItem(draft, edit.code);
		case 'add': {
			const kind: Kind = kinds.find((one) => one === edit.kind) ?? 'scale';
			return addItem(draft, edit.section, kind, given);
		}
	}
}

async function editable(db: Db, actor: Actor, id: string): Promise<Own> {
	const seen = isId(id) ? await store.findOne(db, id) : null;
	if (!seen) throw new NotFound('not_found');
	if (!allowed(actor, 'survey.run', seen.path)) throw new Forbidden('error_forbidden');
	return (await store.findOne(db, id, true))!;
}

function isSame({ draft, published }: Own): boolean {
	return (
		published !== null &&
		JSON.stringify({ ...draft, version: 0 }) === JSON.stringify({ ...published, version: 0 })
	);
}
