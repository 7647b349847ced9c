/** Verdicts of curators and coordinators on what was reported. */
import { sql } from 'kysely';
import { allowed, type Actor } from '../../people/access.ts';
import { shortName, type FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changeAs, isId, type Changed } from '../change.ts';
import type { Stage } from './model.ts';

export type Verdict = 'verified' | 'returned';

/** What a person was shown when he decided. */
export interface Shown {
	occurrenceId: string;
	reportId: string;
	/** Of the occurrence. */
	revision: number;
}

/** What stands instead of what was shown: carried by `Conflict`. */
export interface Decided {
	stage: Stage;
	/** The newest verdict on the occurrence, null where there is none. */
	verdict: Verdict | 'taken-back' | null;
	comment: string | null;
	/** «Ермакова Н. В.»; null where the person may not be named to this actor. */
	by: string | null;
	at: Date | null;
}

export interface Verified {
	occurrenceId: string;
	verificationId: string;
	/** Its author verified it herself: possible where the owner is no school. */
	byAuthor: boolean;
}

const LONGEST_COMMENT = 2_000;
const MOST_AT_ONCE = 200;

/**
 * Decides on a report that was shown. Throws `Conflict` with `Decided` where somebody decided or
 * reported meanwhile, `Forbidden` for the own report of a school, `Invalid` without the comment
 * that a return needs. Two at once: the second waits for the first and gets its verdict.
 */
export function verifyOccurrence(
	actor: Actor,
	sent: Shown & { verdict: Verdict; comment: string }
): Promise<Changed<Verified>> {
	return changeAs(actor, async (db) => {
		const comment = readComment(sent.verdict, sent.comment);
		const [row] = await lockShown(db, [sent.occurrenceId]);
		if (!row) throw new NotFound('not_found');
		const refused = refusalOf(actor, row, sent);
		if (refused === 'check_stale')
			throw new Conflict<Decided>('check_stale', await findDecided(db, row));
		if (refused) throw new Forbidden(refused);
		const [verified] = await decide(db, actor, [row], sent.verdict, comment);
		return verified!;
	});
}

/**
 * Decides alike on several reports; those that changed meanwhile or are not the actor's to decide
 * stay as they are and come back as `refused`, with the code of the sentence that says why.
 */
export function verifyMany(
	actor: Actor,
	sent: { items: Shown[]; verdict: Verdict; comment: string }
): Promise<Changed<{ verified: Verified[]; refused: { occurrenceId: string; code: string }[] }>> {
	return changeAs(actor, async (db) => {
		const comment = readComment(sent.verdict, sent.comment);
		const items = [...new Map(sent.items.map((item) => [item.occurrenceId, item])).values()];
		if (items.length === 0 || items.length > MOST_AT_ONCE) throw new Invalid('check_choose');
		const rows = await lockShown(
			db,
			items.map(({ occurrenceId }) => occurrenceId)
		);
		const judged = items.map((item) => {
			const row = rows.find(({ id }) => id === item.occurrenceId);
			return { item, row, code: row ? refusalOf(actor, row, item) : 'not_found' };
		});
		return {
			verified: await decide(
				db,
				actor,
				judged.flatMap(({ row, code }) => (row && code === null ? [row] : [])),
				sent.verdict,
				comment
			),
			refused: judged.flatMap(({ item, code }) =>
				code === null ? [] : [{ occurrenceId: item.occurrenceId, code }]
			)
		};
	});
}

/**
 * Takes the actor's own newest verdicts back, all or none: the occurrences wait for a verdict again,
 * and the history keeps both rows. Throws `Conflict` with `Decided` where something came after one.
 */
export function takeBackVerdicts(
	actor: Actor,
	verificationIds: string[]
): Promise<Changed<{ occurrenceIds: string[] }>> {
	return changeAs(actor, async (db) => {
		if (verificationIds.length === 0 || verificationIds.length > MOST_AT_ONCE)
			throw new NotFound('not_found');
		const occurrenceIds: string[] = [];
		// always in one order, so that two who do so never wait for one another
		for (const id of [...new Set(verificationIds)].sort())
			occurrenceIds.push(await takeBack(db, actor, id));
		return { occurrenceIds };
	});
}

async function takeBack(db: Db, actor: Actor, verificationId: string): Promise<string> {
	const given = isId(verificationId)
		? await db
				.selectFrom('verification')
				.select(['occurrence_id', 'report_id', 'verdict', 'person_id'])
				.where('id', '=', verificationId)
				.executeTakeFirst()
		: undefined;
	const [row] = given ? await lockShown(db, [given.occurrence_id]) : [];
	if (!given || !row) throw new NotFound('not_found');
	if (given.person_id !== actor.personId || !allowed(actor, 'execution.verify', row.path))
		throw new Forbidden('error_forbidden');
	const newest = await findNewest(db, row.id);
	if (
		newest?.id !== verificationId ||
		row.stage !== given.verdict ||
		row.report_id !== given.report_id
	)
		throw new Conflict<Decided>('check_stale', await findDecided(db, row));
	await setStage(db, [row.id], 'reported');
	await insertVerdicts(db, actor, [row], 'taken-back', null);
	return row.id;
}

