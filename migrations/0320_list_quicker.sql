-- What the head of a year's list asks, without a policy's question for each table that it looks into.

-- Years of which a place has results, runs or orders; nothing to whom may not see it.
create function opora.years_of(place uuid) returns setof smallint
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	with near as materialized (
		select o.id from opora.organisation p
		join opora.organisation o on o.path operator(public.@>) p.path
			or o.path operator(public.<@) p.path and o.kind = 'municipality'
		where p.id = place and place = any ((select opora.scope('organisation.read'))::uuid[])
	)
	select year from opora.run where place_id in (select id from near)
	union select year from opora.official_list where place_id in (select id from near)
	union select unnest(years) from opora.result_import
		where state = 'applied' and place_id in (select id from near);
end;

-- Whether results of a place's year came, or an import of them was undone, after a moment.
create function opora.results_came_after(place uuid, of_year smallint, moment timestamptz)
returns boolean
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	select exists (
		select from opora.result_import i
		join opora.organisation o on o.id = i.place_id
		join opora.organisation p on o.path operator(public.<@) p.path or o.path operator(public.@>) p.path
		where i.state in ('applied', 'undone') and of_year = any (i.years)
			and greatest(i.applied_at, i.undone_at) > moment and p.id = place
	);
end;
