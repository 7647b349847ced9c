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
		select id, version, withdrawn_at is null and computed = ${JSON.stringify(computed)}::jsonb
			as "isSame"
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
			from risk_level l
			where l.profile_id = p.id and l.organisation_id = p.organisation_id
		) of_it
		order by o.short_name, o.id`.execute(db);
	return rows;
}

/** What the computation said of a version, down to its items. */
export async function findComputed(db: Db, id: string): Promise<ToldRisk[]> {
	const { rows } = await sql<{ computed: ToldRisk[] }>`
		select computed from risk_profile where id = ${id}`.execute(db);
	return rows[0]!.computed;
}

/** Versions of a school that stand, the newest first. */
export async function findVersions(db: Db, schoolId: string): Promise<KeptHead[]> {
	const { rows } = await sql<KeptHead>`
		select ${head} where p.organisation_id = ${schoolId} and p.withdrawn_at is null
		order by p.year desc, p.version desc`.execute(db);
	return rows;
}

export interface ClosedCampaign {
	id: string;
	title: string;
	closesOn: string;
}

/** Campaigns of a school that are over, the newest first. */
export async function findClosedCampaigns(db: Db, schoolId: string): Promise<ClosedCampaign[]> {
	const { rows } = await sql<ClosedCampaign>`
		select c.id, c.title, c.closes_on as "closesOn" from campaign c
		where c.id in (select campaign_id from campaign_link where school_id = ${schoolId})
			and (c.withdrawn_at is not null or c.closes_on < today())
		order by c.closes_on desc, c.id limit 20`.execute(db);
	return rows;
}

export interface DecisionMade {
	at: Date;
	by: string | null;
	/** Numbers of the deficits: many where they were confirmed at once. */
	numbers: number[];
	/** null where the level was left as it was. */
	before: Level | null;
	after: Level | null;
	/** null where it was left as it was. */
	reason: string | null;
}

/** Who decided what in a version, the newest first. */
export async function findDecisions(db: Db, profileId: string): Promise<DecisionMade[]> {
	const { rows } = await sql<DecisionMade>`
		select (a.after ->> 'at')::timestamptz as at, array_agg(l.number order by l.number) as numbers,
			case when person.id is not null then ${nameOf('person')} end as by,
			a.before ->> 'level' as before, a.after ->> 'level' as after, a.after ->> 'reason' as reason
		from risk_level l
		cross join lateral (
			select * from audit where table_name = 'risk_level' and row_id = l.id::text
			order by id desc limit 20
		) a
		left join person on person.id = a.person_id
		where l.profile_id = ${profileId}
		group by a.change_id, 1, person.id, 4, 5, 6
		order by max(a.id) desc limit 100`.execute(db);
	return rows;
}

/** A school of a campaign with its newest standing version, whatever it was worked out from. */
export interface AskedSchool {
	id: string;
	name: string;
	version: { year: number; version: number; approvedOn: string | null; undecided: number } | null;
}

/** The schools of a campaign by name. */
export async function findAskedSchools(db: Db, campaignId: string): Promise<AskedSchool[]> {
	const { rows } = await sql<AskedSchool>`
		select o.id, o.short_name as name, newest.version
		from organisation o
		left join lateral (
			select jsonb_build_object('year', p.year, 'version', p.version, 'approvedOn', p.approved_on,
				'undecided', (select count(*) from risk_level l
					where l.profile_id = p.id and l.organisation_id = p.organisation_id and l.by is null)
			) as version
			from risk_profile p
			where p.organisation_id = o.id and p.withdrawn_at is null
			order by p.year desc, p.version desc limit 1
		) newest on true
		where o.id in (select school_id from campaign_link where campaign_id = ${campaignId})
			and o.id = any ((select scope('diagnosis.read'))::uuid[])
		order by o.short_name, o.id`.execute(db);
	return rows;
}
