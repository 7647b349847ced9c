/** The SQL of what a programme takes from other rooms: lists, people, campaigns, roadmaps, figures. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Diagnosis, ListedSchool } from './model.ts';

/** Who holds a role at a school today: the one appointed first. */
const holder = (role: 'school-coordinator' | 'school-head') => sql`(
	select jsonb_build_object('name', btrim(concat_ws(' ', p.surname, p.given, p.patronymic)),
		'phone', p.phone)
	from appointment a join person p on p.id = a.person_id
	where a.organisation_id = y.school_id and a.role = ${role} and p.merged_into is null
		and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
	order by a.from_date, a.id limit 1)`;

/** More schools than any region lists. */
const mostSchools = 3000;

/** Schools with low results and schools at risk in a year's lists, as far as the actor reads them. */
export async function findSchools(
	db: Db,
	placeId: string,
	year: number
): Promise<{ listed: ListedSchool[]; risky: ListedSchool[] }> {
	const { rows } = await sql<{
		schoolId: string;
		name: string;
		shortName: string;
		isLow: boolean;
		years: number;
		basis: string;
		holder: { name: string; phone: string } | null;
	}>`
		select y.school_id as "schoolId", o.name, o.short_name as "shortName",
			y.status = 'low-results' as "isLow", y.years, y.basis,
			case when y.status = 'low-results' then ${holder('school-coordinator')}
				else ${holder('school-head')} end as holder
		from read_year(${placeId}, ${year}) y join organisation o on o.id = y.school_id
		where y.status = 'low-results' or y.at_risk
		order by o.short_name collate "ru-x-icu", o.id
		limit ${mostSchools}`.execute(db);
	const schoolOf = ({
		schoolId,
		name,
		shortName,
		years,
		basis,
		holder: held
	}: (typeof rows)[0]) => ({
		...{ schoolId, name, shortName, years, basis },
		person: held?.name ?? '',
		phone: held?.phone ?? ''
	});
	return {
		listed: rows.filter(({ isLow }) => isLow).map(schoolOf),
		risky: rows.filter(({ isLow }) => !isLow).map(schoolOf)
	};
}

/** Short names of the place's schools by id, in alphabetical order. */
export async function findSchoolNames(db: Db, placeId: string): Promise<Map<string, string>> {
	const { rows } = await sql<{ id: string; name: string }>`
		select o.id, o.short_name as name from organisation o
		where o.path <@ (select path from organisation where id = ${placeId})
			and o.kind in ('school', 'leader-school') and o.closed_on is null
		order by o.short_name collate "ru-x-icu", o.id
		limit ${mostSchools}`.execute(db);
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Years of which the place has lists, the newest first. */
export async function findListYears(db: Db, placeId: string): Promise<number[]> {
	const { rows } = await sql<{ year: number }>`
		select distinct s.year from school_status s
		join organisation o on o.id = s.school_id
		where o.path <@ (select path from organisation where id = ${placeId})
		order by s.year desc limit 20`.execute(db);
	return rows.map(({ year }) => year);
}

export interface CampaignChoice extends Diagnosis {
	id: string;
	title: string;
}

/** Campaigns of the place, the newest first. */
export async function findCampaigns(db: Db, placeId: string): Promise<CampaignChoice[]> {
	const { rows } = await sql<{
		id: string;
		title: string;
		number: string;
		date: PlainDate | null;
		issuer: string;
		from: PlainDate;
		to: PlainDate;
	}>`
		select id, title, order_number as number, order_date as date, order_issuer as issuer,
			opens_on as "from", closes_on as "to"
		from campaign where place_id = ${placeId} and withdrawn_at is null
		order by opens_on desc, id limit 50`.execute(db);
	return rows.map(({ number, date, issuer, ...campaign }) => ({
		...campaign,
		order: [issuer, date && `от ${date.split('-').reverse().join('.')}`, number && `№ ${number}`]
			.filter(Boolean)
			.join(' ')
	}));
}

export interface RoadmapChoice {
	id: string;
	title: string;
	status: string;
	from: PlainDate;
	to: PlainDate;
}

/** Roadmaps of the place itself, those whose period meets the year first. */
export async function findRoadmaps(
	db: Db,
	placeId: string,
	year: number
): Promise<RoadmapChoice[]> {
	const { rows } = await sql<RoadmapChoice>`
		select id, title, status, period_from as "from", period_to as "to" from roadmap
		where owner_id = ${placeId} and withdrawn_at is null and corrects_id is null
		order by ${year} between extract(year from period_from) and extract(year from period_to) desc,
			status in ('approved', 'in-force') desc, period_from desc, title, id
		limit 50`.execute(db);
	return rows;
}

/** How many schools of the place are in the list of low results, by year. */
export async function countListed(
	db: Db,
	placeId: string,
	years: readonly number[]
): Promise<Map<number, number>> {
	const { rows } = await sql<{ year: number; n: number }>`
		select given.year, count(*) filter (where y.status = 'low-results') as n
		from unnest(${years}::integer[]) as given (year)
		cross join lateral read_year(${placeId}, given.year) y
		group by given.year`.execute(db);
	return new Map(rows.map(({ year, n }) => [year, n]));
}

/** Measures of the roadmaps under the place that ran at the end of each year (today in this year). */
export async function countMeasures(
	db: Db,
	placeId: string,
	days: readonly PlainDate[]
): Promise<Map<number, { whole: number; done: number }>> {
	const { rows } = await sql<{ year: number; whole: number; done: number }>`
		select extract(year from given.day)::integer as year, sum(p.whole)::integer as whole,
			sum(p.done)::integer as done
		from unnest(${days}::date[]) as given (day)
		cross join lateral read_progress(${placeId}::uuid, null, given.day) p
		group by given.day`.execute(db);
	return new Map(rows.map(({ year, ...counts }) => [year, counts]));
}

/** People who may be named as members: those of the place and of what lies right under it. */
export async function findPeople(
	db: Db,
	placeId: string
): Promise<{ id: string; name: string; post: string; organisation: string }[]> {
	const { rows } = await sql<{ id: string; name: string; post: string; organisation: string }>`
		select p.id, btrim(concat_ws(' ', p.surname, p.given, p.patronymic)) as name, p.post,
			o.short_name as organisation
		from person p join organisation o on o.id = p.organisation_id
		where p.merged_into is null and (p.left_on is null or p.left_on > opora.today())
			and o.path <@ (select path from organisation where id = ${placeId})
		order by p.surname, p.given, p.id limit 1000`.execute(db);
	return rows;
}

/** Papers of the place that an order may be. */
export async function findDocuments(
	db: Db,
	placeId: string
): Promise<{ id: string; name: string }[]> {
	const { rows } = await sql<{ id: string; name: string }>`
		select id, name from document where organisation_id = ${placeId}
		order by uploaded_at desc, id limit 200`.execute(db);
	return rows;
}
