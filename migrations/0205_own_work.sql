-- Who is responsible for a measure reads the roadmap in force that holds it and reports on the
-- measure, whatever roles he has or lacks.

create or replace function opora.approved_above() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(id), '{}') from (
		select id from roadmap
		where owner_id = any (scope('roadmap.read-approved'))
			and status in ('approved', 'in-force', 'closed') and withdrawn_at is null
		union
		select r.id from measure_party p
		join measure m on m.id = p.measure_id
		join roadmap r on r.id = m.roadmap_id
		where p.person_id = current_person() and m.withdrawn_at is null
			and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
	) readable
$$;

create function opora.own_owners() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(distinct owner_id), '{}') from measure_party
	where person_id = current_person()
$$;
create policy own_work on opora.organisation for select to opora_app
	using (id = any ((select opora.own_owners())::uuid[]));

-- Another time for work that an event or need decides.
create policy add_own on opora.occurrence for insert to opora_app
	with check (kind = 'added' and measure_id = any ((select opora.own_measures())::uuid[]));
