/** The SQL of context data. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Answers } from '../instruments/answers.ts';
import type { ContextForm } from './figures.ts';

export interface ContextSheet {
	id: string;
	year: number;
	form: ContextForm;
	version: number;
	/** «5А»; '' for the school. */
	class: string;
	answers: Answers;
	at: Date;
	by: string | null;
	revision: number;
	withdrawn: boolean;
}

const columns = sql`s.id, s.year, s.instrument as form, s.instrument_version as version, s.class,
	s.answers, s.at, s.revision, s.withdrawn_at is not null as withdrawn,
	concat_ws(' ', p.surname, nullif(concat(left(p.given, 1) || '. ', left(p.patronymic, 1) || '.'), '')) as by
	from context_sheet s left join person p on p.id = s.by`;

/** What a school entered for a year, classes by grade. */
export async function findSheets(db: Db, schoolId: string, year: number): Promise<ContextSheet[]> {
	const { rows } = await sql<ContextSheet>`
		select ${columns}
		where s.organisation_id = ${schoolId} and s.year = ${year} and s.withdrawn_at is null
		order by s.instrument, nullif(regexp_replace(s.class, '\\D.*', ''), '')::integer, s.class`.execute(
		db
	);
	return rows;
}

/** One sheet, withdrawn ones too; null where nobody entered it. */
export async function findSheet(
	db: Db,
	schoolId: string,
	year: number,
	form: ContextForm,
	className: string
): Promise<ContextSheet | null> {
	const { rows } = await sql<ContextSheet>`
		select ${columns}
		where s.organisation_id = ${schoolId} and s.year = ${year} and s.instrument = ${form}
			and s.class = ${className}`.execute(db);
	return rows[0] ?? null;
}

/** School years of which a school entered something, the newest first. */
export async function findYears(db: Db, schoolId: string): Promise<number[]> {
	const { rows } = await sql<{ year: number }>`
		select distinct year from context_sheet
		where organisation_id = ${schoolId} and withdrawn_at is null order by year desc`.execute(db);
	return rows.map(({ year }) => year);
}

export interface NewSheet {
	schoolId: string;
	year: number;
	form: ContextForm;
	class: string;
	version: number;
	answers: Answers;
	by: string;
	/** Of the sheet as the form showed it; 0 for a new one. */
	revision: number;
}

/** Keeps a sheet; false where another revision is stored by now. */
export async function putSheet(db: Db, sheet: NewSheet): Promise<boolean> {
	const { schoolId, year, form, version, answers, by, revision } = sheet;
	const { numAffectedRows } = await sql`
		insert into context_sheet (organisation_id, year, instrument, instrument_version, class, answers, by)
		values (${schoolId}, ${year}, ${form}, ${version}, ${sheet.class}, ${JSON.stringify(answers)}, ${by})
		on conflict (organisation_id, year, instrument, class) do update
		set answers = excluded.answers, instrument_version = excluded.instrument_version,
			by = excluded.by, at = opora.now(), withdrawn_at = null
		where context_sheet.revision = ${revision}`.execute(db);
	return numAffectedRows === 1n;
}

/** Takes a class out; false where another revision is stored by now. */
export async function withdrawSheet(
	db: Db,
	id: string,
	by: string,
	revision: number
): Promise<boolean> {
	const { numAffectedRows } = await sql`
		update context_sheet set withdrawn_at = opora.now(), by = ${by}, at = opora.now()
		where id = ${id} and revision = ${revision} and withdrawn_at is null`.execute(db);
	return numAffectedRows === 1n;
}

/** That somebody entered, corrected or took out a sheet; what stood in it is not kept. */
export interface SheetChange {
	at: Date;
	by: string | null;
	form: ContextForm;
	class: string;
	kind: 'entered' | 'corrected' | 'removed';
}

/** The newest changes of a school's sheets of a year. */
export async function findChanges(db: Db, schoolId: string, year: number): Promise<SheetChange[]> {
	const { rows } = await sql<SheetChange>`
		select (a.after ->> 'at')::timestamptz as at, s.instrument as form, s.class,
			case when p.id is not null then concat_ws(' ', p.surname,
				nullif(concat(left(p.given, 1) || '. ', left(p.patronymic, 1) || '.'), '')) end as by,
			case when a.action = 'insert' then 'entered'
				when a.after ->> 'withdrawn_at' is not null then 'removed' else 'corrected' end as kind
		from context_sheet s
		cross join lateral (
			select * from audit where table_name = 'context_sheet' and row_id = s.id::text
			order by id desc limit 20
		) a
		left join person p on p.id = coalesce(a.person_id, s.by)
		where s.organisation_id = ${schoolId} and s.year = ${year}
		order by a.id desc limit 30`.execute(db);
	return rows;
}
