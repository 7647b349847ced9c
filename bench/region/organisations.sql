-- With the row triggers, which place the tree.
insert into organisation (kind, name, short_name, path)
values ('region', 'Заречная область', 'Область', '');
insert into organisation (parent_id, kind, name, short_name, path, time_zone)
select (select id from organisation), 'municipality', 'Муниципальный район № ' || n, 'Район ' || n, '',
	case when n % 8 = 0 then 'Asia/Yekaterinburg' else 'Europe/Moscow' end
from generate_series(1, 40) n;
insert into organisation (parent_id, kind, name, short_name, path, time_zone)
select m.id, case when n = 25 then 'leader-school' else 'school' end,
	'МКОУ «Средняя школа № ' || n || '» (' || m.short_name || ')', 'Школа ' || n || ', ' || m.short_name, '',
	m.time_zone
from organisation m, generate_series(1, 25) n where m.kind = 'municipality';

-- Numbers to count by: place is 1 … 40 of a municipality, number 1 … 25 of a school in it.
create temp table home as
select o.id, o.kind, o.parent_id,
	coalesce(substring(above.short_name from '\d+'), substring(o.short_name from '\d+'))::integer as district,
	case when o.kind in ('school', 'leader-school') then substring(o.short_name from '\d+')::integer end as school
from organisation o
left join organisation above on above.id = o.parent_id and above.kind = 'municipality';
create index on home (id);
analyze home;
