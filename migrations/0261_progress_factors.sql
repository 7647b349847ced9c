-- A deficit's counts hold all that a roadmap's do, and 0 is what answers none.
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

-- counted the old way
delete from opora.roadmap_progress;
