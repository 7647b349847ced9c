/** Who is meant by the responsible parties of roadmaps: what pages may call. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { allowed, allowedSomewhere, roles, type Actor } from '../../people/access.ts';
import type { FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, changeAs, isId, mustEdit, type Changed } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import { findHead } from '../store.ts';
import { GROUP, matcher, type Match, type Meaning } from './match.ts';
import type { KnownPerson } from './people.ts';
import { findKnown } from './store-known.ts';
import { findChoicesFor, type Choices } from './store-choices.ts';
import {
	countWritings,
	findWritings,
	hasMeaning,
	lockParties,
	saveMeanings,
	writingStates,
	type HeldParty,
	type Scope,
	type WritingRow,
	type WritingState
} from './store-writings.ts';

export { undoMatching, type TakenBack } from './undo.ts';
export { writingStates, type WritingState };

const WRITINGS_PER_PAGE = 50;

/** Somebody who may be meant, as a page names them. */
export type Somebody = Pick<
	KnownPerson,
	'id' | 'surname' | 'given' | 'patronymic' | 'post' | 'organisation'
>;

export interface Suggestion extends Pick<Match, 'confidence' | 'sure' | 'reason'> {
	meaning: Meaning;
	person: Somebody | null;
	organisation: string | null;
}

export interface Writing extends WritingRow {
	/** Only for what is open. */
	suggestion: Suggestion | null;
	reason: Match['reason'] | null;
	/** Others who may be meant. */
	others: Somebody[];
	/** The name as read, to begin a person with. */
	name: FullName | null;
}

export interface WritingsPage {
	/** null: over all roadmaps that the actor edits. */
	head: RoadmapHead | null;
	rows: Writing[];
	total: number;
	open: number;
	settled: number;
	page: number;
	size: number;
	state: WritingState;
	/** What was looked for; empty: everything. */
	name: string;
	may: { edit: boolean };
}

/** Where writings are asked for: a roadmap, or all that the actor edits under an organisation. */
export type Place = { roadmapId: string } | { under: string | null };

/** The writings of a place with whom they mean or may mean; nine statements, whatever their number. */
export function openWritings(
	actor: Actor,
	place: Place,
	asked: { state: WritingState; page: number; name: string }
): Promise<WritingsPage> {
	return actAs(actor, async (db) => {
		const { scope, head } = await scopeOf(db, actor, place);
		const found = await findWritings(db, scope, { ...asked, size: WRITINGS_PER_PAGE });
		const counts = found.total > 0 ? found : await countWritings(db, scope, asked.name);
		return {
			head,
			rows: await suggest(db, found.rows),
			total: found.total,
			open: counts.open,
			settled: counts.settled,
			...asked,
			size: WRITINGS_PER_PAGE,
			may: { edit: head === null || allowed(actor, 'roadmap.edit', head.owner.path) }
		};
	});
}

/** One writing with everybody and everything to choose from; `q` looks for a surname. */
export function openChoice(
	actor: Actor,
	place: Place,
	key: string,
	q: string
): Promise<{ writing: Writing; choices: Choices; head: RoadmapHead | null }> {
	return actAs(actor, async (db) => {
		const { scope, head } = await scopeOf(db, actor, place);
		if (head) mustEdit(actor, head);
		const { rows } = await findWritings(db, scope, { state: 'all', page: 1, size: 1, keys: [key] });
		const [writing] = await suggest(db, rows);
		if (!writing) throw new NotFound('not_found');
		return { writing, head, choices: await findChoicesFor(db, writing.ownerIds, q) };
	});
}

/** What a form chose: `person:ID`, `organisation:ID`, `role:ROLE`, `group` or `as-is`. */
const choice = z
	.string()
	.regex(/^(?:(?:person|organisation):[0-9a-f-]{36}|role:[a-z-]+|group|as-is)$/)
	.transform((text): Meaning => {
		const [kind, value = ''] = text.split(':');
		return {
			personId: kind === 'person' ? value : null,
			organisationId: kind === 'organisation' ? value : null,
			role: kind === 'role' ? value : kind === 'group' ? GROUP : null
		};
	});

export interface Settled {
	/** Writings and parties that were given a meaning. */
	writings: number;
	parties: number;
}

/**
 * Says whom one writing means, for all its parties in reach, and remembers it there. Throws
 * `Conflict` where somebody said otherwise since the page was made, `Invalid` for no choice.
 */
export async function chooseMeaning(
	actor: Actor,
	place: Place,
	sent: { key: string; seen: string; choice: string; text: string }
): Promise<Changed<Settled>> {
	const chosen = choice.safeParse(sent.choice);
	if (!chosen.success) throw new Invalid('error_form', { choice: 'responsible_wrong_choice' });
	return changeAs(actor, async (db) => {
		const scope = await editableScope(db, actor, place);
		await mustExist(db, chosen.data);
		const held = await lockParties(db, scope, [sent.key]);
		if (seenOf(held) !== sent.seen) {
			// the same form once more: what it wanted stands already
			if (held.length === 0 && (await hasMeaning(db, scope, sent.text, chosen.data)))
				return { writings: 0, parties: 0 };
			throw new Conflict('responsible_conflict', null);
		}
		return settle(
			db,
			actor,
			held.map((party) => ({ ...party, ...chosen.data }))
		);
	});
}

