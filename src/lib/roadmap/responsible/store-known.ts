/** The SQL that finds who may be meant by responsible parties. */
import { sql } from 'kysely';
import { schoolKinds, type OrganisationKind } from '../../people/model.ts';
import type { Role } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { surnamesOf, type Known } from './match.ts';
import type { KnownPerson } from './people.ts';

interface PlaceRow {
	id: string;
	kind: OrganisationKind;
	name: string;
	shortName: string;
	path: string;
}

interface PersonRow extends Omit<KnownPerson, 'near'> {
	path: string;
	kind: OrganisationKind;
	/** Organisations that the person supports today. */
	curates: string[];
}

interface HolderRow {
	role: Role;
	personId: string;
	organisationId: string;
	path: string;
}

/**
 * Who may be meant by `texts` in the roadmaps of each of `ownerIds`, as far as the acting person
 * sees them; three statements for any number.
 */
export async function findKnown(
	db: Db,
	ownerIds: readonly string[],
	texts: readonly string[]
): Promise<Map<string, Known>> {
	const owners = [...new Set(ownerIds)];
	const places = await findPlaces(db, owners, texts);
	const people = await findPeople(db, owners, surnamesOf(texts));
	const holders = await findHolders(db, owners);
	return new Map(
		owners.flatMap((ownerId) => {
			const owner = places.find(({ id }) => id === ownerId);
			return owner ? [[ownerId, knownOf(owner, places, people, holders)] as const] : [];
		})
	);
}

function knownOf(
	owner: PlaceRow,
	places: PlaceRow[],
	people: PersonRow[],
	holders: HolderRow[]
): Known {
	return {
		ownerId: owner.id,
		people: people.map(({ path, kind, curates, ...person }) => ({
			...person,
			near: isNear({ path, kind }, owner.path) || curates.includes(owner.id)
		})),
		organisations: places.map((place) => ({
			id: place.id,
			kind: place.kind,
			name: place.name,
			shortName: place.shortName,
			near: isNear(place, owner.path)
		})),
		holders: nearestHolders(holders, owner)
	};
}

/** The organisation, what lies under it and above it, and the offices of what lies above. */
function isNear(place: Pick<PlaceRow, 'path' | 'kind'>, owner: string): boolean {
	const isUnder = (path: string, above: string) => path === above || path.startsWith(`${above}.`);
	if (isUnder(place.path, owner) || isUnder(owner, place.path)) return true;
	const parent = place.path.replace(/\.?[^.]*$/, '');
	return parent !== '' && isUnder(owner, parent) && !schoolKinds.includes(place.kind);
}

/** Of each role those who hold it nearest to the owner: in it, else above it. */
function nearestHolders(holders: HolderRow[], owner: PlaceRow): Known['holders'] {
	const here = holders.filter((held) =>
		// a school's curators are those given to it, not all of the district
		held.role === 'curator' && schoolKinds.includes(owner.kind)
			? held.organisationId === owner.id
			: owner.path === held.path || owner.path.startsWith(`${held.path}.`)
	);
	const depth = new Map<Role, number>();
	for (const { role, path } of here) depth.set(role, Math.max(depth.get(role) ?? 0, path.length));
	return here.filter(({ role, path }) => path.length === depth.get(role));
}

async function findPlaces(
	db: Db,
	ownerIds: string[],
	texts: readonly string[]
): Promise<PlaceRow[]> {
	const names = [...new Set(texts.map((text) => text.trim().toLocaleLowerCase('ru')))];
	const { rows } = await sql<PlaceRow>`
		with above as (
			select distinct over.id from organisation owner
			join organisation over on over.path @> owner.path
			where owner.id = any (${ownerIds}::uuid[])
		)
		select id, kind, name, short_name as "shortName", path::text from organisation
		where closed_on is null and (id in (select id from above)
			or (parent_id in (select id from above) and kind <> all (${[...schoolKinds]}))
			or lower(name) = any (${names}) or lower(short_name) = any (${names}))
		limit 2000`.execute(db);
	return rows;
}

/** People with one of these folded surnames, and the owners' own staff: of them posts are named too. */
async function findPeople(
	db: Db,
	ownerIds: string[],
	surnames: readonly string[]
): Promise<PersonRow[]> {
	const { rows } = await sql<PersonRow>`
		select p.id, p.surname, p.given, p.patronymic, p.post, p.organisation_id as "organisationId",
			o.short_name as organisation, o.path::text as path, o.kind,
			array(select c.organisation_id from curatorship c where c.person_id = p.id
				and opora.today() between c.from_date and coalesce(c.to_date, 'infinity')) as curates
		from person p join organisation o on o.id = p.organisation_id
		where (p.surname_key = any (${[...surnames]}) or p.organisation_id = any (${ownerIds}::uuid[]))
			and (p.left_on is null or p.left_on > opora.today())
		limit 5000`.execute(db);
	return rows;
}

async function findHolders(db: Db, ownerIds: string[]): Promise<HolderRow[]> {
	const { rows } = await sql<HolderRow>`
		select distinct a.role, a.person_id as "personId", a.organisation_id as "organisationId",
			node.path::text as path
		from organisation owner
		join organisation node on node.path @> owner.path
		join appointment a on a.organisation_id = node.id
		join person p on p.id = a.person_id
		where owner.id = any (${ownerIds}::uuid[])
			and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
			and (p.left_on is null or p.left_on > opora.today())
		union
		select 'curator', c.person_id, c.organisation_id, o.path::text
		from curatorship c
		join organisation o on o.id = c.organisation_id
		join person p on p.id = c.person_id
		where c.organisation_id = any (${ownerIds}::uuid[])
			and opora.today() between c.from_date and coalesce(c.to_date, 'infinity')
			and (p.left_on is null or p.left_on > opora.today())`.execute(db);
	return rows;
}
