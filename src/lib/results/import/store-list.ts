import { sql } from 'kysely';
import { shortName, type FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import type { ImportRow, Place, YearSum } from './model.ts';

/** Imports that the actor sees, the newest first. */
export async function findImports(
	db: Db,
	page: number,
	size: number
): Promise<{ rows: ImportRow[]; total: number }> {
	const { rows } = await sql<Omit<ImportRow, 'by'> & { person: FullName | null; total: number }>`
		select i.id, i.file_name as "fileName", o.short_name as place, i.state, i.kind, i.years,
			i.row_count as "rowCount", i.at,
			case when i.state = 'applied' then i.added end as added,
			case when i.state = 'applied' then i.changed end as changed,
			case when p.id is not null then jsonb_build_object('surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic) end as person,
			count(*) over ()::int as total
		from opora.result_import i
		join opora.organisation o on o.id = i.place_id
		left join opora.person p on p.id = i.by
		where i.state <> 'dropped'
		order by i.at desc, i.id
		limit ${size} offset ${(page - 1) * size}`.execute(db);
	return {
		rows: rows.map(({ person, ...row }) => ({ ...row, by: person ? shortName(person) : null })),
		total: rows[0]?.total ?? 0
	};
}

/** Regions and municipalities that the actor sees, the upper first. */
export async function findPlaces(db: Db): Promise<Place[]> {
	const { rows } = await sql<Place>`
		select id, short_name as name, path::text as path from opora.organisation
		where kind in ('region', 'municipality') and closed_on is null
		order by public.nlevel(path), short_name
		limit 1000`.execute(db);
	return rows;
}

/** What is in force year by year, the newest first, of the schools that the actor reads. */
export async function findYears(db: Db): Promise<YearSum[]> {
	const { rows } = await sql<YearSum>`
		select year, count(distinct school_id)::int as schools, count(*)::int as results,
			sum(participants)::int as participants, sum(low)::int as low
		from opora.result
		group by year
		order by year desc`.execute(db);
	return rows;
}
