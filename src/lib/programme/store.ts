/** The SQL of programmes: what people wrote. */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../platform/database.ts';
import type {
	Line,
	Member,
	Order,
	Passport,
	Place,
	Programme,
	ProgrammeYear,
	Target,
	VersionHead,
	YearSettings
} from './model.ts';
import type { NewLine } from './copy.ts';

const place = sql`jsonb_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name,
	'kind', o.kind, 'path', o.path::text, 'timeZone', o.time_zone,
	'today', (opora.now() at time zone o.time_zone)::date::text)`;

/** Columns of the passport by field. */
const passportColumns = {
	title: 'title',
	firstYear: 'first_year',
	lastYear: 'last_year',
	basis: 'basis',
	customer: 'customer',
	coordinator: 'coordinator',
	executors: 'executors',
	purpose: 'purpose',
	stagePreparationTerm: 'stage_preparation_term',
	stagePreparation: 'stage_preparation',
	stageExecutionTerm: 'stage_execution_term',
	stageExecution: 'stage_execution',
	stageSpreadingTerm: 'stage_spreading_term',
	stageSpreading: 'stage_spreading',
	financing: 'financing',
	expected: 'expected',
	control: 'control'
} as const satisfies Record<keyof Passport, string>;

const columnsOf = (passport: Passport) =>
	Object.fromEntries(
		Object.entries(passportColumns).map(([field, column]) => [
			column,
			passport[field as keyof Passport]
		])
	) as Record<string, string | number>;

const selected = sql.join(
	Object.entries(passportColumns).map(
		([field, column]) => sql`p.${sql.ref(column)} as ${sql.ref(field)}`
	)
);

/** Regions and municipalities whose programme the actor may write, the largest first. */
export async function findPlaces(db: Db): Promise<Place[]> {
	const { rows } = await sql<{ place: Place }>`
		select ${place} as place from organisation o
		where o.kind in ('region', 'municipality')
			and o.id = any ((select scope('programme.edit'))::uuid[])
		order by nlevel(o.path), o.short_name, o.id`.execute(db);
	return rows.map((row) => row.place);
}

export interface ListedProgramme {
	id: string;
	title: string;
	place: string;
	firstYear: number;
	lastYear: number;
	/** Years that have a plan, each with the number of the version in force; null: none yet. */
	years: { year: number; version: number | null }[];
}

/** Programmes that the actor reads, the newest first. */
export async function findProgrammes(
	db: Db,
	page: { limit: number; offset: number }
): Promise<{ total: number; programmes: ListedProgramme[] }> {
	const { rows } = await sql<ListedProgramme & { total: number }>`
		select p.id, p.title, o.short_name as place, p.first_year as "firstYear",
			p.last_year as "lastYear", count(*) over () as total,
			coalesce((
				select jsonb_agg(jsonb_build_object('year', y.year, 'version', (
					select max(v.number) from programme_version v where v.year_id = y.id)) order by y.year)
				from programme_year y where y.programme_id = p.id
			), '[]') as years
		from programme p join organisation o on o.id = p.place_id
		where p.withdrawn_at is null
		order by p.last_year desc, o.short_name, p.title, p.id
		limit ${page.limit} offset ${page.offset}`.execute(db);
	return { total: rows[0]?.total ?? 0, programmes: rows };
}

/** One programme; null for unknown and unseen alike. `held`: nobody changes it until the end. */
export async function findProgramme(db: Db, id: string, held = false): Promise<Programme | null> {
	const { rows } = await sql<Programme>`
		select p.id, p.form, p.form_version as "formVersion", p.withdrawn_at is not null as withdrawn,
			p.revision, ${selected}, ${place} as place
		from programme p join organisation o on o.id = p.place_id
		where p.id = ${id} ${held ? sql`for update of p` : sql``}`.execute(db);
	return rows[0] ?? null;
}

