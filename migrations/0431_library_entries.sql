-- A municipality's own entries of the library of measures, shown together with those of Opora to all
-- who stand beneath it, and what others did against a deficit as counts that name nobody.

create table opora.library_entry (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	level text not null check (level in ('authority', 'service', 'school')),
	factors smallint[] not null check (cardinality(factors) between 1 and 4),
	text text not null check (length(text) between 3 and 500),
	term text not null check (length(term) between 3 and 500),
	responsible text[] not null check (cardinality(responsible) between 1 and 4),
	result text not null check (length(result) between 3 and 500),
	evidence text[] not null check (cardinality(evidence) > 0),
	effort text not null check (effort in ('small', 'medium', 'large')),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index library_entry_owner on opora.library_entry (owner_id);
create index library_entry_by on opora.library_entry (by);

alter table opora.library_entry enable row level security;
-- Schools read what their municipality and region keep.
create policy read on opora.library_entry for select to opora_app
	using (owner_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.library_entry for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])
		and owner_id in (select id from opora.organisation where kind in ('region', 'municipality'))
		and by = (select opora.current_person()));
create policy edit on opora.library_entry for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
grant select on opora.library_entry to opora_app;
grant insert (id, owner_id, level, factors, text, term, responsible, result, evidence, effort, by),
	update (level, factors, text, term, responsible, result, evidence, effort, withdrawn_at)
	on opora.library_entry to opora_app;
create trigger revision before update on opora.library_entry
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.library_entry
	for each row execute function opora.write_audit();

-- What schools of the acting person's municipalities did against each deficit: measures of approved
-- roadmaps, how many of them were due, how many of those were kept. Of fewer than three roadmaps of
-- three schools nothing is told, so that nobody's own can be worked out from it.
create function opora.factor_experience()
returns table (factor smallint, roadmaps integer, measures integer, due integer, kept integer)
language sql stable security definer set search_path = opora, pg_temp as $$
	with place as (
		select distinct m.id, m.path from organisation m
		where m.kind = 'municipality' and m.id = any ((select scope('organisation.read'))::uuid[])
	), own as (
		select array_agg(r.id) as ids
		from place
		join organisation o on o.path operator(public.<@) place.path and o.kind in ('school', 'leader-school')
		join roadmap r on r.owner_id = o.id and r.withdrawn_at is null
			and r.status in ('approved', 'in-force', 'closed')
	)
	select f, count(distinct s.roadmap_id)::int, count(*)::int,
		(count(*) filter (where s.due))::int, (count(*) filter (where s.kept))::int
	from own, measure_standing(own.ids) s, unnest(s.factors) f
	group by f
	having count(distinct s.roadmap_id) >= 3 and count(distinct s.owner_id) >= 3
$$;
revoke all on function opora.factor_experience from public;
grant execute on function opora.factor_experience to opora_app;
