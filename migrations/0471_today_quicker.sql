-- «Сегодня» of somebody who follows a whole region: his own among many is found from his side.

-- What came back of, and what waits for a verdict on, one's reports, without a look at the rows.
drop index opora.occurrence_returned;
create index occurrence_told on opora.occurrence (report_id, stage) include (owner_id)
	where stage in ('returned', 'reported') and withdrawn_at is null;
drop index opora.report_author;
create index report_author on opora.report (author_id) include (id);

-- What is still to be done of one's measures: most occurrences of a year lie behind.
create index occurrence_open_measure on opora.occurrence (measure_id, due_to)
	where stage in ('open', 'begun', 'returned') and withdrawn_at is null;

-- A region's operator does the work of the region and of what lies right under it: found by its parent
-- instead of passing over the whole tree.
create or replace function opora.own_work() returns uuid[]
language plpgsql stable security definer set search_path = opora, public, pg_temp as $$
#variable_conflict use_column
begin
	return array(
		select o.id
		from appointment a
		join organisation node on node.id = a.organisation_id
		join organisation o on o.path >= node.path and o.path < node.path || 'z'
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and o.closed_on is null
			and (a.role in ('school-coordinator', 'school-head')
				or (a.role in ('municipal-coordinator', 'methodist')
					and o.kind not in ('school', 'leader-school')))
		union
		select o.id
		from appointment a
		join organisation o on o.id = a.organisation_id or o.parent_id = a.organisation_id
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and o.closed_on is null and a.role = 'regional-operator'
			and o.kind not in ('school', 'leader-school', 'municipality'));
end $$;

-- Occurrences that came back of the acting person's reports.
create function opora.returned_to_me() returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
begin
	return array(
		select oc.id from report rp
		join occurrence oc on oc.report_id = rp.id and oc.stage = 'returned' and oc.withdrawn_at is null
		where rp.author_id = current_person());
end $$;

-- Reports that wait for the acting person's verdict, by owner that he sees; nobody verifies his own on a
-- school. The names stand here because a policy would compare each of a thousand owners with all.
drop function opora.waiting_verdicts();
create function opora.waiting_verdicts() returns table (owner_id uuid, name text, count integer)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	person uuid := current_person();
	verified uuid[] := scope('execution.verify');
begin
	return query
	select waiting.owner_id, o.short_name, (waiting.n - coalesce(own.n, 0))::integer
	from (
		select oc.owner_id, count(*) as n from occurrence oc
		where oc.stage = 'reported' and oc.withdrawn_at is null and oc.owner_id = any (verified)
		group by oc.owner_id
	) waiting
	left join (
		select oc.owner_id, count(*) as n from report rp
		join occurrence oc on oc.report_id = rp.id and oc.stage = 'reported'
			and oc.withdrawn_at is null
		join organisation o on o.id = oc.owner_id and o.kind in ('school', 'leader-school')
		where rp.author_id = person
		group by oc.owner_id
	) own on own.owner_id = waiting.owner_id
	join organisation o on o.id = waiting.owner_id
	where waiting.n > coalesce(own.n, 0)
		and (o.id in (select unnest(scope('organisation.read'))) or o.id in (select unnest(own_owners())));
end $$;

revoke all on function opora.returned_to_me, opora.waiting_verdicts from public;
grant execute on function opora.returned_to_me, opora.waiting_verdicts to opora_app;

-- Few rows, joined to tables under policies: taken for a thousand, they made the planner read the tables
-- through and ask the policy of every row.
alter function opora.half_year_work(integer, text, date, date, date, date) rows 20;
alter function opora.roadmap_steps() rows 20;
alter function opora.late_schools(date) rows 20;
