/** The SQL of kept profiles. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ToldRisk } from '../campaign/profile.ts';
import type { Level } from '../profile/profile.ts';
import type { KeptHead, KeptLevel, LatestLevels } from './model.ts';

export interface School {
	id: string;
	name: string;
	path: string;
	timeZone: string;
}

/** A school whose diagnosis the actor sees; null for unknown and unseen alike. */
export async function findSchool(db: Db, id: string): Promise<School | null> {
	const { rows } = await sql<School>`
		select id, short_name as name, path::text, time_zone as "timeZone" from organisation
		where id = ${id} and kind in ('school', 'leader-school')
			and id = any ((select scope('diagnosis.read'))::uuid[])`.execute(db);
	return rows[0] ?? null;
}

const nameOf = (alias: string) =>
	sql`concat_ws(' ', ${sql.ref(`${alias}.surname`)}, nullif(concat(
		left(${sql.ref(`${alias}.given`)}, 1) || '. ', left(${sql.ref(`${alias}.patronymic`)}, 1) || '.'), ''))`;

const head = sql`p.id, p.organisation_id as "schoolId", p.year, p.version,
	p.formula_version as "formulaVersion", p.state, p.withdrawn_at is not null as withdrawn,
	p.campaign_id as "campaignId", c.title as campaign, p.at, p.approved_on as "approvedOn",
	p.revision, ${nameOf('maker')} as by, ${nameOf('approver')} as "approvedBy"
	from risk_profile p
	left join campaign c on c.id = p.campaign_id
	left join person maker on maker.id = p.by
	left join person approver on approver.id = p.approved_by`;

/** One version; null for unknown and unseen alike. */
export async function findProfile(db: Db, id: string): Promise<KeptHead | null> {
	const { rows } = await sql<KeptHead>`select ${head} where p.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

/** The same, held until the transaction ends: whoever decides or approves waits for the other. */
export async function lockProfile(db: Db, id: string): Promise<KeptHead | null> {
	await sql`select from risk_profile where id = ${id} for update`.execute(db);
	return findProfile(db, id);
}

/** The levels of a version by number. */
export async function findLevels(db: Db, profileId: string): Promise<KeptLevel[]> {
	const { rows } = await sql<KeptLevel>`
		select l.factor, l.number, l.score, l.computed, l.level, l.reason, l.at, l.revision,
			case when l.by is not null then ${nameOf('person')} end as by
		from risk_level l left join person on person.id = l.by
		where l.profile_id = ${profileId} order by l.number`.execute(db);
	return rows;
}

/** Waits until nobody else makes a version for the school; then the newest of the year, or null. */
export async function lockNewest(
	db: Db,
	schoolId: string,
	year: number,
	computed: ToldRisk[]
): Promise<{ id: string; version: number; isSame: boolean } | null> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${schoolId}, 420))`.execute(db);
	const { rows } = await sql<{ id: string; version: number; isSame: boolean }>`
		select id, version, computed = ${JSON.stringify(computed)}::jsonb as "isSame"
		from risk_profile where organisation_id = ${schoolId} and year = ${year}
		order by version desc limit 1`.execute(db);
	return rows[0] ?? null;
}

export interface NewProfile {
	schoolId: string;
	campaignId: string;
	year: number;
	version: number;
	formulaVersion: number;
	computed: ToldRisk[];
	/** Version whose decisions hold on where the computation says the same. */
	before: string | null;
}

/** Stores a draft in place of the school's earlier one; its id. Three statements. */
export async function insertProfile(
	db: Db,
	personId: string,
	{ schoolId, campaignId, year, version, formulaVersion, computed, before }: NewProfile
): Promise<string> {
	await sql`
		update risk_profile set withdrawn_at = opora.now()
		where organisation_id = ${schoolId} and state = 'draft' and withdrawn_at is null`.execute(db);
	const { rows } = await sql<{ id: string }>`
		insert into risk_profile (organisation_id, campaign_id, year, version, formula_version, computed, by)
		values (${schoolId}, ${campaignId}, ${year}, ${version}, ${formulaVersion},
			${JSON.stringify(computed)}, ${personId})
		returning id`.execute(db);
	const { id } = rows[0]!;
	const levels = computed.map(({ factor, number, score, level }) => ({
		factor,
		number,
		score,
		level
	}));
	await sql`
		insert into risk_level (profile_id, organisation_id, factor, number, score, computed, level,
			reason, by, at)
		select ${id}, ${schoolId}, given.factor, given.number, given.score, given.level,
			coalesce(b.level, given.level), coalesce(b.reason, ''), b.by, b.at
		from jsonb_to_recordset(${JSON.stringify(levels)}) as given
			(factor text, number smallint, score float8, level text)
		left join risk_level b on b.profile_id = ${before} and b.factor = given.factor
			and b.computed = given.level and b.by is not null`.execute(db);
	return id;
}

/** Sets what somebody decided; false where the row is no longer of that revision. */
export async function updateLevel(
	db: Db,
	profileId: string,
	factor: string,
	decided: { level: Level; reason: string; by: string; revision: number }
): Promise<boolean> {
	const { numAffectedRows } = await sql`
		update risk_level set level = ${decided.level}, reason = ${decided.reason}, by = ${decided.by},
			at = opora.now()
		where profile_id = ${profileId} and factor = ${factor} and revision = ${decided.revision}`.execute(
		db
	);
	return numAffectedRows === 1n;
}

/** Confirms what was computed for these factors, where nobody decided yet; how many. */
export async function confirmUndecided(
	db: Db,
	profileId: string,
	factors: readonly string[],
	by: string
): Promise<number> {
	const { numAffectedRows } = await sql`
		update risk_level set by = ${by}, at = opora.now()
		where profile_id = ${profileId} and factor = any (${[...factors]}) and by is null`.execute(db);
	return Number(numAffectedRows ?? 0);
}

/** A decision makes another profile of it than the one that somebody looks at and would approve. */
export async function touchProfile(db: Db, id: string): Promise<void> {
	await sql`update risk_profile set withdrawn_at = null where id = ${id}`.execute(db);
}

export async function countUndecided(db: Db, profileId: string): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*) as n from risk_level where profile_id = ${profileId} and by is null`.execute(db);
	return rows[0]!.n;
}

export async function approve(db: Db, id: string, personId: string): Promise<void> {
	await sql`
		update risk_profile set state = 'approved', approved_by = ${personId},
			approved_on = opora.today()
		where id = ${id}`.execute(db);
}

/**
 * Of each school the newest approved profile, else the draft, with its levels by number. One
 * statement.
 */
export async function findLatest(db: Db, schoolIds: readonly string[]): Promise<LatestLevels[]> {
	const { rows } = await sql<LatestLevels>`
		select p.organisation_id as "schoolId", p.id as "profileId", p.version, p.year,
			p.approved_on as "approvedOn", of_it.levels
		from (
			select distinct on (organisation_id) * from risk_profile
			where organisation_id = any (${[...schoolIds]}::uuid[]) and withdrawn_at is null
			order by organisation_id, state = 'approved' desc, year desc, version desc
		) p
		join organisation o on o.id = p.organisation_id
		cross join lateral (
			select jsonb_agg(jsonb_build_object('factor', l.factor, 'number', l.number,
				'score', l.score, 'level', l.level, 'reason', nullif(l.reason, '')) order by l.number) as levels
			from risk_level l where l.profile_id = p.id
		) of_it
		order by o.short_name, o.id`.execute(db);
	return rows;
}
