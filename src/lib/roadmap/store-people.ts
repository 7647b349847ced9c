/** The SQL that finds whom a responsible party means. */
import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import { partiesFinder, surnamesIn, type KnownOrganisation, type KnownPerson } from './parties.ts';
import type { Party } from './model.ts';

/** Links texts of responsible parties to whom they mean; two statements for any number of them. */
export async function linkParties(db: Db, texts: string[]): Promise<(text: string) => Party> {
	const people = await findPeopleBySurname(db, surnamesIn(texts));
	return partiesFinder(people, await findOrganisationsByName(db, texts));
}

/** People of these surnames whom the acting person may see and who have not left. */
async function findPeopleBySurname(db: Db, surnames: string[]): Promise<KnownPerson[]> {
	if (surnames.length === 0) return [];
	return db
		.selectFrom('person')
		.select(['id', 'surname', 'given', 'patronymic', 'organisation_id as organisationId'])
		.where('surname', '=', sql<string>`any (${surnames})`)
		.where((eb) =>
			eb.or([eb('left_on', 'is', null), eb('left_on', '>', sql<string>`opora.today()`)])
		)
		.execute();
}

async function findOrganisationsByName(db: Db, texts: string[]): Promise<KnownOrganisation[]> {
	const names = [...new Set(texts.map((text) => text.trim().toLocaleLowerCase('ru')))];
	if (names.length === 0) return [];
	return db
		.selectFrom('organisation')
		.select(['id', 'name', 'short_name as shortName'])
		.where(sql<boolean>`lower(name) = any (${names}) or lower(short_name) = any (${names})`)
		.execute();
}

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
