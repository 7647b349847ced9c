/** The SQL of the parties as they are written: each writing once, with whom it means now. */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { FullName } from '../../people/names.ts';
import type { Party } from '../model.ts';
import { basesOf, fold } from './declension.ts';
import type { Meaning } from './match.ts';

/** Where writings are looked at: one roadmap, or all that the actor edits under an organisation. */
export type Scope = { roadmapId: string; ownerId: string } | { under: string | null };

export const writingStates = ['open', 'settled', 'all'] as const;
export type WritingState = (typeof writingStates)[number];

/** One writing with one meaning; a name is one over all organisations, a title stands in its own. */
export interface WritingRow extends Meaning {
	/** Names the row in forms: of writing, place and meaning. */
	key: string;
	/** Of the parties that stand under it: another one means that somebody changed some. */
	seen: string;
	text: string;
	ownerIds: string[];
	owners: string[];
	measures: number;
	/** The roadmap that holds most of them, and its title; null where there are several. */
	roadmapId: string | null;
	/** Nobody said yet whom it means. */
	open: boolean;
	/** How it came to mean them, where all came the same way. */
	matched: Party['matched'];
	person: (FullName & { id: string; post: string }) | null;
	organisation: string | null;
}

/** A text that holds a name, as far as grouping must know: an initial with its dot, a patronymic. */
const NAMED = '[А-ЯЁA-Z]\\.|(вн|вич|ичн|ьич)(а|ы|е|у|ой|ем|ом)?($|[\\s,])|\\s[А-ЯЁ]($|\\s)';

function parties(scope: Scope): RawBuilder<unknown> {
	const within =
		'roadmapId' in scope
			? sql`p.owner_id = ${scope.ownerId} and p.writing in (
				select own.writing from measure_party own join measure at on at.id = own.measure_id
				where at.roadmap_id = ${scope.roadmapId} and at.withdrawn_at is null)`
			: sql`p.owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])
				and (${scope.under}::uuid is null or p.owner_id in (select id from organisation
					where path <@ (select path from organisation where id = ${scope.under}::uuid)))`;
	return sql`
		select p.id, p.owner_id, p.measure_id, p.text, p.writing, p.person_id, p.organisation_id,
			p.role, p.matched, m.roadmap_id,
			p.matched is null and p.person_id is null and p.organisation_id is null
				and p.role is null and d.id is null as open,
			case when p.text ~ ${NAMED} then null else p.owner_id end as place
		from measure_party p
		join measure m on m.id = p.measure_id and m.withdrawn_at is null
		join roadmap r on r.id = m.roadmap_id and r.withdrawn_at is null
		left join party_decision d on d.owner_id = p.owner_id and d.writing = p.writing
			and d.withdrawn_at is null and d.person_id is null and d.organisation_id is null
			and d.role is null
		where ${within}`;
}

const KEY = sql`md5(concat_ws('|', writing, place, person_id, organisation_id, role, open))`;

/**
 * A page of writings, those that wait for a choice first; `keys` asks for those alone, `name` for
 * those that hold these letters or mean a person of this surname.
 */
export async function findWritings(
	db: Db,
	scope: Scope,
	given: { state: WritingState; page: number; size: number; keys?: string[]; name?: string }
): Promise<{ rows: WritingRow[]; total: number; open: number; settled: number }> {
	const { state, page, size, keys = null } = given;
	const name = fold(given.name ?? '');
	const letters = name.replace(/[\\%_]/g, '\\$&');
	const here = 'roadmapId' in scope ? scope.roadmapId : null;
	const { rows } = await sql<WritingRow & { total: number; opened: number; closed: number }>`
		with party as (${parties(scope)}),
		grouped as (
			select ${KEY} as key, writing, count(*) || '-' || md5(string_agg(id::text, ',' order by id)) as seen,
				min(text) as text, array_agg(distinct owner_id) as owner_ids,
				count(distinct measure_id) filter (where ${here}::uuid is null
					or roadmap_id = ${here}::uuid) as measures,
				case when count(distinct roadmap_id) = 1 then min(roadmap_id::text) end as roadmap_id,
				person_id, organisation_id, role, open,
				case when count(distinct matched) = 1 then min(matched) end as matched
			from party group by writing, place, person_id, organisation_id, role, open
		), listed as (
			select *, count(*) filter (where open) over () as opened,
				count(*) filter (where not open) over () as closed
			from grouped where measures > 0 and (${name} = '' or writing like '%' || opora.writing_of(${letters}) || '%'
				or person_id in (select id from person where surname_key = any (${basesOf(name.split(' ')[0]!)})))
		), shown as (
			select *, count(*) over () as total from listed
			where (${state} = 'all' or open = (${state} = 'open'))
				and (${keys}::text[] is null or key = any (${keys}))
			order by open desc, lower(text), key limit ${size} offset ${(page - 1) * size}
		)
		select key, seen, text, owner_ids as "ownerIds", measures::int, s.roadmap_id as "roadmapId",
			open, matched, s.role, s.person_id as "personId", s.organisation_id as "organisationId",
			total::int, opened::int, closed::int,
			array(select short_name from organisation where id = any (owner_ids)
				order by short_name limit 5) as owners,
			case when p.id is not null then jsonb_build_object('id', p.id, 'surname', p.surname,
				'given', p.given, 'patronymic', p.patronymic, 'post', p.post) end as person,
			o.short_name as organisation
		from shown s
		left join person p on p.id = s.person_id
		left join organisation o on o.id = s.organisation_id
		order by open desc, lower(text), key`.execute(db);
	const [first] = rows;
	return {
		rows,
		total: first?.total ?? 0,
		open: first?.opened ?? 0,
		settled: first?.closed ?? 0
	};
}

