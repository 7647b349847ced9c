/** The SQL of what may be chosen for a writing by hand. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { basesOf, fold } from './declension.ts';
import type { KnownPerson } from './people.ts';

export interface Choices {
	people: Pick<KnownPerson, 'id' | 'surname' | 'given' | 'patronymic' | 'post' | 'organisation'>[];
	organisations: { id: string; shortName: string }[];
}

/** Staff of the owners, or whoever bears the surname or post `q`; and the organisations about them. */
export async function findChoicesFor(
	db: Db,
	ownerIds: readonly string[],
	q: string
): Promise<Choices> {
	const wanted = fold(q);
	const { rows: people } = await sql<Choices['people'][number]>`
		select p.id, p.surname, p.given, p.patronymic, p.post, o.short_name as organisation
		from person p join organisation o on o.id = p.organisation_id
		where (p.left_on is null or p.left_on > opora.today())
			and case when ${wanted} = '' then p.organisation_id = any (${[...ownerIds]}::uuid[])
				else p.surname_key = any (${basesOf(wanted.split(' ')[0]!)})
					or p.surname_key ilike ${`${wanted.replace(/[\\%_]/g, '\\$&')}%`} end
		order by p.organisation_id = any (${[...ownerIds]}::uuid[]) desc, p.surname, p.given, p.id
		limit 40`.execute(db);
	const { rows: organisations } = await sql<Choices['organisations'][number]>`
		select distinct o.id, o.short_name as "shortName"
		from organisation owner
		join organisation above on above.path @> owner.path
		join organisation o on o.id = above.id or (o.parent_id = above.id
			and (o.kind not in ('school', 'leader-school')))
		where owner.id = any (${[...ownerIds]}::uuid[]) and o.closed_on is null
		order by o.short_name limit 60`.execute(db);
	return { people, organisations };
}
