-- What exactly is weak: results by task and skill, of classes and whole schools. No teacher is in
-- them. And signs that results may not be objective, which authority and methodist alone see.

create table opora.task_import (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	file_name text not null,
	schools integer not null,
	row_count integer not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	revision integer not null default 1
);
create index task_import_place on opora.task_import (place_id, at desc);
create index task_import_by on opora.task_import (by);

create table opora.task_result (
	school_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	-- Code of the catalogue.
	procedure text not null check (procedure <> ''),
	-- «6А»; '' is the whole school.
	class text not null,
	task text not null check (task <> ''),
	skill text not null,
	participants integer not null check (participants > 0),
	-- Pupils who solved it, a part of the points counting as that part of a pupil.
	solved numeric(12, 4) not null check (solved between 0 and participants),
	import_id uuid not null references opora.task_import (id),
	primary key (school_id, year, procedure, class, task)
);
create index task_result_import on opora.task_result (import_id);

-- Replaces what is known of the schools, years and procedures that `rows` speak of, in one go.
create function opora.put_tasks(import uuid, rows jsonb) returns void
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	above ltree;
begin
	select o.path into above from task_import i join organisation o on o.id = i.place_id
	where i.id = import and i.place_id = any (scope('results.edit')) and i.by = current_person();
	if above is null then
		raise exception 'no right to import here' using errcode = 'insufficient_privilege';
	end if;
	delete from task_result t
	using (
		select distinct r.school_id, r.year, r.procedure
		from jsonb_to_recordset(rows) r (school_id uuid, year smallint, procedure text)
		join organisation o on o.id = r.school_id and o.path <@ above
	) put
	where t.school_id = put.school_id and t.year = put.year and t.procedure = put.procedure;
	insert into task_result
	select r.school_id, r.year, r.procedure, r.class, r.task, r.skill, r.participants, r.solved, import
	from jsonb_to_recordset(rows) r (school_id uuid, year smallint, procedure text, class text,
		task text, skill text, participants integer, solved numeric)
	join organisation o on o.id = r.school_id and o.path <@ above;
end $$;

-- How the schools of the school's municipality solved each task that it had: only where at least
-- three others had it. To whom may read that school.
create function opora.task_means(school uuid, for_year integer)
returns table (procedure text, task text, participants integer, solved numeric)
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	select t.procedure, t.task, sum(t.participants)::integer, sum(t.solved)
	from opora.organisation s
	join opora.organisation p on p.id = s.parent_id
	join opora.organisation o on o.path operator(public.<@) p.path
	join opora.task_result t on t.school_id = o.id and t.class = '' and t.year = for_year
	where s.id = school and school = any ((select opora.scope('results.read'))::uuid[])
	group by t.procedure, t.task
	having count(*) filter (where o.id <> school) >= 3;
end;

create table opora.objectivity_sign (
	id uuid primary key default gen_random_uuid(),
	school_id uuid not null references opora.organisation (id),
	-- Of the school: history is asked by organisation.
	organisation_id uuid not null generated always as (school_id) stored,
	year smallint not null check (year between 1990 and 2200),
	kind text not null check (kind in ('not-confirmed', 'above-region', 'jump', 'task-profile')),
	procedure text not null,
	-- Sign of src/lib/results/signs/signs.ts: what was compared.
	compared jsonb not null,
	found_at timestamptz not null default opora.now(),
	-- Somebody looked into it, and says what was found.
	looked_at timestamptz,
	looked_by uuid references opora.person (id),
	note text not null default '',
	revision integer not null default 1,
	unique (school_id, year, kind, procedure)
);
create index objectivity_sign_looked on opora.objectivity_sign (looked_by);

-- Results of a place's schools in a year and the year before, each beside the region's sums.
create function opora.sign_facts(place uuid, for_year integer)
returns table (school_id uuid, school text, name text, kind text, year smallint, procedure text,
	participants integer, low integer, marks integer[], region_schools integer,
	region_participants bigint, region_low bigint, region_marked bigint, region_well bigint)
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	with place_at as (
		select path, public.subltree(path, 0, 1) as region from opora.organisation
		where id = place and place = any ((select opora.scope('results.signs'))::uuid[])
	), region as (
		select r.year, r.procedure, count(*)::integer as schools, sum(r.participants) as participants,
			sum(r.low) as low, sum(r.participants) filter (where r.marks is not null) as marked,
			sum(r.marks[3] + r.marks[4]) as well
		from place_at
		join opora.organisation o on o.path operator(public.<@) place_at.region
		join opora.result r on r.school_id = o.id
		where r.year between for_year - 1 and for_year and r.participants > 0
		group by r.year, r.procedure
	)
	select o.id, o.short_name, o.name, k.kind, r.year, r.procedure, r.participants, r.low, r.marks,
		region.schools, region.participants, region.low, region.marked, region.well
	from place_at
	join opora.organisation o on o.path operator(public.<@) place_at.path
	join opora.result r on r.school_id = o.id and r.year between for_year - 1 and for_year
	join region on region.year = r.year and region.procedure = r.procedure
	left join opora.school_kind k on k.organisation_id = o.id
	where r.participants > 0;
end;

-- The same by task, of whole schools in the year.
create function opora.sign_tasks(place uuid, for_year integer)
returns table (school_id uuid, procedure text, task text, participants integer, solved numeric,
	region_participants bigint, region_solved numeric)
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	with place_at as (
		select path, public.subltree(path, 0, 1) as region from opora.organisation
		where id = place and place = any ((select opora.scope('results.signs'))::uuid[])
	), region as (
		select t.procedure, t.task, sum(t.participants) as participants, sum(t.solved) as solved
		from place_at
		join opora.organisation o on o.path operator(public.<@) place_at.region
		join opora.task_result t on t.school_id = o.id
		where t.year = for_year and t.class = ''
		group by t.procedure, t.task
	)
	select o.id, t.procedure, t.task, t.participants, t.solved, region.participants, region.solved
	from place_at
	join opora.organisation o on o.path operator(public.<@) place_at.path
	join opora.task_result t on t.school_id = o.id and t.year = for_year and t.class = ''
	join region on region.procedure = t.procedure and region.task = t.task;
end;

alter table opora.task_import enable row level security;
alter table opora.task_result enable row level security;
alter table opora.objectivity_sign enable row level security;

create policy read on opora.task_import for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.task_import for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));

-- A class of under five is not shown to anybody.
create policy read on opora.task_result for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[])
		and (class = '' or participants >= 5));

create policy read on opora.objectivity_sign for select to opora_app
	using (school_id = any ((select opora.scope('results.signs'))::uuid[]));
create policy add on opora.objectivity_sign for insert to opora_app
	with check (school_id = any ((select opora.scope('results.signs'))::uuid[]));
create policy edit on opora.objectivity_sign for update to opora_app
	using (school_id = any ((select opora.scope('results.signs'))::uuid[]));
-- One that nobody looked into and that new results no longer show.
create policy drop on opora.objectivity_sign for delete to opora_app
	using (school_id = any ((select opora.scope('results.signs'))::uuid[]) and looked_at is null);

grant select on opora.task_import, opora.task_result, opora.objectivity_sign to opora_app;
grant insert (id, place_id, file_name, schools, row_count, by) on opora.task_import to opora_app;
grant insert (id, school_id, year, kind, procedure, compared),
	update (compared, found_at, looked_at, looked_by, note), delete
	on opora.objectivity_sign to opora_app;

create trigger revision before update on opora.task_import
	for each row execute function opora.next_revision();
create trigger revision before update on opora.objectivity_sign
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.task_import
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.objectivity_sign
	for each row execute function opora.write_audit();
