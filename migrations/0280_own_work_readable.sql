-- 0240 lost the second half of what 0205 had opened: who is responsible for a measure reads the
-- roadmap in force that holds it, whatever roles he has or lacks.
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

-- «Вернули»: few at any moment, whoever wrote the report.
create index occurrence_returned on opora.occurrence (report_id)
	where stage = 'returned' and withdrawn_at is null;
