/** A municipality's own entries of the library: add, change, withdraw. */
import { z } from 'zod';
import { readTerm } from '../../calendar/calendar.ts';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { evidenceKinds } from '../../roadmap/evidence/kinds.ts';
import { efforts, libraryLevels } from './measures.ts';
import * as store from './store.ts';
import type { OwnMeasure } from './store.ts';

const line = (code: string) => z.string().trim().min(3, code).max(500, 'error_too_long');
const year = { from: '2026-09-01', to: '2027-08-31' };
const entrySchema = z.object({
	level: z.enum(libraryLevels, 'own_error_level'),
	factors: z
		.array(z.int().min(1).max(17), 'own_error_factors')
		.min(1, 'own_error_factors')
		.max(4, 'own_error_factors'),
	text: line('own_error_text'),
	term: line('own_error_term').refine(
		(term) => readTerm(term, { plan: year }).kind !== 'unknown',
		'draft_error_term'
	),
	responsible: z
		.array(line('own_error_responsible'), 'own_error_responsible')
		.min(1, 'own_error_responsible')
		.max(4, 'own_error_responsible'),
	result: line('own_error_result'),
	evidence: z.array(z.enum(evidenceKinds), 'own_error_evidence').min(1, 'own_error_evidence'),
	effort: z.enum(efforts, 'own_error_effort')
});

/** What the form of a new entry needs. */
export function openNewEntry(actor: Actor): Promise<{ places: { id: string; name: string }[] }> {
	return actAs(actor, async (db) => {
		const places = await store.findKeepers(db);
		if (places.length === 0) throw new Forbidden('error_forbidden');
		return { places };
	});
}

/** Whether the actor may keep entries anywhere. */
export function mayKeepEntries(actor: Actor): Promise<boolean> {
	return actAs(actor, async (db) => (await store.findKeepers(db)).length > 0);
}

/** Adds an entry to a place's library; its id. Throws `Invalid` with fields. */
export async function addEntry(actor: Actor, placeId: string, given: unknown): Promise<string> {
	const values = parseInput(entrySchema, given);
	return actAs(actor, async (db) => {
		const places = await store.findKeepers(db);
		if (!places.some(({ id }) => id === placeId))
			throw new Invalid('error_form', { place: 'own_error_place' });
		return store.insertEntry(db, placeId, actor.personId, values);
	});
}

/** One own entry with whether the actor may change it. */
export function openEntry(
	actor: Actor,
	id: string
): Promise<{ entry: OwnMeasure; may: { edit: boolean } }> {
	return actAs(actor, async (db) => {
		const entry = await entryOf(db, id);
		return { entry, may: { edit: allowed(actor, 'roadmap.edit', entry.own.path) } };
	});
}

/** Throws `Conflict` where somebody saved meanwhile; what was typed is the caller's to keep. */
export async function saveEntry(
	actor: Actor,
	id: string,
	given: unknown,
	revision: number
): Promise<void> {
	const values = parseInput(entrySchema, given);
	return actAs(actor, async (db) => {
		const entry = await editable(db, actor, id);
		if (!(await store.updateEntry(db, id, revision, values)))
			throw new Conflict('own_error_conflict', entry.own.revision);
	});
}

/** Takes an entry out of the library, or brings it back. Roadmaps made of it keep their words. */
export function withdrawEntry(actor: Actor, id: string, withdrawn: boolean): Promise<void> {
	return actAs(actor, async (db) => {
		await editable(db, actor, id);
		await store.updateWithdrawn(db, id, withdrawn);
	});
}

async function entryOf(db: Db, id: string): Promise<OwnMeasure> {
	const [entry] = isId(id) ? await store.findOwn(db, id) : [];
	if (!entry) throw new NotFound('not_found');
	return entry;
}

async function editable(db: Db, actor: Actor, id: string): Promise<OwnMeasure> {
	const entry = await entryOf(db, id);
	if (!allowed(actor, 'roadmap.edit', entry.own.path)) throw new Forbidden('error_forbidden');
	return entry;
}
