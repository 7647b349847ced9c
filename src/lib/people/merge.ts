/** Two records of one person become one, and apart again. */
import { z } from 'zod';
import { act } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { parseInput } from '../platform/parse.ts';
import { allowed, allowedSomewhere, mayGive, type Actor } from './access.ts';
import { likenessOf, type Likeness } from './likeness.ts';
import type { Appointment, Page, Person } from './model.ts';
import { getPerson } from './persons.ts';
import {
	countHanging,
	findMove,
	findMoveByToken,
	findTwins,
	isRefusal,
	lockPeople,
	mergeRecords,
	undoRecords,
	type Hanging,
	type Move,
	type TwinRow
} from './store-moves.ts';
import { findAppointments } from './store-persons.ts';

const acting = (actor: Actor) => ({ personId: actor.personId, today: null });
const PAIRS_PER_PAGE = 30;

export interface Twins {
	/** Whose record would stay: who signs in, else who is known better. */
	kept: TwinRow;
	gone: TwinRow;
	likeness: Likeness;
}

/** People who may stand in Opora twice, the likeliest first. */
export async function listTwins(actor: Actor, page: number): Promise<Page<Twins>> {
	if (!allowedSomewhere(actor, 'person.edit')) throw new Forbidden('error_forbidden');
	return act(acting(actor), async (db) => {
		const { rows, total } = await findTwins(db, page, PAIRS_PER_PAGE);
		return {
			rows: rows.flatMap(({ one, other }) => {
				const likeness = likenessOf(one, other);
				const [kept, gone] = known(one) >= known(other) ? [one, other] : [other, one];
				return likeness ? [{ kept, gone, likeness }] : [];
			}),
			total,
			page,
			size: PAIRS_PER_PAGE
		};
	});
}

function known({ account, given, patronymic, post }: TwinRow): number {
	return (account === 'open' ? 1_000 : 0) + given.length + patronymic.length + (post ? 5 : 0);
}

export interface MergePage {
	kept: Person;
	gone: Person;
	likeness: Likeness | null;
	/** What goes over to `kept`. */
	moves: Hanging;
	/** Why it cannot be: message code. */
	refusal: string | null;
}

/** What a merge would do; where only one of the two signs in, that record is the one that stays. */
export function openMerge(actor: Actor, keptId: string, goneId: string): Promise<MergePage> {
	return act(acting(actor), async (db) => {
		let [kept, gone] = [await editable(db, actor, keptId), await editable(db, actor, goneId)];
		if (gone.accountId && !kept.accountId) [kept, gone] = [gone, kept];
		const appointments = await findAppointments(db, gone.id);
		return {
			kept,
			gone,
			likeness: likenessOf(kept, gone),
			moves: await countHanging(db, gone.id),
			refusal: refusalOf(kept, gone, holdsAll(actor, appointments))
		};
	});
}

/** Roles go over with the record: the editor must be able to give each. */
function holdsAll(actor: Actor, appointments: readonly Appointment[]): boolean {
	return appointments.every(({ role, path, open }) => !open || mayGive(actor, role, path));
}

function refusalOf(kept: Person, gone: Person, holds: boolean): string | null {
	if (kept.id === gone.id) return 'merge_same';
	if (kept.mergedInto || gone.mergedInto) return 'merge_already';
	if (gone.accountId && kept.accountId) return 'merge_two_accounts';
	return holds ? null : 'error_holds_more';
}

const sentMerge = z.object({
	keptId: z.uuid(),
	goneId: z.uuid(),
	keptRevision: z.coerce.number().int(),
	goneRevision: z.coerce.number().int(),
	token: z.uuid()
});

/**
 * Merges `gone` into `kept`. The same form sent twice is one merge; throws `Conflict` where one of
 * the two was changed since the page was made, `Invalid` where they cannot be one.
 */
export async function mergePeople(
	actor: Actor,
	given: Record<string, string>
): Promise<{ moveId: string; keptId: string }> {
	const sent = parseInput(sentMerge, given);
	return act(acting(actor), async (db) => {
		const kept = await editable(db, actor, sent.keptId);
		const gone = await editable(db, actor, sent.goneId);
		const made = await findMoveByToken(db, sent.token);
		if (made) return { moveId: made, keptId: kept.id };
		const appointments = await findAppointments(db, gone.id);
		const refusal = refusalOf(kept, gone, holdsAll(actor, appointments));
		if (refusal) throw new Invalid(refusal);
		const now = await lockPeople(db, [kept.id, gone.id]);
		if (now.get(kept.id) !== sent.keptRevision || now.get(gone.id) !== sent.goneRevision)
			throw new Conflict('merge_conflict', null);
		return { moveId: await mergeRecords(db, gone.id, kept.id, sent.token), keptId: kept.id };
	});
}

/** Takes a merge or a handover back; what somebody changed since stays, and is counted. */
export function undoMove(
	actor: Actor,
	moveId: string
): Promise<{ kept: number; fromId: string; kind: Move['kind'] }> {
	return act(acting(actor), async (db) => {
		const move = z.uuid().safeParse(moveId).success ? await findMove(db, moveId) : null;
		if (!move) throw new NotFound('not_found');
		await editable(db, actor, move.fromId);
		if (move.kind === 'merge') await editable(db, actor, move.toId);
		const kept = await undoRecords(db, moveId).catch((error: unknown) => {
			// the roles that would come back are more than this editor may give
			throw isRefusal(error) ? new Forbidden('error_holds_more') : error;
		});
		return { kept, fromId: move.fromId, kind: move.kind };
	});
}

async function editable(
	db: Parameters<typeof getPerson>[0],
	actor: Actor,
	id: string
): Promise<Person> {
	const person = await getPerson(db, id);
	if (!allowed(actor, 'person.edit', person.path)) throw new Forbidden('error_forbidden');
	return person;
}
