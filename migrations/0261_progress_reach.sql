-- Progress over a region in milliseconds, and a deficit's counts hold all that a roadmap's do (0 is
-- what answers none).
comment on column opora.roadmap_progress.factors is '[{factor, and the counts above by their names}]';

-- Counts roadmaps from their rows, one row each.
create or replace function opora.count_progress(roadmaps uuid[]) returns setof opora.roadmap_progress
language sql stable as $$
	with standing as materialized (
		select * from opora.measure_standing(roadmaps)
	), map as (
		select r.id, r.owner_id, (opora.now() at time zone o.time_zone)::date as today,
			date_trunc('month', r.period_from)::date as first_month,
			12 * extract(year from r.period_from)::integer + extract(month from r.period_from)::integer
				as first,
			least(120, 12 * extract(year from r.period_to)::integer
				+ extract(month from r.period_to)::integer
				- 12 * extract(year from r.period_from)::integer
				- extract(month from r.period_from)::integer + 1) as months
		from opora.roadmap r join opora.organisation o on o.id = r.owner_id
		where r.id = any (roadmaps)
	), total as (
		select s.roadmap_id, count(*) as whole, count(*) filter (where s.state = 'done') as done,
			count(*) filter (where s.planned_on <= map.today) as planned,
			count(*) filter (where s.due) as due, count(*) filter (where s.kept) as kept,
			count(*) filter (where s.waiting) as waiting, count(*) filter (where s.lost) as lost,
			count(*) filter (where s.state = 'late') as late,
			count(*) filter (where s.state = 'returned') as returned,
			count(*) filter (where s.state = 'reported') as reported,
			count(*) filter (where s.state = 'under-way') as under_way,
			count(*) filter (where s.state = 'not-begun') as not_begun,
			count(*) filter (where s.state = 'not-done') as not_done
		from standing s join map on map.id = s.roadmap_id
		group by s.roadmap_id
	), dated as (
		select s.roadmap_id, day.is_plan,
			least(map.months, greatest(1, 12 * extract(year from day.at)::integer
				+ extract(month from day.at)::integer - map.first + 1)) as month,
			count(*) as count
		from standing s
		join map on map.id = s.roadmap_id
		cross join lateral (values (true, s.planned_on), (false, s.done_on)) day (is_plan, at)
		where day.at is not null
		group by 1, 2, 3
	), curve as (
		select map.id as roadmap_id,
			array_agg(coalesce(plan.count, 0)::integer order by n.month) as plan,
			array_agg(coalesce(fact.count, 0)::integer order by n.month) as fact
		from map
		cross join lateral generate_series(1, map.months) n (month)
		left join dated plan on plan.roadmap_id = map.id and plan.month = n.month and plan.is_plan
		left join dated fact on fact.roadmap_id = map.id and fact.month = n.month and not fact.is_plan
		group by map.id
	), factor as (
		select roadmap_id, jsonb_agg(to_jsonb(counted) - 'roadmap_id' order by factor) as factors
		from (
			select s.roadmap_id, f.factor, count(*) as whole,
				count(*) filter (where s.state = 'done') as done,
				count(*) filter (where s.planned_on <= map.today) as planned,
				count(*) filter (where s.due) as due, count(*) filter (where s.kept) as kept,
				count(*) filter (where s.waiting) as waiting, count(*) filter (where s.lost) as lost,
				count(*) filter (where s.state = 'late') as late,
				count(*) filter (where s.state = 'returned') as returned,
				count(*) filter (where s.state = 'reported') as reported,
				count(*) filter (where s.state = 'under-way') as under_way,
				count(*) filter (where s.state = 'not-begun') as not_begun,
				count(*) filter (where s.state = 'not-done') as not_done
			from standing s
			join map on map.id = s.roadmap_id
			cross join lateral (select distinct unnest(
				case when s.factors = '{}' then '{0}' else s.factors end) as factor) f
			group by 1, 2
		) counted
		group by roadmap_id
	)
	select map.id, map.owner_id, map.today, coalesce(t.whole, 0)::integer,
		coalesce(t.done, 0)::integer, coalesce(t.planned, 0)::integer, coalesce(t.due, 0)::integer,
		coalesce(t.kept, 0)::integer, coalesce(t.waiting, 0)::integer, coalesce(t.lost, 0)::integer,
		coalesce(t.late, 0)::integer, coalesce(t.returned, 0)::integer,
		coalesce(t.reported, 0)::integer, coalesce(t.under_way, 0)::integer,
		coalesce(t.not_begun, 0)::integer, coalesce(t.not_done, 0)::integer,
		map.first_month, curve.plan, curve.fact, coalesce(factor.factors, '[]')
	from map
	join curve on curve.roadmap_id = map.id
	left join total t on t.roadmap_id = map.id
	left join factor on factor.roadmap_id = map.id
