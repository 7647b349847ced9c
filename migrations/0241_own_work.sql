-- 0240 left out that who is responsible for a measure reads the roadmap in force that holds it (0205).
create or replace function opora.approved_above() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(id), '{}') from (
		select id from roadmap
		where owner_id = any (array(
				select unnest(scope('roadmap.read-approved')) except select unnest(scope('roadmap.read'))
			))
			and status in ('approved', 'in-force', 'closed') and withdrawn_at is null
		union
		select r.id from measure_party p
		join measure m on m.id = p.measure_id
		join roadmap r on r.id = m.roadmap_id
		where p.person_id = current_person() and m.withdrawn_at is null
			and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
	) readable
$$;
