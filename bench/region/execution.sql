-- Occurrences as the terms ask for them, and what people did about them by $today.
create temp table due as
select gen_random_uuid() as id, work.id as measure_id, work.roadmap_id, work.owner_id, work.level, work.year,
	work.district, each.kind, each.due_from, each.due_to, each.never_late,
	(hashtextextended(work.place || '/' || each.place, 7) & 1023)::integer * 100 / 1024 as luck,
	gen_random_uuid() as report_id
from work
join phrase_window each on each.year = work.year and each.slot = work.slot;

-- Of what was due 85 of 100 are done, some late, some not: in a year that is over nothing waits.
create temp table done as
select *,
	case when due_to is null then case when luck < 50 then 'verified' when luck < 60 then 'begun' else 'open' end
		when due_to >= $today::date then case
			when due_from <= $today::date and luck < 25 then 'begun'
			when due_from <= $today::date and luck < 35 then 'reported'
			when luck = 99 then 'cancelled' else 'open' end
		when year < 2026 then case when luck < 90 then 'verified' when luck < 95 then 'not-done'
			when luck < 98 then 'cancelled' else 'open' end
		when luck < 62 then 'verified' when luck < 74 then 'reported' when luck < 79 then 'returned'
		when luck < 82 then 'not-done' when luck < 84 then 'cancelled' when luck < 88 then 'begun' else 'open' end as stage,
	least(coalesce(due_to, make_date(year, 11, 20)) + case when luck % 9 = 0 then 12 else -(luck % 6) end,
		$today::date - 1) as done_on
from due;
analyze done;

create temp table told as
select done.*, author.id as author_id, judge.id as judge_id
from done
join member author on author.organisation_id = done.owner_id
	and author.n = case level when 'school' then 2 else 1 end
join home on home.id = done.owner_id
-- a district's coordinator checks its schools, the region's operator the districts
join member judge on judge.organisation_id = case level when 'region' then done.owner_id else home.parent_id end
	and judge.n = 1
where stage in ('reported', 'verified', 'returned');
analyze told;

insert into report (id, roadmap_id, owner_id, author_id, token, done_on, text, result, result_number, created_at)
select report_id, roadmap_id, owner_id, author_id, gen_random_uuid(), done_on,
	'Проведено по плану, приняли участие педагоги школы. Материалы розданы.',
	'Доля участников ' || 40 + luck / 2 || ' %', 40 + luck / 2, done_on + time '14:30'
from told;

insert into occurrence (id, measure_id, roadmap_id, owner_id, kind, due_from, due_to, never_late, stage, done_on,
	reason, report_id)
select id, measure_id, roadmap_id, owner_id, kind, due_from, due_to, never_late, stage,
	case when stage in ('reported', 'verified', 'returned') then done_on end,
	case when stage in ('not-done', 'cancelled') then 'Перенесено на следующий год' end,
	case when stage in ('reported', 'verified', 'returned') then report_id end
from done;

insert into report_occurrence (report_id, occurrence_id, owner_id)
select report_id, id, owner_id from told;

insert into verification (occurrence_id, report_id, owner_id, verdict, comment, person_id, at)
select id, report_id, owner_id, stage, case when stage = 'returned' then 'Приложите список участников' end,
	judge_id, done_on + 2 + time '10:00'
from told where stage <> 'reported';

-- Papers of one report in five, links of one in ten, a file of one in twenty.
insert into evidence (report_id, owner_id, kind, number, date, issuer, added_by)
select report_id, owner_id, 'order', (1 + luck * 3)::text, done_on, 'Школа', author_id
from told where luck % 5 = 0;
insert into evidence (report_id, owner_id, position, kind, url, added_by)
select report_id, owner_id, 1, 'publication', 'https://school.example/news/' || id, author_id
from told where luck % 10 = 1;
insert into evidence (report_id, owner_id, position, kind, hash, name, size, type, added_by)
select report_id, owner_id, 2, 'note', $hash, 'Справка.txt', $size, 'text/plain', author_id
from told where luck % 20 = 2;

insert into audit (at, person_id, table_name, row_id, organisation_id, action, before, after, change_id)
select done_on + time '14:30', author_id, 'occurrence', id, owner_id, 'update',
	jsonb_build_object('stage', 'open', 'report_id', null, 'done_on', null),
	jsonb_build_object('stage', 'reported', 'report_id', report_id, 'done_on', done_on), report_id
from told;
