-- Who needs support, calculated: rule sets of places' own, runs with everything that they rested on,
-- and what they found. The rule itself is src/lib/results/identify.ts; `identify_schools` says the
-- same of all schools of a place at once (src/lib/results/lists/run.db.test.ts compares them).

-- Rule sets that a place made; each save is a version of its own and never changes.
create table opora.rule_set (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 60),
	version smallint not null check (version > 0),
	-- RuleSet of src/lib/results/rules.ts
	rules jsonb not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	unique (place_id, code, version)
);
create index rule_set_by on opora.rule_set (by);

-- «Вид школы» where a rule set leaves kinds out: вечерняя, коррекционная …
create table opora.school_kind (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null unique references opora.organisation (id),
	kind text not null check (kind <> ''),
	revision integer not null default 1
);

create table opora.run (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	-- The whole rule set as it was, and the levels of education of procedures.
	rules jsonb not null,
	levels jsonb not null,
	-- How many results of the year it took, and which imports stood then: a hash that any import, and
	-- any undo of one, changes.
	result_count integer not null,
	data_version text not null,
	-- How many schools have each status: {"low-results": 3, …}.
	counts jsonb not null,
	by uuid references opora.person (id),
	-- «Вершинина М. С.»: readers need not see the person.
	by_name text not null,
	at timestamptz not null default opora.now(),
	-- Since when it stands for its year; of several the latest does.
	taken_at timestamptz,
	revision integer not null default 1
);
create index run_place on opora.run (place_id, year, at desc);
create index run_by on opora.run (by);

-- Finding of src/lib/results/identify.ts for each school. Procedures stand in the order of their codes.
-- (`make_run` alone writes it, from rows that are never deleted: checking 80,000 references would take
-- as long as the run.)
create table opora.run_row (
	run_id uuid not null,
	school_id uuid not null,
	status text not null check (status in ('low-results', 'at-risk', 'none', 'not-evaluated')),
	evaluated smallint not null,
	holds text[] not null,
	low_procedures text[] not null,
	low_participants integer[] not null,
	low_counts integer[] not null,
	repeated text[] not null,
	not_evaluated text[] not null,
	not_evaluated_participants integer[] not null,
	missing_years smallint[] not null,
	excluded_kind text,
	primary key (run_id, school_id)
);

-- What is known beforehand of each procedure from all schools of the region: Sums of
-- src/lib/results/sure/prior.ts.
create table opora.run_prior (
	run_id uuid not null references opora.run (id),
	procedure text not null,
	schools integer not null,
	participants bigint not null,
	low bigint not null,
	participants_squared double precision not null,
	low_squared_share double precision not null,
	primary key (run_id, procedure)
);

-- Results of the schools under `above`; what a rule set counts as one procedure is added up.
-- `joined`: {"procedure": "name of its group"}.
create function opora.counted_results(
	above public.ltree, first_year integer, last_year integer, joined jsonb
) returns table (school_id uuid, year smallint, procedure text, participants integer, low integer,
	last_part text)
language sql stable
begin atomic
	select r.school_id, r.year, r.procedure, r.participants, r.low, r.procedure
	from opora.organisation o
	join opora.result r on r.school_id = o.id
	where joined = '{}' and o.path operator(public.<@) above
		and r.year between first_year and last_year
	union all
	select r.school_id, r.year, coalesce(joined ->> r.procedure, r.procedure),
		sum(r.participants)::integer, sum(r.low)::integer, max(r.procedure collate "C")
	from opora.organisation o
	join opora.result r on r.school_id = o.id
	where joined <> '{}' and o.path operator(public.<@) above
		and r.year between first_year and last_year
	group by r.school_id, r.year, coalesce(joined ->> r.procedure, r.procedure);
end;

-- {"procedure": "name of its group"} of a rule set: the first group that names it.
create function opora.joined_procedures(rules jsonb) returns jsonb
language sql immutable
return coalesce((
	select jsonb_object_agg(procedure, name) from (
		select distinct on (procedure) procedure, one.value ->> 'name' as name
		from jsonb_array_elements(rules -> 'countAsOne') with ordinality one (value, n)
		cross join jsonb_array_elements_text(one.value -> 'procedures') procedure
		order by procedure, n
	) first
), '{}');

-- Whether what holds fulfils a combination: {"all": ["many", "repeated"]} or {"any": […]}.
create function opora.is_fulfilled(wanted jsonb, is_many boolean, is_repeated boolean)
returns boolean
language sql immutable parallel safe
return case
	when wanted ? 'all' then (is_many or not (wanted -> 'all') ? 'many')
		and (is_repeated or not (wanted -> 'all') ? 'repeated')
	when wanted ? 'any' then (is_many and (wanted -> 'any') ? 'many')
		or (is_repeated and (wanted -> 'any') ? 'repeated')
	else false end;