$$;

-- Policies compare every row with every organisation in reach: for a region that is a million
-- comparisons a statement. What follows asks the same rights once and joins by hash instead.
drop function opora.current_progress(uuid[]);

-- Roadmaps that an order approved and whose period holds `day` (null: the owner's own today), of
-- `owners` or of everything under the organisation `beneath`, that the acting person may read.
-- Plans are made for the number of ids at hand: one school's are looked up, a region's hashed.
create function opora.running_roadmaps(beneath uuid, owners uuid[], day date)
returns table (id uuid, today date)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	wanted uuid[] := coalesce(owners, array(select o.id from organisation o
		where o.path <@ (select path from organisation where id = beneath)));
	readable uuid[] := array(select unnest(wanted) intersect select unnest(scope('roadmap.read')));
	above uuid[];
begin
	return query select r.id, t.today
		from roadmap r
		join organisation o on o.id = r.owner_id
		cross join lateral (select (opora.now() at time zone o.time_zone)::date as today) t
		where r.owner_id = any (readable)
			and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
			and coalesce(day, t.today) between r.period_from and r.period_to;
	if cardinality(readable) < cardinality(wanted) then
		above := approved_above();
		return query select r.id, t.today
			from roadmap r
			join organisation o on o.id = r.owner_id
			cross join lateral (select (opora.now() at time zone o.time_zone)::date as today) t
			where r.id = any (above) and r.owner_id = any (wanted) and r.owner_id <> all (readable)
				and coalesce(day, t.today) between r.period_from and r.period_to;
	end if;
end $$;

-- Their counts, taken from the table where a row still holds, with what names them.
create function opora.read_progress(beneath uuid, owners uuid[], day date)
returns table (roadmap_id uuid, owner_id uuid, title text, level text, period_to date, kind text,
	short_name text, path text, whole integer, done integer, planned integer, due integer, kept integer,
	waiting integer, lost integer, late integer, returned integer, reported integer,
	under_way integer, not_begun integer, not_done integer, first_month date,
	plan integer[], fact integer[], factors jsonb)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	wanted uuid[];
	days date[];
	holding uuid[];
begin
	select array_agg(id), array_agg(today) into wanted, days
	from running_roadmaps(beneath, owners, day);
	holding := array(
		select p.roadmap_id from unnest(wanted, days) w (id, today)
		join roadmap_progress p on p.roadmap_id = w.id and p.day = w.today
		where p.roadmap_id not in (select c.roadmap_id from progress_change c)
	);
	return query select r.id, r.owner_id, r.title, r.level, r.period_to, o.kind, o.short_name,
		o.path::text, p.whole, p.done, p.planned, p.due, p.kept, p.waiting, p.lost,
		p.late, p.returned, p.reported, p.under_way, p.not_begun, p.not_done,
		p.first_month, p.plan, p.fact, p.factors
		from roadmap_progress p
		join roadmap r on r.id = p.roadmap_id
		join organisation o on o.id = r.owner_id
		where p.roadmap_id = any (holding);
	if cardinality(holding) < cardinality(wanted) then
		return query select r.id, r.owner_id, r.title, r.level, r.period_to, o.kind, o.short_name,
			o.path::text, c.whole, c.done, c.planned, c.due, c.kept, c.waiting, c.lost,
			c.late, c.returned, c.reported, c.under_way, c.not_begun, c.not_done,
			c.first_month, c.plan, c.fact, c.factors
			from count_progress(array(select unnest(wanted) except select unnest(holding))) c
			join roadmap r on r.id = c.roadmap_id
			join organisation o on o.id = r.owner_id;
	end if;
end $$;

-- Their measures' standings.
create function opora.read_standing(beneath uuid, owners uuid[], day date)
returns table (measure_id uuid, roadmap_id uuid, owner_id uuid, factors smallint[], state text,
	planned_on date, due boolean, kept boolean, waiting boolean, lost boolean, done_on date)
language sql stable security definer set search_path = opora, public, pg_temp as $$
	select * from measure_standing(array(select id from running_roadmaps(beneath, owners, day)))
$$;

revoke all on function opora.running_roadmaps, opora.read_progress, opora.read_standing from public;
grant execute on function opora.running_roadmaps, opora.read_progress, opora.read_standing
	to opora_app;

-- counted the old way
delete from opora.roadmap_progress;
