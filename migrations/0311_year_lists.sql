-- The lists of a year. What an order names stands above any calculation; what a school was in each
-- year follows from both (`settle_statuses`), and the second year running is counted.

create table opora.official_list (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	-- `hard-conditions`: школы, работающие в сложных социальных условиях.
	kind text not null check (kind in ('low-results', 'at-risk', 'leaders', 'hard-conditions')),
	number text not null check (number <> ''),
	dated date not null,
	issuer text not null check (issuer <> ''),
	document_id uuid references opora.document (id),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index official_list_place on opora.official_list (place_id, year);
create index official_list_document on opora.official_list (document_id);
create index official_list_by on opora.official_list (by);

create table opora.official_entry (
	id uuid primary key default gen_random_uuid(),
	list_id uuid not null references opora.official_list (id),
	-- Of the list: history is asked by place.
	place_id uuid not null references opora.organisation (id),
	school_id uuid not null references opora.organisation (id),
	-- «Основание», as the list gives it.
	basis text not null default '',
	unique (list_id, school_id)
);
create index official_entry_place on opora.official_entry (place_id);
create index official_entry_school on opora.official_entry (school_id);

-- What a school is in a year, derived: `settle_statuses` alone writes it.
create table opora.school_status (
	school_id uuid not null references opora.organisation (id),
	year smallint not null,
	-- `left`: it was on the list the year before, and is watched.
	status text not null
		check (status in ('low-results', 'at-risk', 'left', 'none', 'not-evaluated')),
	-- Years on the list running, this one included; 0 where it is not listed.
	years smallint not null,
	at_risk boolean not null,
	source text not null check (source in ('official', 'calculated')),
	-- What the run says, whatever the order says; null where there is no run.
	calculated text,
	run_id uuid references opora.run (id),
	-- The order that lists it or, where one covers it, does not.
	list_id uuid references opora.official_list (id),
	basis text not null default '',
	is_leader boolean not null,
	is_hard boolean not null,
	primary key (school_id, year)
);
create index school_status_run on opora.school_status (run_id);
create index school_status_list on opora.school_status (list_id);

-- Settles what the schools of a place are in `first_year` and the years after. Of several runs the one
-- of the nearest place counts, and of that place the one taken last.
create function opora.settle_statuses(place uuid, first_year integer) returns void
language plpgsql security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off as $$
declare
	above ltree;
	at_year integer;
begin
	select path into above from organisation
	where id = place and (place = any (scope('results.run')) or place = any (scope('results.edit')));
	if above is null then
		raise exception 'no right to settle here' using errcode = 'insufficient_privilege';
	end if;
	-- two who settle one region wait for each other
	perform pg_advisory_xact_lock(hashtextextended('statuses ' || subltree(above, 0, 1)::text, 0));
	for at_year in
		select distinct y.year from (
			select year, place_id from run where taken_at is not null
			union all select year, place_id from official_list
		) y
		join organisation o on o.id = y.place_id
		where y.year >= first_year and (o.path @> above or o.path <@ above)
		order by 1
	loop
		delete from school_status s using organisation o
		where s.year = at_year and o.id = s.school_id and o.path <@ above;
		insert into school_status (school_id, year, status, years, at_risk, source, calculated, run_id,
			list_id, basis, is_leader, is_hard)
		with taken as (
			select distinct on (r.place_id) r.id, p.path
			from run r join organisation p on p.id = r.place_id
			where r.year = at_year and r.taken_at is not null and (p.path @> above or p.path <@ above)
			order by r.place_id, r.taken_at desc, r.id
		), school as (
			select o.id, o.path from organisation o
			where o.path <@ above and o.kind in ('school', 'leader-school')
				and (o.closed_on is null or o.closed_on >= make_date(at_year, 1, 1))
		), calculated as (
			select distinct on (r.school_id) r.school_id, r.run_id, r.status
			from taken t
			join run_row r on r.run_id = t.id
			join school s on s.id = r.school_id
			order by r.school_id, nlevel(t.path) desc
		), list as (
			select l.id, l.kind, p.path
			from official_list l join organisation p on p.id = l.place_id
			where l.year = at_year and l.withdrawn_at is null and (p.path @> above or p.path <@ above)
		), official as (
			select s.id, l.kind, count(e.id) > 0 as is_named, max(e.basis) as basis,
				(array_agg(l.id order by (e.id is null), nlevel(l.path) desc, l.id))[1] as list_id
			from list l
			join school s on s.path <@ l.path
			left join official_entry e on e.list_id = l.id and e.school_id = s.id
			group by s.id, l.kind
		), fact as (
			select s.id, c.run_id, c.status as calculated,
				low.id is not null as has_order, coalesce(low.list_id, risk.list_id) as list_id,
				case when low.is_named then low.basis else coalesce(risk.basis, '') end as basis,
				coalesce(low.is_named, c.status = 'low-results', false) as is_low,
				coalesce(risk.is_named, c.status = 'at-risk'
					or c.status = 'low-results' and low.id is not null, false) as is_risk,
				low.id is not null or coalesce(c.status, 'not-evaluated') <> 'not-evaluated' as is_known,
				risk.is_named is true as is_risk_named,
				coalesce(leader.is_named, false) as is_leader, coalesce(hard.is_named, false) as is_hard,
				before.status = 'low-results' as was_low, before.years as years_before
			from school s
			left join calculated c on c.school_id = s.id
			left join official low on low.id = s.id and low.kind = 'low-results'
			left join official risk on risk.id = s.id and risk.kind = 'at-risk'
			left join official leader on leader.id = s.id and leader.kind = 'leaders'
			left join official hard on hard.id = s.id and hard.kind = 'hard-conditions'
			left join school_status before on before.school_id = s.id and before.year = at_year - 1
		)
		select f.id, at_year,
			case when f.is_low then 'low-results' when f.was_low and f.is_known then 'left'
				when f.is_risk then 'at-risk' when f.is_known then 'none' else 'not-evaluated' end,
			case when not f.is_low then 0 when f.was_low then f.years_before + 1 else 1 end,
			f.is_risk and not f.is_low,
			case when f.has_order or f.is_risk_named then 'official' else 'calculated' end,
			f.calculated, f.run_id, f.list_id, f.basis, f.is_leader, f.is_hard
		from fact f;
	end loop;
end $$;

-- The year of a place's schools, as far as the acting person reads results there.
create function opora.read_year(place uuid, for_year integer)
returns table (school_id uuid, school text, path public.ltree, municipality_id uuid, municipality text,
	status text, years smallint, at_risk boolean, source text, calculated text, run_id uuid,
	list_id uuid, basis text, is_leader boolean, is_hard boolean)
language sql stable security definer set search_path = opora, public, pg_temp
begin atomic
	with reach as materialized (select opora.scope('results.read') as ids),
	place_at as (
		select o.path, o.id = any (reach.ids) as is_whole, reach.ids
		from opora.organisation o cross join reach where o.id = place
	)
	select o.id, o.short_name, o.path, m.id, m.short_name, s.status, s.years, s.at_risk, s.source,
		s.calculated, s.run_id, s.list_id, s.basis, s.is_leader, s.is_hard
	from place_at
	join opora.organisation o on o.path operator(public.<@) place_at.path
	join opora.school_status s on s.school_id = o.id and s.year = for_year
	left join opora.organisation m on m.id = o.parent_id and m.kind = 'municipality'
	where place_at.is_whole or o.id = any (place_at.ids);
end;

alter table opora.official_list enable row level security;
alter table opora.official_entry enable row level security;
alter table opora.school_status enable row level security;

-- By which order it was listed a school may know; who else is named in it, only who reads results.
create policy read on opora.official_list for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.official_list for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.official_list for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]));

create policy read on opora.official_entry for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[])
		or school_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.official_entry for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and school_id = any ((select opora.scope('results.edit'))::uuid[]));

create policy read on opora.school_status for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[]));

grant select on opora.official_list, opora.official_entry, opora.school_status to opora_app;
grant insert (id, place_id, year, kind, number, dated, issuer, document_id, by),
	update (withdrawn_at) on opora.official_list to opora_app;
grant insert (id, list_id, place_id, school_id, basis) on opora.official_entry to opora_app;

create trigger revision before update on opora.official_list
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.official_list
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.official_entry
	for each row execute function opora.write_audit();
