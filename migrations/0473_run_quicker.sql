-- A run over a country, stored, in a tenth less of its time: what repeats is looked up in one list where
-- the rule asks for two years, rows are written in the order of their key, and what is known beforehand
-- of procedures is read apart from the writing.

-- What a rule set says of every school of a place in a year; nothing to whom may not read there.
create or replace function opora.identify_schools(place uuid, for_year integer, rules jsonb, levels jsonb)
returns table (school_id uuid, status text, evaluated smallint, holds text[],
	low_procedures text[], low_participants integer[], low_counts integer[], repeated text[],
	not_evaluated text[], not_evaluated_participants integer[], missing_years smallint[],
	excluded_kind text)
language plpgsql stable security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	above ltree;
	least_many integer := (rules ->> 'minLowProcedures')::integer;
	earlier integer := (rules ->> 'consecutiveYears')::integer - 1;
	by_level boolean := (rules ->> 'perLevel')::boolean;
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
	with in_year as materialized (
		select * from school_years(above, for_year - earlier, for_year, rules)
	), before as materialized (
		select y.school_id, concat_lists(y.low) as low, bit_or(1 << (for_year - y.year)) as years
		from in_year y where y.year < for_year group by y.school_id
	), school as materialized (
		select y.*, case when earlier = 0 then coalesce(y.low, '{}')
			when y.low is null or b.low is null or not y.low && b.low then '{}'
			when earlier = 1 then array(select p from unnest(y.low) p where p = any (b.low))
			else array(select p from unnest(y.low) p
				where coalesce(cardinality(array_positions(b.low, p)), 0) = earlier) end as again
		from in_year y left join before b on b.school_id = y.school_id
		where y.year = for_year
	), at_level as (
		select s.school_id, cardinality(s.low) >= least_many as is_many, s.again <> '{}' as is_repeated
		from school s where s.low is not null and not by_level
		union all
		select l.school_id, count(*) >= least_many, bool_or(l.was_low)
		from (
			select s.school_id, levels ->> v.part as level, v.procedure = any (s.again) as was_low
			from school s cross join lateral unnest(s.low, s.low_parts) v (procedure, part)
			where by_level
		) l
		group by l.school_id, l.level
	), decided as (
		select a.school_id, bool_or(a.is_many) as is_many, bool_or(a.is_repeated) as is_repeated,
			bool_or(in_list[1 + a.is_many::integer + 2 * a.is_repeated::integer]) as is_listed,
			bool_or(in_risk[1 + a.is_many::integer + 2 * a.is_repeated::integer]) as is_at_risk
		from at_level a group by a.school_id
	)
	select o.id,
		case when x.kind is not null or coalesce(s.evaluated, 0) = 0 then 'not-evaluated'
			when d.is_listed then 'low-results' when d.is_at_risk then 'at-risk' else 'none' end,
		coalesce(s.evaluated, 0)::smallint,
		case when d.is_many and d.is_repeated then '{many,repeated}'
			when d.is_many then '{many}' when d.is_repeated then '{repeated}' else '{}' end::text[],
		coalesce(s.low, '{}'), coalesce(s.low_participants, '{}'), coalesce(s.low_counts, '{}'),
		coalesce(s.again, '{}'),
		coalesce(s.small, '{}'), coalesce(s.small_participants, '{}'),
		case when coalesce(b.years, 0) >> 1 = (1 << earlier) - 1 then '{}' else array(
			select (for_year - n)::smallint from generate_series(1, earlier) n
			where coalesce(b.years, 0) & (1 << n) = 0 order by n) end,
		x.kind
	from organisation o
	left join school s on s.school_id = o.id
	left join before b on b.school_id = o.id
	left join decided d on d.school_id = o.id
	left join school_kind x on x.organisation_id = o.id and rules -> 'excludedKinds' ? x.kind
	where o.path <@ above and o.kind in ('school', 'leader-school')
		and (o.closed_on is null or o.closed_on >= make_date(for_year, 1, 1));
end $$;

-- A run, stored with all that it found; gives its id.
create or replace function opora.make_run(place uuid, for_year integer, rules jsonb, levels jsonb, maker text)
returns uuid
language plpgsql security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off
set plan_cache_mode = force_custom_plan as $$
declare
	new_id uuid := gen_random_uuid();
	above ltree;
	region ltree;
	fewest integer := greatest(1, coalesce((rules ->> 'minParticipants')::integer, 1));
	joined jsonb := joined_procedures(rules);
	found_counts jsonb;
	found_results integer;
	priors run_prior[];
begin
	select path, subltree(path, 0, 1) into above, region from organisation
	where id = place and place = any (scope('results.run'));
	if above is null then
		raise exception 'no right to run here' using errcode = 'insufficient_privilege';
	end if;
	insert into run (id, place_id, year, rules, levels, result_count, data_version, counts, by, by_name)
	values (new_id, place, for_year, rules, levels, 0, '', '{}', current_person(), maker);
	with found as (
		insert into run_row
		select new_id, found.* from identify_schools(place, for_year, rules, levels) found
		-- in the order of the key: its index grows at the end
		order by found.school_id
		returning status, evaluated + cardinality(not_evaluated) as results
	), each as (
		select status, count(*) as schools, sum(results) as results from found group by status
	)
	select coalesce(jsonb_object_agg(status, schools), '{}'), coalesce(sum(results), 0)
	into found_counts, found_results from each;
	update run set counts = found_counts, result_count = found_results, data_version = (
		-- results change by imports alone
		select md5(coalesce(string_agg(concat_ws(' ', i.id, i.applied_at, i.undone_at), ',' order by i.id), ''))
		from result_import i join organisation o on o.id = i.place_id
		where i.state in ('applied', 'undone') and (o.path <@ above or o.path @> above)
	)
	where id = new_id;
	-- read apart from the writing, by several processors where they are free
	execute format($query$
		select array_agg(row(sums.*)::opora.run_prior) from (
			select $5 as run_id, r.procedure, count(*)::integer as schools, sum(r.participants) as participants,
				sum(r.low) as low, sum(r.participants::double precision * r.participants)
					as participants_squared,
				sum(r.low::double precision * r.low / r.participants) as low_squared_share
			from %s r
			where r.participants >= $6
			group by r.procedure
		) sums
		$query$, source_of_results(region, joined))
	into priors using region, for_year, for_year, joined, new_id, fewest;
	insert into run_prior (run_id, procedure, schools, participants, low, participants_squared,
		low_squared_share)
	select p.run_id, p.procedure, p.schools, p.participants, p.low, p.participants_squared,
		p.low_squared_share
	from unnest(priors) p;
	return new_id;
end $$;