/** The plans of a programme by year. */
export async function findYears(db: Db, programmeId: string): Promise<ProgrammeYear[]> {
	const { rows } = await sql<ProgrammeYear>`
		select id, year, revision, list_year as "listYear", campaign_id as "campaignId",
			diagnosis_order as "diagnosisOrder", diagnosis_from as "diagnosisFrom",
			diagnosis_to as "diagnosisTo", deficits_from as "deficitsFrom", roadmap_id as "roadmapId"
		from programme_year where programme_id = ${programmeId} order by year`.execute(db);
	return rows;
}

const sectionOrder = sql`array_position(array['support', 'plan', 'deficits', 'tasks', 'roadmap',
	'monitoring', 'coordinators', 'involvement'], l.section)`;

/** Rows of the plans given, in the order of the form. */
export async function findLines(
	db: Db,
	yearIds: readonly string[]
): Promise<(Line & { yearId: string })[]> {
	const { rows } = await sql<Line & { yearId: string }>`
		select l.id, l.year_id as "yearId", l.section, l.key, l.is_kept as kept, l.text, l.term,
			l.source, l.position
		from programme_line l
		where l.year_id = any (${yearIds}::uuid[])
		order by ${sectionOrder}, l.position, l.id`.execute(db);
	return rows;
}

const targetsOf = (programmeId: string) => sql<Target>`
	select t.id, t.indicator, t.unit, t.baseline::float8 as baseline, t.measured,
		coalesce((
			select jsonb_agg(jsonb_build_object('year', v.year, 'target', v.target, 'fact', v.fact,
				'factSource', v.fact_source) order by v.year)
			from programme_value v where v.target_id = t.id
		), '[]') as values
	from programme_target t
	where t.programme_id = ${programmeId} and t.withdrawn_at is null
	order by t.position, t.id`;

const membersOf = (programmeId: string) => sql<Member>`
	select id, body, role, person_id as "personId", name, post from programme_member
	where programme_id = ${programmeId} and withdrawn_at is null
	order by position, id`;

const ordersOf = (programmeId: string) => sql<Order>`
	select p.id, p.kind, p.number, p.dated, p.subject,
		case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as document
	from programme_order p left join document d on d.id = p.document_id
	where p.programme_id = ${programmeId} and p.withdrawn_at is null
	order by p.dated, p.position, p.id`;

export async function findTargets(db: Db, programmeId: string): Promise<Target[]> {
	return (await targetsOf(programmeId).execute(db)).rows;
}

export async function findMembers(db: Db, programmeId: string): Promise<Member[]> {
	return (await membersOf(programmeId).execute(db)).rows;
}

export async function findOrders(db: Db, programmeId: string): Promise<Order[]> {
	return (await ordersOf(programmeId).execute(db)).rows;
}

/** What stands around the plans, in one statement. */
export async function findAround(
	db: Db,
	programmeId: string
): Promise<{ targets: Target[]; members: Member[]; orders: Order[] }> {
	const all = (rows: RawBuilder<unknown>) =>
		sql`(select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (${rows}) one)`;
	const { rows } = await sql<{ targets: Target[]; members: Member[]; orders: Order[] }>`
		select ${all(targetsOf(programmeId))} as targets, ${all(membersOf(programmeId))} as members,
			${all(ordersOf(programmeId))} as orders`.execute(db);
	return rows[0]!;
}

/** Versions of a programme's plans by the plan's id, the newest first. */
export async function findVersions(
	db: Db,
	programmeId: string
): Promise<Map<string, VersionHead[]>> {
	const { rows } = await sql<VersionHead & { yearId: string }>`
		select v.id, v.year_id as "yearId", v.number, v.order_number as "orderNumber",
			v.order_date as "orderDate", v.order_issuer as "orderIssuer", v.by_name as "byName", v.at
		from programme_version v join programme_year y on y.id = v.year_id
		where y.programme_id = ${programmeId} order by v.number desc`.execute(db);
	return Map.groupBy(rows, ({ yearId }) => yearId);
}