/** How an occurrence stands and what was decided last; null where the actor sees none. */
export async function openDecided(db: Db, occurrenceId: string): Promise<Decided | null> {
	const row = await db
		.selectFrom('occurrence')
		.select(['id', 'stage'])
		.where('id', '=', occurrenceId)
		.executeTakeFirst();
	return row ? findDecided(db, { id: row.id, stage: row.stage as Stage }) : null;
}

interface Locked {
	id: string;
	stage: Stage;
	report_id: string | null;
	revision: number;
	owner_id: string;
	path: string;
	/** Of the owner. */
	kind: string;
	author_id: string | null;
}

/** Holds the occurrences for this transaction, always in one order, so that none waits in a ring. */
async function lockShown(db: Db, ids: string[]): Promise<Locked[]> {
	const known = ids.filter(isId);
	// the lock comes first: what is read beside it must not be older
	await sql`select from occurrence where id = any (${known}::uuid[]) order by id for update`.execute(
		db
	);
	const { rows } = await sql<Locked>`
		select o.id, o.stage, o.report_id, o.revision, o.owner_id, owner.path::text as path,
			owner.kind, r.author_id
		from occurrence o
		join organisation owner on owner.id = o.owner_id
		left join report r on r.id = o.report_id
		where o.id = any (${known}::uuid[]) and o.withdrawn_at is null`.execute(db);
	return rows;
}

/** Code of the reason why `shown` cannot be decided by `actor`; null where it can. */
function refusalOf(actor: Actor, row: Locked, shown: Shown): string | null {
	if (!allowed(actor, 'execution.verify', row.path)) return 'error_forbidden';
	if (
		row.stage !== 'reported' ||
		row.report_id !== shown.reportId ||
		row.revision !== shown.revision
	)
		return 'check_stale';
	return row.author_id === actor.personId && isSchool(row.kind) ? 'check_own' : null;
}

/** Whose reports somebody else than their author verifies. */
export function isSchool(kind: string): boolean {
	return kind === 'school' || kind === 'leader-school';
}

function readComment(verdict: Verdict, given: string): string | null {
	const comment = given.trim().slice(0, LONGEST_COMMENT);
	if (verdict === 'returned' && comment === '')
		throw new Invalid('error_form', { comment: 'check_comment_missing' });
	return comment || null;
}

async function decide(
	db: Db,
	actor: Actor,
	rows: Locked[],
	verdict: Verdict,
	comment: string | null
): Promise<Verified[]> {
	if (rows.length === 0) return [];
	await setStage(
		db,
		rows.map(({ id }) => id),
		verdict
	);
	const ids = await insertVerdicts(db, actor, rows, verdict, comment);
	return rows.map((row) => ({
		occurrenceId: row.id,
		verificationId: ids.get(row.id)!,
		byAuthor: row.author_id === actor.personId
	}));
}

async function setStage(db: Db, ids: string[], stage: Stage): Promise<void> {
	await db
		.updateTable('occurrence')
		.set({ stage })
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.execute();
}

/** Ids of the new rows by occurrence. */
async function insertVerdicts(
	db: Db,
	actor: Actor,
	rows: Locked[],
	verdict: Verdict | 'taken-back',
	comment: string | null
): Promise<Map<string, string>> {
	const added = await db
		.insertInto('verification')
		.values(
			rows.map((row) => ({
				occurrence_id: row.id,
				report_id: row.report_id!,
				owner_id: row.owner_id,
				verdict,
				comment,
				person_id: actor.personId,
				// several verdicts of one transaction keep their order
				at: sql<Date>`opora.now() + (clock_timestamp() - now())`
			}))
		)
		.returning(['id', 'occurrence_id'])
		.execute();
	return new Map(added.map((row) => [row.occurrence_id, row.id]));
}

function findNewest(db: Db, occurrenceId: string) {
	return db
		.selectFrom('verification')
		.leftJoin(
			sql<FullName & { id: string }>`opora.people_of_reports(${[occurrenceId]}::uuid[])`.as(
				'person'
			),
			'person.id',
			'verification.person_id'
		)
		.select(['verification.id', 'verdict', 'comment', 'at', 'surname', 'given', 'patronymic'])
		.where('occurrence_id', '=', occurrenceId)
		.orderBy('at', 'desc')
		.limit(1)
		.executeTakeFirst();
}

async function findDecided(db: Db, { id, stage }: Pick<Locked, 'id' | 'stage'>): Promise<Decided> {
	const newest = await findNewest(db, id);
	return {
		stage,
		verdict: (newest?.verdict as Decided['verdict'] | undefined) ?? null,
		comment: newest?.comment ?? null,
		by: newest?.surname
			? shortName({
					surname: newest.surname,
					given: newest.given ?? '',
					patronymic: newest.patronymic ?? ''
				})
			: null,
		at: newest?.at ?? null
	};
}
