/** Talk about measures, with mentions: the room's front door. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, changeAs, isId } from '../change.ts';
import type { Question, Reader, Resolved, Talk } from './model.ts';
import {
	insertComment,
	insertMentions,
	isReadable,
	lockComment,
	selectOpenRemarks,
	selectReaders,
	selectSent,
	selectSubject,
	selectTalk,
	updateResolved,
	updateSeen,
	updateWithdrawn,
	type Held
} from './store.ts';
import { namesIn, sameLetters } from './text.ts';
import { meantBy } from './who.ts';

export type * from './model.ts';

/** Characters; the table holds the same. */
const LONGEST_COMMENT = 4_000;
const MOST_NAMES = 20;
const MOST_REMARKS = 30;
const ALL_REMARKS = 1_000;

export interface SentComment {
	/** Of the form, a UUID: the same form sent twice is one comment. */
	token: string;
	text: string;
	/** A remark that it answers, or null. */
	replyTo: string | null;
	/** Whom names mean where that was asked: person (or `nobody`) by name as written. */
	who: Record<string, string>;
}

export interface Told {
	commentId: string;
	roadmapId: string;
	measureId: string;
}

/** Added, or whom the names mean must be answered first: then nothing was written. */
export type Answer = { added: Told & { repeated: boolean } } | { questions: Question[] };

/**
 * Adds a comment and mentions whom it names. Throws `Invalid` with fields, `NotFound`, `Forbidden`.
 */
export async function addComment(
	actor: Actor,
	measureId: string,
	sent: SentComment
): Promise<Answer> {
	const { result } = await changeAs(actor, async (db): Promise<Answer> => {
		if (!isId(sent.token)) throw new Invalid('talk_form_broken');
		const text = readText(sent.text);
		const subject = await mustFind(db, measureId);
		const told = (commentId: string, repeated: boolean): Answer => ({
			added: { commentId, measureId, roadmapId: subject.roadmapId, repeated }
		});
		const before = await selectSent(db, sent.token);
		if (before?.text === text) return told(before.id, true);
		if (!subject.may) throw new Forbidden('error_forbidden');
		if (subject.withdrawn) throw new Invalid('talk_measure_gone');
		const replyTo = await findRemark(db, measureId, sent.replyTo);
		const { mentions, questions } = await resolveNames(db, measureId, text, sent.who);
		if (questions.length > 0) return { questions };
		const id = await insertComment(db, {
			// the page was gone back to and something else was written there
			...{ measureId, replyTo, text, token: before ? randomUUID() : sent.token },
			...{ authorId: actor.personId, author: actor.name }
		});
		// the same form came through while this one was read
		if (id === null) {
			const meanwhile = await selectSent(db, sent.token);
			if (!meanwhile) throw new Invalid('talk_form_broken');
			return told(meanwhile.id, true);
		}
		await insertMentions(
			db,
			id,
			mentions.filter(({ personId }) => personId !== actor.personId)
		);
		await updateSeen(db, measureId);
		return told(id, false);
	});
	return result;
}

/** Takes the actor's own comment back, or puts it there again. */
export async function withdrawComment(actor: Actor, id: string, withdrawn: boolean): Promise<Told> {
	const { result } = await changeAs(actor, async (db) => {
		const held = await mustHold(db, id);
		if (held.authorId !== actor.personId) throw new Forbidden('error_forbidden');
		if ((held.withdrawnAt !== null) !== withdrawn) await updateWithdrawn(db, id, withdrawn);
		return toldOf(id, held);
	});
	return result;
}

/**
 * Says that a remark is settled, or that it is not. Throws `Conflict` with who did so before (null:
 * somebody opened it again), `Invalid` where its author took it back.
 */