/** What a version kept; `schools` null where they are not for the actor. */
export async function findVersion(
	db: Db,
	yearId: string,
	number: number
): Promise<{ content: unknown; schools: unknown } | null> {
	const { rows } = await sql<{ content: unknown; schools: unknown }>`
		select v.content, s.schools from programme_version v
		left join programme_version_schools s on s.version_id = v.id
		where v.year_id = ${yearId} and v.number = ${number}`.execute(db);
	return rows[0] ?? null;
}

export async function insertProgramme(
	db: Db,
	given: { placeId: string; form: string; formVersion: number; passport: Passport; by: string }
): Promise<string> {
	const { id } = await db
		.insertInto('programme')
		.values({
			place_id: given.placeId,
			form: given.form,
			form_version: given.formVersion,
			by: given.by,
			...(columnsOf(given.passport) as unknown as {
				title: string;
				first_year: number;
				last_year: number;
			})
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

export async function updatePassport(db: Db, id: string, passport: Passport): Promise<void> {
	await db.updateTable('programme').set(columnsOf(passport)).where('id', '=', id).execute();
}

/** The id of the new plan; null where the year has one already. */
export async function insertYear(
	db: Db,
	given: { programmeId: string; placeId: string; year: number; settings: YearSettings; by: string }
): Promise<string | null> {
	const row = await db
		.insertInto('programme_year')
		.values({
			programme_id: given.programmeId,
			place_id: given.placeId,
			year: given.year,
			by: given.by,
			...settingColumns(given.settings)
		})
		.onConflict((conflict) => conflict.columns(['programme_id', 'year']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id ?? null;
}

const settingColumns = (settings: YearSettings) => ({
	list_year: settings.listYear,
	campaign_id: settings.campaignId,
	diagnosis_order: settings.diagnosisOrder,
	diagnosis_from: settings.diagnosisFrom,
	diagnosis_to: settings.diagnosisTo,
	deficits_from: settings.deficitsFrom,
	roadmap_id: settings.roadmapId
});

export async function updateSettings(
	db: Db,
	yearId: string,
	settings: YearSettings
): Promise<void> {
	await db
		.updateTable('programme_year')
		.set(settingColumns(settings))
		.where('id', '=', yearId)
		.execute();
}

/** Adds rows at the end of their sections, in the order given; one whose id is known stays as it is. */
export async function insertLines(
	db: Db,
	at: { yearId: string; placeId: string },
	lines: readonly (NewLine & { id?: string })[]
): Promise<void> {
	await sql`
		insert into programme_line (id, year_id, place_id, section, key, is_kept, text, term, source,
			position)
		select coalesce(id, gen_random_uuid()), ${at.yearId}, ${at.placeId}, section, key, kept, text,
			term, source, (select coalesce(max(l.position), 0) from programme_line l
				where l.year_id = ${at.yearId} and l.section = given.section)
				+ row_number() over (partition by section order by place)
		from rows from (jsonb_to_recordset(${JSON.stringify(lines)}) as (id uuid, section text, key text,
			kept boolean, text text, term text, source text)) with ordinality
			as given (id, section, key, kept, text, term, source, place)
		on conflict (id) do nothing`.execute(db);
}

/** Saves the rows given, by id. */
export async function updateLines(
	db: Db,
	lines: readonly Pick<Line, 'id' | 'kept' | 'text' | 'term' | 'source'>[]
): Promise<void> {
	await sql`
		update programme_line l
		set is_kept = given.kept, text = given.text, term = given.term, source = given.source
		from jsonb_to_recordset(${JSON.stringify(lines)}) as given
			(id uuid, kept boolean, text text, term text, source text)
		where l.id = given.id`.execute(db);
}

/** Every row of a programme, with what a reader calls it; empty where the table alone tells. */
export async function findRows(
	db: Db,
	programmeId: string
): Promise<{ table: string; id: string; name: string }[]> {
	const { rows } = await sql<{ table: string; id: string; name: string }>`
		select 'programme' as "table", ${programmeId}::uuid as id, '' as name
		union all select 'programme_year', id, '' from programme_year
			where programme_id = ${programmeId}
		union all select 'programme_line', l.id, l.text from programme_line l
			join programme_year y on y.id = l.year_id where y.programme_id = ${programmeId}
		union all select 'programme_target', id, indicator from programme_target
			where programme_id = ${programmeId}
		union all select 'programme_value', v.id, t.indicator from programme_value v
			join programme_target t on t.id = v.target_id where t.programme_id = ${programmeId}
		union all select 'programme_member', id, name from programme_member
			where programme_id = ${programmeId}
		union all select 'programme_order', id, '№ ' || number from programme_order
			where programme_id = ${programmeId}
		union all select 'programme_version', v.id, '' from programme_version v
			join programme_year y on y.id = v.year_id where y.programme_id = ${programmeId}`.execute(db);
	return rows;
}

type Of = { programmeId: string; placeId: string };
const next = (table: string, programmeId: string) =>
	sql<number>`(select coalesce(max(position), 0) + 1 from ${sql.table(table)}
		where programme_id = ${programmeId})`;

export async function upsertTarget(
	db: Db,
	{ programmeId, placeId }: Of,
	{ id, indicator, unit, baseline, measured }: Omit<Target, 'values'>
): Promise<void> {
	const values = { indicator, unit, baseline, measured };
	await db
		.insertInto('programme_target')
		.values({
			...{ id, programme_id: programmeId, place_id: placeId },
			...values,
			position: next('programme_target', programmeId)
		})
		.onConflict((conflict) => conflict.column('id').doUpdateSet(values))
		.execute();
}

export async function upsertValue(
	db: Db,
	at: { targetId: string; placeId: string },
	{ year, target, fact, factSource }: Target['values'][number]
): Promise<void> {
	const values = { target, fact, fact_source: factSource };
	await db
		.insertInto('programme_value')
		.values({ target_id: at.targetId, place_id: at.placeId, year, ...values })
		.onConflict((conflict) => conflict.columns(['target_id', 'year']).doUpdateSet(values))
		.execute();
}

export async function upsertMember(
	db: Db,
	{ programmeId, placeId }: Of,
	{ id, body, role, personId, name, post }: Member
): Promise<void> {
	const values = { body, role, person_id: personId, name, post };
	await db
		.insertInto('programme_member')
		.values({
			...{ id, programme_id: programmeId, place_id: placeId },
			...values,
			position: next('programme_member', programmeId)
		})
		.onConflict((conflict) => conflict.column('id').doUpdateSet(values))
		.execute();
}

export async function upsertOrder(
	db: Db,
	{ programmeId, placeId }: Of,
	{ id, kind, number, dated, subject, document }: Order
): Promise<void> {
	const values = { kind, number, dated, subject, document_id: document?.id ?? null };
	await db
		.insertInto('programme_order')
		.values({
			...{ id, programme_id: programmeId, place_id: placeId },
			...values,
			position: next('programme_order', programmeId)
		})
		.onConflict((conflict) => conflict.column('id').doUpdateSet(values))
		.execute();
}

/** Takes rows out; they stay in the history. */
export async function withdrawRows(
	db: Db,
	table: 'programme_target' | 'programme_member' | 'programme_order',
	ids: readonly string[]
): Promise<void> {
	await sql`update ${sql.table(table)} set withdrawn_at = opora.now()
		where id = any (${ids}::uuid[]) and withdrawn_at is null`.execute(db);
}

export async function insertVersion(
	db: Db,
	given: {
		yearId: string;
		placeId: string;
		number: number;
		order: { number: string; date: string; issuer: string };
		content: unknown;
		schools: unknown;
		by: { id: string; name: string };
	}
): Promise<void> {
	const { id } = await db
		.insertInto('programme_version')
		.values({
			year_id: given.yearId,
			place_id: given.placeId,
			number: given.number,
			order_number: given.order.number,
			order_date: given.order.date,
			order_issuer: given.order.issuer,
			content: JSON.stringify(given.content),
			by: given.by.id,
			by_name: given.by.name
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('programme_version_schools')
		.values({ version_id: id, place_id: given.placeId, schools: JSON.stringify(given.schools) })
		.execute();
}
