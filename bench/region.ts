import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { openConnections, type Connections } from '../src/lib/platform/connections.ts';
import { readSettings } from '../src/lib/platform/settings.ts';

export interface Region {
	connections: Connections;
	/** A regional operator, who sees everything, and a coordinator of one municipality of 40. */
	operator: string;
	coordinator: string;
	close(): Promise<void>;
}

/**
 * A region of 40 municipalities × 25 schools with `measures` measures in their roadmaps, in a
 * database of its own that is gone afterwards. Texts are put together from words of the field.
 */
export async function makeRegion(measures: number): Promise<Region> {
	const data = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	chmodSync(data, 0o755);
	const connections = await openConnections({ ...readSettings(), data, databaseUrl: null });
	await mirrorPermissions(connections.admin);
	const client = new pg.Client({ connectionString: connections.admin });
	await client.connect();
	await client.query('set search_path = opora, public');
	await client.query(`
		insert into organisation (kind, name, short_name, path) values ('region', 'Область', 'Область', '');
		insert into organisation (parent_id, kind, name, short_name, path)
		select (select id from organisation), 'municipality', 'Район ' || n, 'Район ' || n, ''
		from generate_series(1, 40) n;
		insert into organisation (parent_id, kind, name, short_name, path)
		select m.id, 'school', 'МКОУ Школа ' || n || ' ' || m.name, 'Школа ' || n, ''
		from organisation m, generate_series(1, 25) n where m.kind = 'municipality';
		insert into person (organisation_id, surname)
		select id, 'Сотрудник' from organisation where kind = 'region'
			or name = 'Район 1';
		insert into appointment (person_id, role, organisation_id, from_date)
		select p.id, case when o.kind = 'region' then 'regional-operator' else 'municipal-coordinator' end,
			o.id, '2020-01-01'
		from person p join organisation o on o.id = p.organisation_id`);
	// set-based, past the row triggers: what is measured is the asking
	await client.query('set session_replication_role = replica');
	await client.query(
		`insert into roadmap (owner_id, title, level, period_from, period_to, year_kind)
		select o.id, 'Дорожная карта ' || o.short_name || ' ' || y, 'school',
			make_date(y, 9, 1), make_date(y + 1, 8, 31), 'school'
		from organisation o, generate_series(2019, 2026) y where o.kind = 'school'`
	);
	await client.query(
		`with words as (
			select array['Проведение', 'Организация', 'Разработка', 'Участие в', 'Анализ', 'Подготовка'] a,
				array['мониторинга', 'семинара', 'диагностики', 'курсов', 'мастер-классов', 'консультаций',
					'экспертизы', 'самообследования', 'стажировки', 'вебинара'] b,
				array['качества образования', 'предметных дефицитов', 'учебной мотивации', 'вовлечённости родителей',
					'школьного уклада', 'функциональной грамотности', 'подготовки к ОГЭ', 'инклюзии'] c,
				array['учителей математики', 'педагогов школы', 'управленческих команд', 'классных руководителей',
					'обучающихся 9 классов', 'молодых специалистов', 'психологов'] d
		), maps as (select id, owner_id, row_number() over () place, count(*) over () total from roadmap)
		insert into measure (roadmap_id, owner_id, position, number, text, term_phrase, term,
			window_from, window_to, result)
		select maps.id, maps.owner_id, n, n, concat_ws(' ', a[1 + n % 6], b[1 + n / 6 % 10],
				c[1 + n / 7 % 8], d[1 + n / 11 % 7], 'блок ' || n % 977),
			'до 31 марта', '{}', '2026-09-01', '2027-03-31', 'Справка, доля участников не ниже ' || n % 90 || ' %'
		from generate_series(1, $1::integer) n
		join maps on maps.place = 1 + n % maps.total cross join words`,
		[measures]
	);
	await client.query(`
		insert into search_entry (kind, id, owner_id, roadmap_id, title, body, words)
		select 'measure', id, owner_id, roadmap_id, text, result,
			setweight(to_tsvector('russian', plain(text)), 'A') || setweight(to_tsvector('russian', plain(result)), 'B')
		from measure;
		insert into search_word (word, stem)
		select word, to_tsvector('russian', word)
		from ts_stat('select to_tsvector(''simple'', plain(title || '' '' || body)) from search_entry')
		where word ~ '^[[:alpha:]]{4,40}$' on conflict do nothing`);
	await client.query('vacuum analyze');
	const { rows } = await client.query<{ role: string; person_id: string }>(
		'select role, person_id from appointment'
	);
	await client.end();
	const who = (role: string): string => rows.find((row) => row.role === role)!.person_id;
	return {
		connections,
		operator: who('regional-operator'),
		coordinator: who('municipal-coordinator'),
		async close() {
			await connections.stop();
			rmSync(data, { recursive: true, force: true });
		}
	};
}
