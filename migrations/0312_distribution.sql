-- What pictures need of schools that the reader does not see: counts without names.

-- How the schools of a school's municipality lie by their shares below the minimum: ten counts from
-- 0 to 100 %, for each procedure that at least six schools held. To whom may read that school.
create function opora.share_distribution(school uuid, for_year integer)
returns table (procedure text, bins integer[])
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	with place as (
		select p.path from opora.organisation s
		join opora.organisation p on p.id = s.parent_id
		where s.id = school and school = any ((select opora.scope('results.read'))::uuid[])
	), lying as (
		select r.procedure, least(9, 10 * r.low::bigint / r.participants) as bin, count(*)::integer as schools
		from place
		join opora.organisation o on o.path operator(public.<@) place.path
		join opora.result r on r.school_id = o.id
		where r.year = for_year and r.participants > 0
		group by 1, 2
	)
	select named.procedure, array(
		select coalesce(l.schools, 0) from generate_series(0, 9) n
		left join lying l on l.procedure = named.procedure and l.bin = n order by n)
	from (select l.procedure from lying l group by l.procedure having sum(l.schools) >= 6) named;
end;

-- Sums of a place by procedure and year, to whom may read all of it.
create function opora.place_sums(place uuid, first_year integer, last_year integer)
returns table (procedure text, year smallint, schools integer, participants integer, low integer)
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	select r.procedure, r.year, count(*)::integer, sum(r.participants)::integer, sum(r.low)::integer
	from opora.organisation p
	join opora.organisation o on o.path operator(public.<@) p.path
	join opora.result r on r.school_id = o.id
	where p.id = place and place = any ((select opora.scope('results.read'))::uuid[])
		and r.year between first_year and last_year
	group by r.procedure, r.year;
end;
