-- How far roadmaps are (src/lib/roadmap/progress.ts says what each figure means). One roadmap is
-- counted from its rows; over many, counts are kept once a day per roadmap in a table that knows its
-- day. A row holds only while its day is today and nothing changed since: readers count the others.

-- Where each measure stands on its owner's day: the twin of standingOf in
-- src/lib/roadmap/progress.ts; a test holds the two together. A measure without an occurrence that
-- counts is missing. Not security definer: who asks sees his own rows.
create function opora.measure_standing(roadmaps uuid[])
returns table (measure_id uuid, roadmap_id uuid, owner_id uuid, factors smallint[], state text,
	planned_on date, due boolean, kept boolean, waiting boolean, lost boolean, done_on date)
language sql stable as $$
	select m.id, m.roadmap_id, m.owner_id, m.factors,
		case
			when s.all_verified then 'done'
			when s.some_late then 'late'
			when s.some_returned then 'returned'
			when s.some_reported then 'reported'
			when not s.some_open then 'not-done'
			when s.some_under_way then 'under-way'
			else 'not-begun'
		end,
		case when s.all_dated then s.last_day else greatest(s.last_day, s.period_to) end,
		s.due, s.due and s.due_verified,
		s.due and not s.due_verified and s.due_told, s.some_not_done,
		case when s.all_verified then least(s.last_done, s.today) end
	from (
		select c.measure_id, r.today, r.period_to,
			bool_and(c.stage = 'verified') as all_verified,
			bool_or(c.stage in ('open', 'begun') and c.due_to < r.today and not c.never_late)
				is true as some_late,
			bool_or(c.stage = 'returned') as some_returned,
			bool_or(c.stage = 'reported') as some_reported,
			bool_or(c.stage in ('open', 'begun', 'returned')) as some_open,
			bool_or(c.stage in ('verified', 'begun')) as some_under_way,
			bool_or(c.stage = 'not-done') as some_not_done,
			bool_and(c.due_to is not null and not c.never_late) as all_dated,
			max(c.due_to) as last_day,
			max(coalesce(c.done_on, r.today)) as last_done,
			bool_or(c.due_to <= r.today and not c.never_late) is true as due,
			bool_and(c.stage = 'verified')
				filter (where c.due_to <= r.today and not c.never_late) as due_verified,
			bool_and(c.stage in ('verified', 'reported'))
				filter (where c.due_to <= r.today and not c.never_late) as due_told
		from (
			select roadmap.id, roadmap.period_to,
				(opora.now() at time zone organisation.time_zone)::date as today
			from opora.roadmap join opora.organisation on organisation.id = roadmap.owner_id
			where roadmap.id = any (roadmaps)
		) r
		join opora.occurrence c on c.roadmap_id = r.id
		where c.withdrawn_at is null and c.stage <> 'cancelled'
		group by c.measure_id, r.today, r.period_to
	) s
	join opora.measure m on m.id = s.measure_id and m.withdrawn_at is null
$$;

create table opora.roadmap_progress (
	roadmap_id uuid primary key references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	-- The owner's day for which it was counted.
	day date not null,
	-- Tally of src/lib/roadmap/progress.ts.
	whole integer not null,
	done integer not null,
	planned integer not null,
	due integer not null,
	kept integer not null,
	waiting integer not null,
	lost integer not null,
	late integer not null,
	returned integer not null,
	reported integer not null,
	under_way integer not null,
	not_begun integer not null,
	not_done integer not null,
	-- Measures whose last day, and whose last work, falls into each month of the period.
	first_month date not null,
	plan integer[] not null,
	fact integer[] not null,
	-- [{factor, whole, done, due, kept}], those of measures alone.
	factors jsonb not null
);
create index roadmap_progress_owner on opora.roadmap_progress (owner_id);

-- What changed since a roadmap was counted. Writers only ever add here, so that two who report on
-- one roadmap never wait for each other.
create table opora.progress_change (
	id bigint generated always as identity primary key,
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id)
);
create index progress_change_roadmap on opora.progress_change (roadmap_id);
create index progress_change_owner on opora.progress_change (owner_id);

create function opora.note_progress() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	insert into progress_change (roadmap_id, owner_id)
	select distinct roadmap_id, owner_id from changed;
	return null;
end $$;
create trigger progress_added after insert on opora.occurrence
	referencing new table as changed for each statement execute function opora.note_progress();
create trigger progress_changed after update on opora.occurrence
	referencing new table as changed for each statement execute function opora.note_progress();
create trigger progress_removed after delete on opora.occurrence
	referencing old table as changed for each statement execute function opora.note_progress();

create function opora.note_progress_of_row() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	insert into progress_change (roadmap_id, owner_id) values (
		(case tg_table_name when 'roadmap' then to_jsonb(new) ->> 'id'
			else to_jsonb(new) ->> 'roadmap_id' end)::uuid,
		new.owner_id
	);
	return null;
end $$;
create trigger progress after update on opora.measure for each row
	when (old.withdrawn_at is distinct from new.withdrawn_at or old.factors <> new.factors)
	execute function opora.note_progress_of_row();
create trigger progress after update on opora.roadmap for each row
	when (old.period_from <> new.period_from or old.period_to <> new.period_to
		or old.owner_id <> new.owner_id)
	execute function opora.note_progress_of_row();

-- Counts roadmaps from their rows, one row each.
create function opora.count_progress(roadmaps uuid[]) returns setof opora.roadmap_progress
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
		select roadmap_id, jsonb_agg(jsonb_build_object('factor', factor, 'whole', whole,
			'done', done, 'due', due, 'kept', kept) order by factor) as factors
		from (
			select s.roadmap_id, f.factor, count(*) as whole,
				count(*) filter (where s.state = 'done') as done,
				count(*) filter (where s.due) as due, count(*) filter (where s.kept) as kept
			from standing s
			cross join lateral (select distinct unnest(s.factors) as factor) f
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

-- The same, taken from the table where its row still holds.
create function opora.current_progress(roadmaps uuid[]) returns setof opora.roadmap_progress
language sql stable as $$
	with stored as materialized (
		select p.* from opora.roadmap_progress p
		join opora.roadmap r on r.id = p.roadmap_id
		join opora.organisation o on o.id = r.owner_id
		where p.roadmap_id = any (roadmaps)
			and p.day = (opora.now() at time zone o.time_zone)::date
			and not exists (select from opora.progress_change c where c.roadmap_id = p.roadmap_id)
	)
	select * from stored
	union all
	select * from opora.count_progress(array(
		select id from unnest(roadmaps) id except select roadmap_id from stored
	))
$$;

alter table opora.roadmap_progress enable row level security;
alter table opora.progress_change enable row level security;
create policy read on opora.roadmap_progress for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
-- Whoever sees a count sees that it no longer holds.
create policy read on opora.progress_change for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
create policy jobs on opora.roadmap_progress to opora_jobs using (true) with check (true);
create policy jobs on opora.progress_change to opora_jobs using (true) with check (true);
grant select on opora.roadmap_progress, opora.progress_change to opora_app;
grant select, insert, update on opora.roadmap_progress to opora_jobs;
grant select, delete on opora.progress_change to opora_jobs;
