/** The SQL of merging two records of one person and of what moved between people. */
import { sql } from 'kysely';
import pg from 'pg';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { AccountState } from './model.ts';
import type { FullName } from './names.ts';

export interface TwinRow extends FullName {
	id: string;
	post: string;
	organisation: string;
	account: AccountState;
}

/** Pairs of people of one surname whom the actor may edit and whose initials do not speak against it. */
export async function findTwins(
	db: Db,
	page: number,
	size: number
): Promise<{ rows: { one: TwinRow; other: TwinRow }[]; total: number }> {
	const person = (alias: string) => sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)},
		'surname', ${sql.ref(`${alias}.surname`)}, 'given', ${sql.ref(`${alias}.given`)},
		'patronymic', ${sql.ref(`${alias}.patronymic`)}, 'post', ${sql.ref(`${alias}.post`)},
		'organisation', (select short_name from organisation
			where id = ${sql.ref(`${alias}.organisation_id`)}),
		'account', case when ${sql.ref(`${alias}.account_id`)} is null then 'none' else 'open' end)`;
	const { rows } = await sql<{ one: TwinRow; other: TwinRow; total: number }>`
		with editable as materialized (
			select * from person
			where organisation_id = any ((select opora.scope('person.edit'))::uuid[])
				and merged_into is null and (left_on is null or left_on > opora.today())
		)
		select ${person('a')} as one, ${person('b')} as other, count(*) over ()::int as total
		from editable a join editable b on a.surname_key = b.surname_key and a.id < b.id
		cross join lateral (select left(lower(a.given), 1) as a1, left(lower(b.given), 1) as b1,
			left(lower(a.patronymic), 1) as a2, left(lower(b.patronymic), 1) as b2) i
		where not (a.account_id is not null and b.account_id is not null)
			and ((a1 = b1 and a1 <> '') or (a2 = b2 and a2 <> '' and a1 <> '' and b1 <> '')
				or ((a1 = '' or b1 = '') and (a2 = b2 or a2 = '' or b2 = '')))
		order by (a1 = b1 and a2 = b2) desc, a.surname_key, a.given, a.id, b.id
		limit ${size} offset ${(page - 1) * size}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}

/** How much hangs on a person in all of Opora. */
export interface Hanging {
	measures: number;
	appointments: number;
	curatorships: number;
	mentions: number;
	comments: number;
	reports: number;
}

/** Refused by the database unless the actor may edit the person. */
export async function countHanging(db: Db, personId: string): Promise<Hanging> {
	const { rows } = await sql<{ hanging: Hanging }>`
		select opora.what_hangs_on(${personId}::uuid) as hanging`.execute(db);
	return rows[0]!.hanging;
}

export async function mergeRecords(
	db: Db,
	goneId: string,
	keptId: string,
	token: string
): Promise<string> {
	const { rows } = await sql<{ id: string }>`
		select opora.merge_people(${goneId}::uuid, ${keptId}::uuid, ${token}::uuid) as id`.execute(db);
	return rows[0]!.id;
}

export interface Move {
	id: string;
	kind: 'merge' | 'handover';
	from: FullName & { id: string };
	to: FullName & { id: string };
	fromDay: PlainDate | null;
	moved: Partial<Hanging>;
	at: Date;
	/** Who did it; null where the reader may not know. */
	by: FullName | null;
	undone: boolean;
}

/** What moved from or to a person, the newest first. */
export async function findMoves(db: Db, personId: string): Promise<Move[]> {
	const name = (alias: string) => sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)},
		'surname', ${sql.ref(`${alias}.surname`)}, 'given', ${sql.ref(`${alias}.given`)},
		'patronymic', ${sql.ref(`${alias}.patronymic`)})`;
	const { rows } = await sql<Move>`
		select m.id, m.kind, ${name('f')} as "from", ${name('t')} as "to", m.from_day as "fromDay",
			m.moved, m.made_at as at, m.undone_at is not null as undone,
			case when b.id is not null then ${name('b')} end as by
		from person_move m
		join person f on f.id = m.from_id
		join person t on t.id = m.to_id
		left join person b on b.id = m.made_by
		where m.from_id = ${personId} or m.to_id = ${personId}
		order by m.made_at desc limit 20`.execute(db);
	return rows;
}

/** A move, as far as the actor may see it. */
export async function findMove(
	db: Db,
	id: string
): Promise<{ fromId: string; toId: string; kind: Move['kind']; undone: boolean } | null> {
	const found = await db
		.selectFrom('person_move')
		.select(['from_id', 'to_id', 'kind', 'undone_at'])
		.where('id', '=', id)
		.executeTakeFirst();
	if (!found) return null;
	return {
		fromId: found.from_id,
		toId: found.to_id,
		kind: found.kind as Move['kind'],
		undone: found.undone_at !== null
	};
}

/** The move that a form with this token made before, as far as the actor may see it. */
export async function findMoveByToken(db: Db, token: string): Promise<string | null> {
	const found = await db
		.selectFrom('person_move')
		.select('id')
		.where('token', '=', token)
		.executeTakeFirst();
	return found?.id ?? null;
}

/** Whether the database refused because the actor lacks a right. */
export function isRefusal(error: unknown): boolean {
	return error instanceof pg.DatabaseError && error.code === '42501';
}

/** Takes a move back; returns how many rows stayed because somebody changed them since. */
export async function undoRecords(db: Db, moveId: string): Promise<number> {
	const { rows } = await sql<{ kept: number }>`
		select opora.undo_person_move(${moveId}::uuid) as kept`.execute(db);
	return rows[0]!.kept;
}

/** Holds the rows of these people until the transaction ends and gives their revisions. */
export async function lockPeople(db: Db, ids: string[]): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('person')
		.select(['id', 'revision'])
		.where('id', 'in', ids)
		.orderBy('id')
		.forUpdate()
		.execute();
	return new Map(rows.map(({ id, revision }) => [id, revision]));
}
