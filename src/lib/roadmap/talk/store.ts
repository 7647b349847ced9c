/** The SQL of talk; each function is one statement. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Comment, Reader } from './model.ts';

export interface Subject {
	roadmapId: string;
	/** It or its roadmap was. */
	withdrawn: boolean;
	/** The actor may write there. */
	may: boolean;
}

/** A measure as talk needs it; null where the actor may not read its talk. */
export async function selectSubject(db: Db, measureId: string): Promise<Subject | null> {
	const { rows } = await subjectOf(measureId).execute(db);
	return rows[0] ?? null;
}

const subjectOf = (measureId: string) => sql<Subject>`
	select r.id as "roadmapId", opora.may_talk(m.id, m.owner_id) as may,
		m.withdrawn_at is not null or r.withdrawn_at is not null as withdrawn
	from measure m join roadmap r on r.id = m.roadmap_id
	where m.id = ${measureId} and opora.may_read_talk(m.id, m.owner_id)`;

/**
 * The newest `most` remarks on a measure with their answers, in order of time; null where the actor
 * may not read them.
 */
export async function selectTalk(
	db: Db,
	measureId: string,
	most: number
): Promise<(Subject & { comments: Comment[]; remarks: number; open: number }) | null> {
	type Said = Omit<Comment, 'resolved'> & { resolvedAt: Date | null; resolvedName: string | null };
	const { rows } = await sql<Subject & { comments: Said[]; remarks: number; open: number }>`
		with subject as (${subjectOf(measureId)}), remark as (
			select id, created_at, count(*) over () as remarks,
				count(*) filter (where resolved_at is null and withdrawn_at is null) over () as open
			from comment
			where measure_id = ${measureId} and reply_to is null
				-- what was taken back stands only where somebody answered it
				and (withdrawn_at is null or exists (select from comment answer
					where answer.reply_to = comment.id and answer.withdrawn_at is null))
			order by created_at desc, id
			limit ${most}
		), said as (
			select c.id, c.reply_to as "replyTo", c.author_name as author,
				c.author_id = (select opora.current_person()) as own,
				case when c.withdrawn_at is null then c.text else '' end as text, c.created_at as at,
				c.withdrawn_at is not null as withdrawn, c.resolved_at as "resolvedAt",
				c.resolved_name as "resolvedName", coalesce(named.texts, '{}') as mentions,
				coalesce(named.fresh, false) as fresh,
				row_number() over (order by remark.created_at, remark.id, c.reply_to nulls first,
					c.created_at, c.id) as place
			from remark
			join comment c on c.id = remark.id or c.reply_to = remark.id and c.withdrawn_at is null
			left join lateral (
				select array_agg(text) as texts,
					bool_or(person_id = (select opora.current_person()) and seen_at is null) as fresh
				from mention where comment_id = c.id
			) named on c.withdrawn_at is null
		)
		select subject.*,
			coalesce((select jsonb_agg(to_jsonb(said) - 'place' order by place) from said), '[]') as comments,
			coalesce((select max(remarks) from remark), 0)::integer as remarks,
			coalesce((select max(open) from remark), 0)::integer as open
		from subject`.execute(db);
	const [found] = rows;
	if (!found) return null;
	return {
		...found,
		// moments inside of JSON are texts
		comments: found.comments.map(({ resolvedAt, resolvedName, at, ...comment }) => ({
			...comment,
			at: new Date(at),
			resolved:
				resolvedAt && resolvedName !== null ? { by: resolvedName, at: new Date(resolvedAt) } : null
		}))
	};
}

/** Readers of the measure with one of the surnames (lower case, е for ё); null: those that stand nearest. */
export async function selectReaders(
	db: Db,
	measureId: string,
	surnames: string[] | null
): Promise<Reader[]> {
	const { rows } = await sql<Reader>`
		select id, surname, given, patronymic, post, organisation, responsible
		from opora.measure_readers(${measureId}, ${surnames}::text[])`.execute(db);
	return rows;
}

