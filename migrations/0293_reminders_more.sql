-- Letters tell of half-year reports that are due, and whoever follows the work of others may remind
-- those who are late: at most once a day, by a letter that goes the way of the morning's.

alter table opora.reminder_setting drop constraint reminder_setting_kinds_off_check,
	add constraint reminder_setting_kinds_off_check check (kinds_off <@ array['soon', 'today', 'late',
		'returned', 'verify', 'mention', 'agree', 'schools', 'report']);

grant select (id, roadmap_id, owner_id, year, season, stage) on opora.half_year_report to opora_jobs;
grant select on opora.half_year_term to opora_jobs;
create policy jobs on opora.half_year_report for select to opora_jobs using (true);
create policy jobs on opora.half_year_term for select to opora_jobs using (true);

-- A reminder to somebody who is late with work of `owner_id`.
create table opora.nudge (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	person_id uuid not null references opora.person (id),
	-- Told of everything that is late there, not of the own measures alone.
	whole boolean not null,
	sender_id uuid not null references opora.person (id),
	-- Of the organisation's time zone.
	day date not null,
	at timestamptz not null default opora.now(),
	unique (owner_id, person_id, day)
);
create index nudge_person on opora.nudge (person_id);
create index nudge_sender on opora.nudge (sender_id);

alter table opora.nudge enable row level security;
create policy follows on opora.nudge for select to opora_app
	using (owner_id = any ((select opora.scope('execution.verify'))::uuid[])
		or person_id = (select opora.current_person()));
create policy jobs on opora.nudge for select to opora_jobs using (true);
grant select on opora.nudge to opora_app, opora_jobs;
create trigger audit after insert or update or delete on opora.nudge
	for each row execute function opora.write_audit();

-- The morning's letter is still one a person and day; each reminder has one of its own.
alter table opora.digest drop constraint digest_person_id_day_key,
	add column nudge_id uuid unique references opora.nudge (id);
create unique index digest_morning on opora.digest (person_id, day) where nudge_id is null;
create index digest_person on opora.digest (person_id);

-- Reminds whoever is late with the work of `place`: of each late measure those responsible who sign
-- in and have an address, else who answers for the organisation. Returns how many people that were,
-- and how many of them were not reminded yet that day; nobody reminds himself.
create function opora.remind_late(place uuid) returns table (people integer, reminded integer)
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	today date := (select (opora.now() at time zone o.time_zone)::date from organisation o where o.id = place);
begin
	if not place = any (scope('execution.verify')) then
		return;
	end if;
	return query
	with late as (
		select distinct oc.measure_id
		from occurrence oc
		join roadmap r on r.id = oc.roadmap_id
			and r.status in ('approved', 'in-force') and r.withdrawn_at is null
		join measure m on m.id = oc.measure_id and m.withdrawn_at is null
		where oc.owner_id = place and oc.stage in ('open', 'begun') and oc.withdrawn_at is null
			and oc.due_to < today and not oc.never_late
	), reachable as (
		select p.id from person p
		where p.account_id is not null and p.email is not null
			and coalesce(p.left_on, 'infinity') > today and p.id <> current_person()
	), responsible as (
		select late.measure_id, mp.person_id
		from late
		join measure_party mp on mp.measure_id = late.measure_id
		where mp.person_id in (select id from reachable)
	), head as (
		select a.person_id, rank() over (order by a.role = 'school-head') as place
		from appointment a
		where a.organisation_id = place
			and a.role in ('school-coordinator', 'school-head', 'municipal-coordinator')
			and today between a.from_date and coalesce(a.to_date, 'infinity')
			and a.person_id in (select id from reachable)
	), meant as (
		select person_id, false as whole from responsible
		union all
		select head.person_id, true from head
		where head.place = 1
			and exists (select from late where late.measure_id not in (select measure_id from responsible))
	), sent as (
		insert into nudge (owner_id, person_id, whole, sender_id, day)
		select place, person_id, bool_or(whole), current_person(), today from meant group by person_id
		on conflict do nothing
		returning id
	)
	select (select count(distinct person_id)::integer from meant), (select count(*)::integer from sent);
end $$;
revoke all on function opora.remind_late from public;
grant execute on function opora.remind_late to opora_app;

-- What became of the reminders of a day for those of `owners` whose work the acting person follows.
create function opora.reminded(owners uuid[], of_day date)
returns table (owner_id uuid, people integer, sent integer, failed integer)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	followed uuid[] := scope('execution.verify');
begin
	return query
	select n.owner_id, count(*)::integer, (count(*) filter (where d.state = 'sent'))::integer,
		(count(*) filter (where d.state = 'failed'))::integer
	from nudge n
	left join digest d on d.nudge_id = n.id
	where n.owner_id = any (owners) and n.owner_id = any (followed) and n.day = of_day
	group by n.owner_id;
end $$;
revoke all on function opora.reminded from public;
grant execute on function opora.reminded to opora_app;
