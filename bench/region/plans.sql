-- Roadmaps of five school years with their sections, measures, parties and links. Past the row
-- triggers (session_replication_role): :large measures in the region's, the districts' and three
-- schools' roadmaps of each district, :small in the others'.
create temp table words as select
	array['Проведение', 'Организация', 'Разработка', 'Участие в', 'Анализ', 'Подготовка'] as a,
	array['мониторинга', 'семинара', 'диагностики', 'курсов', 'мастер-классов', 'консультаций',
		'экспертизы', 'самообследования', 'стажировки', 'вебинара'] as b,
	array['качества образования', 'предметных дефицитов', 'учебной мотивации', 'вовлечённости родителей',
		'школьного уклада', 'функциональной грамотности', 'подготовки к ОГЭ', 'инклюзии'] as c,
	array['учителей математики', 'педагогов школы', 'управленческих команд', 'классных руководителей',
		'обучающихся 9 классов', 'молодых специалистов', 'психологов'] as d,
	array['Организационно-методическое сопровождение', 'Работа с педагогическими кадрами',
		'Повышение качества образовательных результатов'] as sections;

create temp table plan as
select gen_random_uuid() as id, home.id as owner_id, district, school, y as year,
	case when school is null or school <= 3 then $large else $small end as measures,
	case home.kind when 'region' then 'region' when 'municipality' then 'municipality' else 'school' end as level,
	row_number() over (order by y, district nulls first, school nulls first)::integer as place
from home, generate_series(2022, 2026) y;

insert into roadmap (id, owner_id, title, level, period_from, period_to, year_kind, order_number, order_date,
	order_issuer, signatory_post, signatory_name, status, in_force_from, factors, created_at)
select plan.id, owner_id,
	case level when 'school' then 'Дорожная карта повышения качества образования'
		else 'Комплекс мер по поддержке школ с низкими образовательными результатами' end,
	level, make_date(year, 9, 1), make_date(year + 1, 8, 31), 'school',
	(100 + plan.place % 300)::text, make_date(year, 8, 31), o.name, 'Руководитель', 'Берёзова А. А.',
	case when year = 2026 then 'in-force' else 'closed' end, make_date(year, 9, 1),
	array[1 + plan.place % 17, 1 + plan.place / 17 % 17]::smallint[], make_timestamptz(year, 8, 20, 9, 0, 0)
from plan join organisation o on o.id = owner_id;

insert into roadmap_step (roadmap_id, owner_id, from_status, to_status, at)
select id, owner_id, (array['draft', 'review', 'agreed', 'approved'])[n],
	(array['review', 'agreed', 'approved', 'in-force'])[n], make_timestamptz(year, 8, 20 + n * 2, 9, 0, 0)
from plan, generate_series(1, 4) n;

create temp table part as
select gen_random_uuid() as id, plan.id as roadmap_id, owner_id, n
from plan, generate_series(1, case when measures > 12 then 3 else 2 end) n;
create index on part (roadmap_id);
analyze part;
insert into section (id, roadmap_id, owner_id, position, title)
select part.id, roadmap_id, owner_id, n, sections[n] from part, words;

create temp table work as
select gen_random_uuid() as id, plan.id as roadmap_id, owner_id, district, school, year, level, n as position,
	1 + (n * 7 + plan.place) % phrases as slot,
	1 + (n - 1) * case when measures > 12 then 3 else 2 end / measures as part,
	row_number() over (order by plan.place, n)::integer as place
from plan, generate_series(1, measures) n, (select max(slot) as phrases from phrase) as count;
create index on work (year, position, district);
analyze work;

insert into measure (id, roadmap_id, owner_id, section_id, position, number, text, term_phrase, term,
	window_from, window_to, result, factors, check_in, evidence_kinds)
select work.id, work.roadmap_id, work.owner_id, part.id, position, part.n || '.' || position,
	concat_ws(' ', a[1 + place % 6], b[1 + place / 6 % 10], c[1 + place / 7 % 8], d[1 + place / 11 % 7],
		'блок ' || place % 977),
	phrase.text, phrase.term, phrase.window_from, phrase.window_to,
	'Справка, доля участников не ниже ' || 40 + place % 50 || ' %',
	case when place % 2 = 0 then array[1 + place % 17]::smallint[] else '{}' end, 'half-yearly',
	case when place % 5 = 0 then array['note'] else '{}' end