/** The actor's own comment by its form's token. */
export async function selectSent(
	db: Db,
	token: string
): Promise<{ id: string; text: string } | null> {
	const row = await db
		.selectFrom('comment')
		.select(['id', 'text'])
		.where('token', '=', token)
		.where('author_id', '=', sql<string>`(select opora.current_person())`)
		.executeTakeFirst();
	return row ?? null;
}

/** null: a comment with this token exists already. */
export async function insertComment(
	db: Db,
	comment: {
		measureId: string;
		replyTo: string | null;
		authorId: string;
		author: string;
		token: string;
		text: string;
	}
): Promise<string | null> {
	const { rows } = await sql<{ id: string }>`
		insert into comment (measure_id, reply_to, author_id, author_name, token, text)
		values (${comment.measureId}, ${comment.replyTo}, ${comment.authorId}, ${comment.author},
			${comment.token}, ${comment.text})
		on conflict (token) do nothing
		returning id`.execute(db);
	return rows[0]?.id ?? null;
}

export async function insertMentions(
	db: Db,
	commentId: string,
	mentions: { personId: string; text: string }[]
): Promise<void> {
	if (mentions.length === 0) return;
	await sql`
		insert into mention (comment_id, person_id, text)
		select ${commentId}, "personId", text
		from jsonb_to_recordset(${JSON.stringify(mentions)}::jsonb)
			as given ("personId" uuid, text text)`.execute(db);
}

export interface Held {
	measureId: string;
	roadmapId: string;
	authorId: string;
	replyTo: string | null;
	withdrawnAt: Date | null;
	resolvedAt: Date | null;
	resolvedName: string | null;
}

/** Holds a comment for this transaction; null where the actor may not change it or reads none. */
export async function lockComment(db: Db, id: string): Promise<Held | null> {
	const { rows } = await sql<Held>`
		select measure_id as "measureId", roadmap_id as "roadmapId", author_id as "authorId",
			reply_to as "replyTo", withdrawn_at as "withdrawnAt", resolved_at as "resolvedAt",
			resolved_name as "resolvedName"
		from comment where id = ${id} for update`.execute(db);
	return rows[0] ?? null;
}

/** Whether the actor reads the comment at all. */
export async function isReadable(db: Db, id: string): Promise<boolean> {
	const row = await db.selectFrom('comment').select('id').where('id', '=', id).executeTakeFirst();
	return row !== undefined;
}

export async function updateWithdrawn(db: Db, id: string, withdrawn: boolean): Promise<void> {
	await sql`update comment set withdrawn_at = case when ${withdrawn} then opora.now() end
		where id = ${id}`.execute(db);
}

export async function updateResolved(
	db: Db,
	id: string,
	by: { personId: string; name: string } | null
): Promise<void> {
	await sql`update comment set resolved_by = ${by?.personId ?? null}, resolved_name = ${by?.name ?? null},
		resolved_at = case when ${by !== null} then opora.now() end where id = ${id}`.execute(db);
}

/** Says that the acting person looked at what names him in the talk about a measure. */
export async function updateSeen(db: Db, measureId: string): Promise<void> {
	await sql`update mention set seen_at = opora.now()
		where person_id = (select opora.current_person()) and measure_id = ${measureId}
			and seen_at is null`.execute(db);
}

/** Remarks that nobody resolved, by measure of a roadmap. */
export async function selectOpenRemarks(
	db: Db,
	roadmapId: string
): Promise<{ measureId: string; count: number }[]> {
	const { rows } = await sql<{ measureId: string; count: number }>`
		select c.measure_id as "measureId", count(*)::integer as count
		from comment c join measure m on m.id = c.measure_id and m.withdrawn_at is null
		where c.roadmap_id = ${roadmapId} and c.reply_to is null and c.resolved_at is null
			and c.withdrawn_at is null
		group by c.measure_id`.execute(db);
	return rows;
}