/**
 * Confirms what is sure among the rows that a page showed (`KEY SEEN` each). A row that somebody
 * changed since is left as it is.
 */
export function confirmSure(
	actor: Actor,
	place: Place,
	shown: readonly string[]
): Promise<Changed<Settled>> {
	return changeAs(actor, async (db) => {
		const scope = await editableScope(db, actor, place);
		const seen = new Map(
			shown.map((each) => each.split(' ') as [string, string]).slice(0, WRITINGS_PER_PAGE)
		);
		const { rows } = await findWritings(db, scope, {
			state: 'open',
			page: 1,
			size: WRITINGS_PER_PAGE,
			keys: [...seen.keys()]
		});
		const wanted = rows.filter((row) => seen.get(row.key) === row.seen);
		const sure = (await suggest(db, wanted)).filter(({ suggestion }) => suggestion?.sure);
		const meanings = new Map(sure.map(({ key, suggestion }) => [key, suggestion!.meaning]));
		const held = await lockParties(db, scope, [...meanings.keys()]);
		return settle(
			db,
			actor,
			held.map((party) => ({ ...party, ...meanings.get(party.key)! }))
		);
	});
}

async function settle(db: Db, actor: Actor, parties: (HeldParty & Meaning)[]): Promise<Settled> {
	if (parties.length === 0) return { writings: 0, parties: 0 };
	const changed = await saveMeanings(db, parties, actor.personId);
	if (changed !== parties.length) throw new Forbidden('error_forbidden');
	return { writings: new Set(parties.map(({ key }) => key)).size, parties: changed };
}

/** As `findWritings` says it of the same parties. */
function seenOf(held: readonly HeldParty[]): string {
	const ids = held.map(({ id }) => id).sort();
	return `${ids.length}-${createHash('md5').update(ids.join(',')).digest('hex')}`;
}

async function mustExist(db: Db, { personId, organisationId, role }: Meaning): Promise<void> {
	if (role !== null && role !== GROUP && !(roles as readonly string[]).includes(role))
		throw new Invalid('error_form', { choice: 'responsible_wrong_choice' });
	for (const [table, id] of [
		['person', personId],
		['organisation', organisationId]
	] as const)
		if (
			id !== null &&
			!(await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst())
		)
			throw new NotFound('not_found');
}

async function scopeOf(
	db: Db,
	actor: Actor,
	place: Place
): Promise<{ scope: Scope; head: RoadmapHead | null }> {
	if ('roadmapId' in place) {
		const head = isId(place.roadmapId) ? await findHead(db, place.roadmapId) : null;
		if (!head) throw new NotFound('not_found');
		return { scope: { roadmapId: head.id, ownerId: head.owner.id }, head };
	}
	if (!allowedSomewhere(actor, 'roadmap.edit')) throw new Forbidden('error_forbidden');
	if (place.under !== null && !isId(place.under)) throw new NotFound('not_found');
	return { scope: { under: place.under }, head: null };
}

async function editableScope(db: Db, actor: Actor, place: Place): Promise<Scope> {
	const { scope, head } = await scopeOf(db, actor, place);
	if (head) mustEdit(actor, head);
	return scope;
}

/** Adds to open rows whom they may mean; three statements for all of them. */
async function suggest(db: Db, rows: WritingRow[]): Promise<Writing[]> {
	if (rows.length === 0) return [];
	const known = await findKnown(
		db,
		rows.flatMap(({ ownerIds }) => ownerIds),
		rows.map(({ text }) => text)
	);
	const matchers = new Map([...known].map(([owner, of]) => [owner, matcher(of)]));
	const people = new Map([...known.values()].flatMap((of) => of.people.map((p) => [p.id, p])));
	const places = new Map(
		[...known.values()].flatMap((of) => of.organisations.map((o) => [o.id, o.shortName]))
	);
	return rows.map((row) => {
		const found = row.ownerIds.flatMap((owner) => matchers.get(owner)?.(row.text) ?? []);
		const match = found.length > 0 ? agreed(found) : null;
		const meaning = row.open ? (match?.meaning ?? null) : null;
		const [name] = match?.names.length === 1 ? match.names : [];
		return {
			...row,
			reason: match?.reason ?? null,
			name: name?.printed ?? null,
			suggestion:
				meaning && match
					? {
							meaning,
							confidence: match.confidence,
							sure: match.sure,
							reason: match.reason,
							person: people.get(meaning.personId ?? '') ?? null,
							organisation: places.get(meaning.organisationId ?? '') ?? null
						}
					: null,
			others: (match?.others ?? []).flatMap(({ personId }) => people.get(personId) ?? [])
		};
	});
}

/** One answer of several organisations: sure only where all are and mean the same. */
function agreed(found: Match[]): Match {
	const worst = found.reduce((a, b) => (b.confidence < a.confidence ? b : a));
	const same = found.every(
		({ meaning }) => JSON.stringify(meaning) === JSON.stringify(worst.meaning)
	);
	if (same) return worst;
	const best = found.reduce((a, b) => (b.confidence > a.confidence ? b : a));
	return { ...best, sure: false, confidence: Math.min(best.confidence, 0.7) };
}
