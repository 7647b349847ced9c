-- The list of a region in a third of its time: where the schools of the place lie in the order of paths is
-- told before the statement is planned, so that the planner knows how many they are.

-- The year of a place's schools, as far as the acting person reads results there.
create or replace function opora.read_year(place uuid, for_year integer)
returns table (school_id uuid, school text, path public.ltree, municipality_id uuid, municipality text,
	status text, years smallint, at_risk boolean, source text, calculated text, run_id uuid,
	list_id uuid, basis text, is_leader boolean, is_hard boolean)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	reach uuid[] := scope('results.read');
	above ltree := (select o.path from organisation o where o.id = place);
	is_whole boolean := place = any (reach);
begin
	return query
	select o.id, o.short_name, o.path, m.id, m.short_name, s.status, s.years, s.at_risk, s.source,
		s.calculated, s.run_id, s.list_id, s.basis, s.is_leader, s.is_hard
	from organisation o
	join school_status s on s.school_id = o.id and s.year = for_year
	left join organisation m on m.id = o.parent_id and m.kind = 'municipality'
	-- a label is an id in hexadecimal digits
	where o.path >= above and o.path < above || 'z' and (is_whole or o.id = any (reach));
end $$;