from work
join phrase on phrase.year = work.year and phrase.slot = work.slot
join part on part.roadmap_id = work.roadmap_id and part.n = work.part
cross join words;

-- One person by name, and for every other measure a duty that no person is found for.
insert into measure_party (measure_id, owner_id, position, text, person_id, matched)
select work.id, work.owner_id, 0,
	concat_ws(' ', p.surname, left(p.given, 1) || '.', left(p.patronymic, 1) || '.'), p.id, 'sure'
from work
join staff on staff.organisation_id = work.owner_id and staff.n = case
	when work.level = 'region' then 1 when work.level = 'municipality' then 1 + work.place % 2
	else 2 + work.place % 4 end
join person p on p.id = staff.id;
insert into measure_party (measure_id, owner_id, position, text, role, matched)
select id, owner_id, 1, case level when 'school' then 'Директор' else 'Методист' end,
	case level when 'school' then 'school-head' else 'methodist' end, 'sure'
from work where place % 2 = 0;

-- What the district does supports the school's measure of the same place, the region's the district's.
insert into measure_link (kind, from_id, to_id, owner_id, to_owner_id)
select 'supports', above.id, below.id, above.owner_id, below.owner_id
from work above
join work below on below.year = above.year and below.position = above.position
	and below.district = above.district and below.level = 'school'
where above.level = 'municipality' and (below.school <= 3 or below.position <= 4)
union all
select 'supports', above.id, below.id, above.owner_id, below.owner_id
from work above
join work below on below.year = above.year and below.position = above.position
	and below.level = 'municipality'
where above.level = 'region';

-- What the order approved: VersionContent of src/lib/roadmap/version/content.ts.
insert into roadmap_version (roadmap_id, owner_id, number, content, digest, order_number, order_date,
	order_issuer, in_force_from, approved_by, approved_at)
with parties as (
	select measure_id, jsonb_agg(text order by position) as texts from measure_party group by 1
), measures as (
	select m.roadmap_id, jsonb_agg(jsonb_build_object('id', m.id, 'sectionId', m.section_id,
		'number', m.number, 'lane', null, 'row', null, 'text', m.text,
		'term', m.term || jsonb_build_object('phrase', m.term_phrase), 'responsible', p.texts,
		'result', m.result, 'notes', m.notes, 'factors', m.factors) order by m.position) as list
	from measure m join parties p on p.measure_id = m.id group by 1
), sections as (
	select roadmap_id, jsonb_agg(jsonb_build_object('id', id, 'parentId', null, 'title', title)
		order by position) as list
	from section group by 1
), version as (
	select r.*, staff.id as approver, jsonb_build_object(
		'head', jsonb_build_object('title', r.title, 'level', r.level, 'owner', o.name,
			'period', jsonb_build_object('from', r.period_from, 'to', r.period_to),
			'yearKind', r.year_kind,
			'signatory', jsonb_build_object('post', r.signatory_post, 'name', r.signatory_name),
			'lanes', '[]'::jsonb),
		'sections', sections.list, 'measures', measures.list) as content
	from roadmap r
	join organisation o on o.id = r.owner_id
	join staff on staff.organisation_id = r.owner_id and staff.n = 1
	join sections on sections.roadmap_id = r.id
	join measures on measures.roadmap_id = r.id
)
select id, owner_id, 1, content, encode(sha256(convert_to(content::text, 'UTF8')), 'hex'),
	order_number, order_date, order_issuer, in_force_from, approver, order_date + time '09:00'
from version;

create temp table member as select organisation_id, n, id from staff;
create index on member (organisation_id, n);
insert into comment (measure_id, roadmap_id, owner_id, author_id, author_name, token, text, created_at)
select work.id, roadmap_id, work.owner_id, member.id, 'Сотрудник', gen_random_uuid(),
	'Уточните, пожалуйста, состав участников и место.', make_timestamptz(year, 10, 1 + place % 28, 9, 0, 0)
from work join member on member.organisation_id = work.owner_id and member.n = 2
where place % 10 = 0;