/** Writings that wait and that are settled, for the tabs of a list whose page is empty. */
export async function countWritings(
	db: Db,
	scope: Scope,
	name: string
): Promise<{ open: number; settled: number }> {
	const asked = { state: 'all' as const, page: 1, size: 1, name };
	const { open, settled } = await findWritings(db, scope, asked);
	return { open, settled };
}

export interface HeldParty extends Meaning {
	id: string;
	ownerId: string;
	writing: string;
	text: string;
	/** The row of the list under which it stands now. */
	key: string;
}

/** Parties that stand under these rows now, locked until the transaction ends. */
export async function lockParties(db: Db, scope: Scope, keys: string[]): Promise<HeldParty[]> {
	const { rows } = await sql<HeldParty>`
		with party as (${parties(scope)}), keyed as (select *, ${KEY} as key from party)
		select k.id, k.owner_id as "ownerId", k.writing, k.text, k.key, k.person_id as "personId",
			k.organisation_id as "organisationId", k.role
		from keyed k join measure_party held on held.id = k.id
		where k.key = any (${keys})
		order by k.id for update of held`.execute(db);
	return rows;
}

/** Whether parties of the writing mean this already by a person's choice: a form sent twice asks. */
export async function hasMeaning(
	db: Db,
	scope: Scope,
	text: string,
	meaning: Meaning
): Promise<boolean> {
	const { rows } = await sql`
		with party as (${parties(scope)})
		select from party where writing = opora.writing_of(${text}) and matched = 'hand'
			and person_id is not distinct from ${meaning.personId}::uuid
			and organisation_id is not distinct from ${meaning.organisationId}::uuid
			and role is not distinct from ${meaning.role}
		limit 1`.execute(db);
	return rows.length > 0;
}

/** Gives parties their meaning and remembers it for their writings; returns how many were changed. */
export async function saveMeanings(
	db: Db,
	given: (Meaning & { id: string; ownerId: string; writing: string })[],
	decidedBy: string
): Promise<number> {
	const parties = JSON.stringify(
		given.map(({ id, ownerId, writing, personId, organisationId, role }) => ({
			...{ id, owner_id: ownerId, writing },
			...{ person_id: personId, organisation_id: organisationId, role }
		}))
	);
	const { numAffectedRows } = await sql`
		update measure_party as stored set person_id = given.person_id,
			organisation_id = given.organisation_id, role = given.role, matched = 'hand'
		from jsonb_to_recordset(${parties}::jsonb)
			as given (id uuid, person_id uuid, organisation_id uuid, role text)
		where stored.id = given.id`.execute(db);
	await sql`
		insert into party_decision (owner_id, writing, person_id, organisation_id, role, decided_by)
		select distinct on (owner_id, writing) owner_id, writing, person_id, organisation_id, role,
			${decidedBy}::uuid
		from jsonb_to_recordset(${parties}::jsonb)
			as given (owner_id uuid, writing text, person_id uuid, organisation_id uuid, role text)
		on conflict (owner_id, writing) where withdrawn_at is null do update
		set person_id = excluded.person_id, organisation_id = excluded.organisation_id,
			role = excluded.role, decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(
		db
	);
	return Number(numAffectedRows ?? 0n);
}
