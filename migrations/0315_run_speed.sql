-- A run over a country: one pass less over all results, and several processors where they are free.

alter function opora.counted_results(public.ltree, integer, integer, jsonb) parallel safe;
alter function opora.joined_procedures(jsonb) parallel safe;

-- What a rule set says of every school of a place in a year; nothing to whom may not read there.
create or replace function opora.identify_schools(place uuid, for_year integer, rules jsonb, levels jsonb)
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
		select r.school_id,
			count(*) filter (where r.year = for_year and r.participants >= fewest) as evaluated,
			bit_or(1 << (for_year - r.year)) as years
		from counted_results(above, for_year - earlier, for_year, joined) r group by r.school_id
	), small as (
		select r.school_id, array_agg(r.procedure order by r.procedure collate "C") as procedures,
			array_agg(r.participants order by r.procedure collate "C") as participants
		from counted_results(above, for_year, for_year, joined) r
		where r.participants < fewest group by r.school_id
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
		case when coalesce(h.years, 0) >> 1 = (1 << earlier) - 1 then '{}' else array(
			select (for_year - n)::smallint from generate_series(1, earlier) n
			where coalesce(h.years, 0) & (1 << n) = 0 order by n) end,
		x.kind
	from organisation o
	left join had h on h.school_id = o.id
	left join small s on s.school_id = o.id
	left join decided d on d.school_id = o.id
	left join told t on t.school_id = o.id
	left join school_kind x on x.organisation_id = o.id and rules -> 'excludedKinds' ? x.kind
	where o.path <@ above and o.kind in ('school', 'leader-school')
		and (o.closed_on is null or o.closed_on >= make_date(for_year, 1, 1));
end $$;
