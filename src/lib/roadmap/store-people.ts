/** The SQL that finds whom to offer as a responsible party. */
import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';

/** Names to offer while a party is typed: people and organisations of the roadmap's district. */
export async function findPartyNames(db: Db, ownerPath: string): Promise<PartyName[]> {
	const { rows } = await sql<PartyName>`
		select 'person' as kind, p.surname, p.given, p.patronymic, p.post as detail
		from person p join organisation o on o.id = p.organisation_id
		where (o.path @> ${ownerPath}::ltree or o.path <@ ${ownerPath}::ltree
				or o.parent_id in (select id from organisation where path @> ${ownerPath}::ltree))
			and (p.left_on is null or p.left_on > opora.today())
		union all
		select 'organisation', o.short_name, '', '', ''
		from organisation o
		where o.closed_on is null and (o.path @> ${ownerPath}::ltree or o.path <@ ${ownerPath}::ltree
			or o.parent_id in (select id from organisation where path @> ${ownerPath}::ltree))
		order by 1 desc, 2 limit 300`.execute(db);
	return rows;
}

/** A person by the parts of the name, or an organisation whose short name stands in `surname`. */
export interface PartyName {
	kind: 'person' | 'organisation';
	surname: string;
	given: string;
	patronymic: string;
	/** The person's post. */
	detail: string;
}