-- What a rule set says of every school of a place in a year; nothing to whom may not read there.
create function opora.identify_schools(place uuid, for_year integer, rules jsonb, levels jsonb)
returns table (school_id uuid, status text, evaluated smallint, holds text[],
	low_procedures text[], low_participants integer[], low_counts integer[], repeated text[],
	not_evaluated text[], not_evaluated_participants integer[], missing_years smallint[],
	excluded_kind text)
language plpgsql stable security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off as $$
#variable_conflict use_column
declare
	above ltree;
	numerator bigint := (rules #>> '{lowShare,numerator}')::bigint;
	denominator bigint := (rules #>> '{lowShare,denominator}')::bigint;
	fewest integer := greatest(1, coalesce((rules ->> 'minParticipants')::integer, 1));
	least_many integer := (rules ->> 'minLowProcedures')::integer;
	earlier integer := (rules ->> 'consecutiveYears')::integer - 1;
	by_level boolean := (rules ->> 'perLevel')::boolean;
	joined jsonb := joined_procedures(rules);
	-- what each of the four cases is: nothing holds, many, repeated, both
	in_list boolean[] := array[
		is_fulfilled(rules -> 'lowResults', false, false),
		is_fulfilled(rules -> 'lowResults', true, false),
		is_fulfilled(rules -> 'lowResults', false, true),
		is_fulfilled(rules -> 'lowResults', true, true)];
	in_risk boolean[] := array[
		is_fulfilled(rules -> 'atRisk', false, false),
		is_fulfilled(rules -> 'atRisk', true, false),
		is_fulfilled(rules -> 'atRisk', false, true),
		is_fulfilled(rules -> 'atRisk', true, true)];
begin
	select o.path into above from organisation o
	where o.id = place and place = any (scope('results.read'));
	if above is null then
		return;
	end if;
	return query
	with any_low as materialized (
		select r.school_id, r.year, r.procedure, r.participants, r.low, r.last_part
		from counted_results(above, for_year - earlier, for_year, joined) r
		where r.participants >= fewest and r.low * denominator >= numerator * r.participants
	), before_low as (
		select r.school_id, r.procedure, count(*)::integer as years
		from any_low r where r.year < for_year group by 1, 2
	), low as materialized (
		select n.school_id, n.procedure, n.participants, n.low as count,
			coalesce(b.years, 0) = earlier as was_low,
			case when by_level then coalesce(levels ->> n.last_part, '') end as level
		from any_low n
		left join before_low b on b.school_id = n.school_id and b.procedure = n.procedure
		where n.year = for_year
	), had as (
		select r.school_id, count(*) filter (where r.participants >= fewest) as evaluated
		from counted_results(above, for_year, for_year, joined) r group by r.school_id
	), small as (
		select r.school_id, array_agg(r.procedure order by r.procedure collate "C") as procedures,
			array_agg(r.participants order by r.procedure collate "C") as participants
		from counted_results(above, for_year, for_year, joined) r
		where r.participants < fewest group by r.school_id
	), had_before as (
		select r.school_id, bit_or(1 << (for_year - r.year)) as years
		from organisation o join result r on r.school_id = o.id
		where o.path <@ above and r.year between for_year - earlier and for_year - 1
		group by r.school_id
	), at_level as (
		select l.school_id, count(*) >= least_many as is_many, bool_or(l.was_low) as is_repeated
		from low l group by l.school_id, l.level
	), decided as (
		select a.school_id, bool_or(a.is_many) as is_many, bool_or(a.is_repeated) as is_repeated,
			bool_or(in_list[1 + a.is_many::integer + 2 * a.is_repeated::integer]) as is_listed,
			bool_or(in_risk[1 + a.is_many::integer + 2 * a.is_repeated::integer]) as is_at_risk
		from at_level a group by a.school_id
	), told as (
		select l.school_id, array_agg(l.procedure order by l.procedure collate "C") as procedures,
			array_agg(l.participants order by l.procedure collate "C") as participants,
			array_agg(l.count order by l.procedure collate "C") as counts,
			array_agg(l.procedure order by l.procedure collate "C") filter (where l.was_low) as again
		from low l group by l.school_id
	)
	select o.id,
		case when x.kind is not null or coalesce(h.evaluated, 0) = 0 then 'not-evaluated'
			when d.is_listed then 'low-results' when d.is_at_risk then 'at-risk' else 'none' end,
		coalesce(h.evaluated, 0)::smallint,
		case when d.is_many and d.is_repeated then '{many,repeated}'
			when d.is_many then '{many}' when d.is_repeated then '{repeated}' else '{}' end::text[],
		coalesce(t.procedures, '{}'), coalesce(t.participants, '{}'), coalesce(t.counts, '{}'),
		coalesce(t.again, '{}'),
		coalesce(s.procedures, '{}'), coalesce(s.participants, '{}'),
		case when coalesce(b.years, 0) = (1 << (earlier + 1)) - 2 then '{}' else array(
			select (for_year - n)::smallint from generate_series(1, earlier) n
			where coalesce(b.years, 0) & (1 << n) = 0 order by n) end,
		x.kind
	from organisation o
	left join had h on h.school_id = o.id
	left join small s on s.school_id = o.id
	left join had_before b on b.school_id = o.id
	left join decided d on d.school_id = o.id
	left join told t on t.school_id = o.id
	left join school_kind x on x.organisation_id = o.id and rules -> 'excludedKinds' ? x.kind
	where o.path <@ above and o.kind in ('school', 'leader-school')
		and (o.closed_on is null or o.closed_on >= make_date(for_year, 1, 1));
end $$;

-- A run, stored with all that it found; gives its id.
create function opora.make_run(place uuid, for_year integer, rules jsonb, levels jsonb, maker text)
returns uuid
language plpgsql security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off as $$
declare
	new_id uuid := gen_random_uuid();
	above ltree;
	region ltree;
	fewest integer := greatest(1, coalesce((rules ->> 'minParticipants')::integer, 1));
begin
	select path, subltree(path, 0, 1) into above, region from organisation
	where id = place and place = any (scope('results.run'));
	if above is null then
		raise exception 'no right to run here' using errcode = 'insufficient_privilege';
	end if;
	insert into run (id, place_id, year, rules, levels, result_count, data_version, counts, by, by_name)
	values (new_id, place, for_year, rules, levels, 0, '', '{}', current_person(), maker);
	insert into run_row
	select new_id, found.* from identify_schools(place, for_year, rules, levels) found;
	update run set counts = counted.counts, result_count = counted.results, data_version = (
		-- results change by imports alone
		select md5(coalesce(string_agg(concat_ws(' ', i.id, i.applied_at, i.undone_at), ',' order by i.id), ''))
		from result_import i join organisation o on o.id = i.place_id
		where i.state in ('applied', 'undone') and (o.path <@ above or o.path @> above)
	)
	from (
		select coalesce(jsonb_object_agg(status, schools), '{}') as counts,
			coalesce(sum(results), 0)::integer as results
		from (
			select status, count(*) as schools, sum(evaluated + cardinality(not_evaluated)) as results
			from run_row where run_id = new_id group by status
		) each
	) counted
	where id = new_id;
	insert into run_prior
	select new_id, r.procedure, count(*), sum(r.participants), sum(r.low),
		sum(r.participants::double precision * r.participants),
		sum(r.low::double precision * r.low / r.participants)
	from counted_results(region, for_year, for_year, joined_procedures(rules)) r
	where r.participants >= fewest
	group by r.procedure;
	return new_id;
end $$;

alter table opora.rule_set enable row level security;
alter table opora.school_kind enable row level security;
alter table opora.run enable row level security;
alter table opora.run_row enable row level security;
alter table opora.run_prior enable row level security;

-- By which rule a school was measured it may know, and so may whoever sees the place.
create policy read on opora.rule_set for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.rule_set for insert to opora_app
	with check (place_id = any ((select opora.scope('results.run'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.rule_set for update to opora_app
	using (place_id = any ((select opora.scope('results.run'))::uuid[]));

create policy read on opora.school_kind for select to opora_app
	using (organisation_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.school_kind for insert to opora_app
	with check (organisation_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy edit on opora.school_kind for update to opora_app
	using (organisation_id = any ((select opora.scope('results.edit'))::uuid[]));

create policy read on opora.run for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy take on opora.run for update to opora_app
	using (place_id = any ((select opora.scope('results.run'))::uuid[]));

create policy read on opora.run_row for select to opora_app
	using (run_id in (select id from opora.run
			where place_id = any ((select opora.scope('results.read'))::uuid[]))
		or school_id = any ((select opora.scope('results.read'))::uuid[]));
create policy read on opora.run_prior for select to opora_app
	using (run_id in (select id from opora.run));

grant select on opora.rule_set, opora.school_kind, opora.run, opora.run_row, opora.run_prior to opora_app;
grant insert (id, place_id, code, version, rules, by), update (withdrawn_at)
	on opora.rule_set to opora_app;
grant insert (id, organisation_id, kind), update (kind) on opora.school_kind to opora_app;
grant update (taken_at) on opora.run to opora_app;

create trigger revision before update on opora.rule_set
	for each row execute function opora.next_revision();
create trigger revision before update on opora.school_kind
	for each row execute function opora.next_revision();
create trigger revision before update on opora.run
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.rule_set
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.school_kind
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.run
	for each row execute function opora.write_audit('rules', 'levels', 'revision');