export async function settleRemark(actor: Actor, id: string, settled: boolean): Promise<Told> {
	const { result } = await changeAs(actor, async (db) => {
		const held = await mustHold(db, id);
		if (held.replyTo !== null) throw new NotFound('not_found');
		if (held.withdrawnAt) throw new Invalid('talk_gone');
		const { resolvedAt: at, resolvedName: by } = held;
		if ((at !== null) === settled)
			throw new Conflict<Resolved | null>(
				settled ? 'talk_settled_before' : 'talk_open_before',
				at && by !== null ? { at, by } : null
			);
		await updateResolved(db, id, settled ? { personId: actor.personId, name: actor.name } : null);
		return toldOf(id, held);
	});
	return result;
}

/**
 * What is said about a measure; null where the actor may not read it. `all` gives more than the
 * newest remarks. What names the actor is fresh once, and seen from then on.
 */
export async function openTalk(db: Db, measureId: string, all = false): Promise<Talk | null> {
	const most = all ? ALL_REMARKS : MOST_REMARKS;
	const found = await selectTalk(db, measureId, most);
	if (!found) return null;
	const { comments, remarks, open } = found;
	if (comments.some(({ fresh }) => fresh)) await updateSeen(db, measureId);
	return {
		comments,
		open,
		earlier: Math.max(0, remarks - most),
		may: found.may && !found.withdrawn
	};
}

/** Readers of the measure to suggest: those of a surname, or, where null, those that stand nearest. */
export function suggestReaders(
	actor: Actor,
	measureId: string,
	surname: string | null
): Promise<Reader[]> {
	return actAs(actor, async (db) => {
		const { may } = await mustFind(db, measureId);
		return may
			? selectReaders(db, measureId, surname === null ? null : [sameLetters(surname)])
			: [];
	});
}

/** How many remarks on a roadmap's measures are open, by measure; those without any are missing. One statement. */
export async function countOpenRemarks(db: Db, roadmapId: string): Promise<Record<string, number>> {
	const rows = await selectOpenRemarks(db, roadmapId);
	return Object.fromEntries(rows.map(({ measureId, count }) => [measureId, count]));
}

async function mustFind(db: Db, measureId: string) {
	const subject = isId(measureId) ? await selectSubject(db, measureId) : null;
	if (!subject) throw new NotFound('not_found');
	return subject;
}

async function mustHold(db: Db, id: string): Promise<Held> {
	const held = isId(id) ? await lockComment(db, id) : null;
	if (held) return held;
	const readable = isId(id) && (await isReadable(db, id));
	throw readable ? new Forbidden('error_forbidden') : new NotFound('not_found');
}

function toldOf(commentId: string, { measureId, roadmapId }: Held): Told {
	return { commentId, measureId, roadmapId };
}

/** The remark that an answer stands under: an answer to an answer stands beside it. */
async function findRemark(
	db: Db,
	measureId: string,
	replyTo: string | null
): Promise<string | null> {
	if (replyTo === null) return null;
	const held = await mustHold(db, replyTo);
	if (held.measureId !== measureId) throw new NotFound('not_found');
	if (held.withdrawnAt) throw new Invalid('talk_gone');
	return held.replyTo ?? replyTo;
}

async function resolveNames(
	db: Db,
	measureId: string,
	text: string,
	who: Record<string, string>
): Promise<ReturnType<typeof meantBy>> {
	const names = namesIn(text);
	if (names.length === 0) return { mentions: [], questions: [] };
	if (names.length > MOST_NAMES) throw new Invalid('error_form', { text: 'talk_too_many_names' });
	const surnames = [...new Set(names.map(({ surname }) => surname))];
	const fitting = await selectReaders(db, measureId, surnames);
	const { questions } = meantBy(names, { fitting, near: [] }, who);
	const near =
		questions.some(({ fits }) => !fits) || Object.keys(who).length > 0
			? await selectReaders(db, measureId, null)
			: [];
	return meantBy(names, { fitting, near }, who);
}

function readText(given: string): string {
	const text = given.replaceAll('\r\n', '\n').trim();
	if (text === '') throw new Invalid('error_form', { text: 'talk_text_needed' });
	if (text.length > LONGEST_COMMENT) throw new Invalid('error_form', { text: 'talk_too_long' });
	return text;
}
