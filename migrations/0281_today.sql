-- «Сегодня»: whose work is whose, and how much of it there is. Every page's rail asks, so the counts
-- are functions whose plans stay, and that ask for rights themselves instead of row by row.

create index roadmap_unapproved on opora.roadmap (owner_id)
	where status in ('draft', 'review', 'agreed') and withdrawn_at is null;
create index intake_waiting on opora.intake (organisation_id) where state in ('review', 'refused');

-- Organisations whose work is the acting person's own: a school's for its people; a municipality's
-- and its services' for its coordinator and methodists, without its schools'; a region's own for its
-- operator. Experts, curators and observers have none by their role.
create function opora.own_work() returns uuid[]
language sql stable security definer set search_path = opora, public, pg_temp as $$
	select coalesce(array_agg(distinct o.id), '{}')
	from appointment a
	join organisation node on node.id = a.organisation_id
	join organisation o on o.path <@ node.path
	where a.person_id = current_person()
		and today() between a.from_date and coalesce(a.to_date, 'infinity')
		and o.closed_on is null
		and case
			when a.role in ('school-coordinator', 'school-head') then true
			when a.role in ('municipal-coordinator', 'methodist')
				then o.kind not in ('school', 'leader-school')
			when a.role = 'regional-operator'
				then o.kind not in ('school', 'leader-school', 'municipality')
					and nlevel(o.path) <= nlevel(node.path) + 1
			else false
		end
$$;

-- Schools whose work the acting person follows, school by school: a coordinator and a methodist those
-- of the municipality, a curator his. A region follows its municipalities, not a thousand schools.
create function opora.followed_schools() returns uuid[]
language sql stable security definer set search_path = opora, public, pg_temp as $$
	select coalesce(array_agg(distinct o.id), '{}')
	from appointment a
	join organisation node on node.id = a.organisation_id
	join organisation o on o.path <@ node.path and o.kind in ('school', 'leader-school')
	where a.person_id = current_person()
		and today() between a.from_date and coalesce(a.to_date, 'infinity')
		and o.closed_on is null
		and (a.role in ('municipal-coordinator', 'methodist')
			or (a.role = 'curator' and exists (select from curatorship c
				where c.person_id = a.person_id and c.organisation_id = o.id
					and today() between c.from_date and coalesce(c.to_date, 'infinity'))))
$$;

-- Roadmaps whose next step is the acting person's: `agree`, `approve`, `rework` what came back,
-- `finish` a draft. Nobody agrees to what he sent himself.
create function opora.roadmap_steps() returns table (roadmap_id uuid, step text, at timestamptz,
	comment text)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	agreeing uuid[] := scope('roadmap.agree');
	approving uuid[] := scope('roadmap.approve');
	own uuid[] := own_work();
begin
	return query
	select r.id, asked.step, last.at, case when asked.step = 'rework' then last.comment end
	from roadmap r
	left join lateral (
		select s.person_id, s.comment, s.from_status, s.at from roadmap_step s
		where s.roadmap_id = r.id
		order by s.at desc
		limit 1
	) last on true
	cross join lateral (select case
		when r.status = 'review' and r.owner_id = any (agreeing)
			and last.person_id is distinct from current_person() then 'agree'
		when r.status = 'agreed' and r.owner_id = any (approving) then 'approve'
		when r.status = 'draft' and r.owner_id = any (own)
			then case when last.from_status in ('review', 'agreed') then 'rework' else 'finish' end
		end as step) asked
	where r.status in ('draft', 'review', 'agreed') and r.withdrawn_at is null
		and asked.step is not null;
end $$;

-- Schools without a roadmap that holds on the day, for which the acting person may begin one: those
-- of his own work, and of the municipality that he coordinates.
create function opora.schools_without_roadmap(day date) returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	editable uuid[] := scope('roadmap.edit');
	near uuid[] := own_work() || followed_schools();
begin
	return coalesce((
		select array_agg(o.id) from organisation o
		where o.id = any (near) and o.id = any (editable) and o.kind = 'school'
			and not exists (select from roadmap r where r.owner_id = o.id and r.withdrawn_at is null
				and day between r.period_from and r.period_to)
	), '{}');
end $$;

-- Followed schools with something late, without what the acting person is responsible for himself.
create function opora.late_schools(day date) returns table (owner_id uuid, roadmap_id uuid,
	count integer, since date, numbers text[])
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	followed uuid[] := followed_schools();
	mine uuid[] := own_measures();
begin
	return query
	select late.owner_id, (array_agg(late.roadmap_id order by late.since))[1], count(*)::integer,
		min(late.since), (array_agg(m.number order by m.position) filter (where m.number is not null))[1:3]
	from (
		select oc.owner_id, oc.roadmap_id, oc.measure_id, min(oc.due_to) as since
		from occurrence oc
		where oc.owner_id = any (followed) and oc.stage in ('open', 'begun')
			and oc.withdrawn_at is null and oc.due_to < day and not oc.never_late
			and not oc.measure_id = any (mine)
		group by 1, 2, 3
	) late
	join roadmap r on r.id = late.roadmap_id
		and r.status in ('approved', 'in-force') and r.withdrawn_at is null
	join measure m on m.id = late.measure_id and m.withdrawn_at is null
	group by late.owner_id;
end $$;

-- Reports that wait for the acting person's verdict, by owner; nobody verifies his own on a school.
create function opora.waiting_verdicts() returns table (owner_id uuid, count integer)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	person uuid := current_person();
	verified uuid[] := scope('execution.verify');
begin
	return query
	select waiting.owner_id, (waiting.n - coalesce(own.n, 0))::integer
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
	where waiting.n > coalesce(own.n, 0);
end $$;

-- Lengths of the lists of «Сегодня»; src/lib/today/store-waiting.ts lists the same, and a test holds
-- the two together. `until` is the week's last day.
create function opora.count_today(day date, until date, out own integer, out verify integer,
	out apart integer, out missing integer, out has_own boolean)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	person uuid := current_person();
	owners uuid[] := own_work();
	mine uuid[] := own_measures();
	read uuid[] := scope('document.add');
begin
	has_own := cardinality(mine) > 0;
	select count(distinct found.measure_id) into own
	from (
		select oc.measure_id, oc.roadmap_id from occurrence oc
		where oc.owner_id = any (owners) and oc.stage in ('open', 'begun', 'returned')
			and oc.withdrawn_at is null and (oc.stage = 'returned'
				or (oc.due_to < day and not oc.never_late) or oc.due_to between day and until)
		union all
		select oc.measure_id, oc.roadmap_id from occurrence oc
		where oc.measure_id = any (mine) and oc.stage in ('open', 'begun', 'returned')
			and oc.withdrawn_at is null and (oc.stage = 'returned'
				or (oc.due_to < day and not oc.never_late) or oc.due_to between day and until)
		union all
		select oc.measure_id, oc.roadmap_id
		from occurrence oc join report rp on rp.id = oc.report_id
		where oc.stage = 'returned' and oc.withdrawn_at is null and rp.author_id = person
	) found
	join roadmap r on r.id = found.roadmap_id
		and r.status in ('approved', 'in-force') and r.withdrawn_at is null
	join measure m on m.id = found.measure_id and m.withdrawn_at is null;
	verify := coalesce((select sum(v.count) from waiting_verdicts() v), 0);
	apart := (select count(*) from roadmap_steps())
		+ (select count(*) from late_schools(day))
		+ (select count(*) from mention mn
			join comment c on c.id = mn.comment_id and c.withdrawn_at is null
			join measure m on m.id = mn.measure_id and m.withdrawn_at is null
			where mn.person_id = person and mn.seen_at is null)
		+ (select count(*) from intake i
			where i.state in ('review', 'refused') and i.document_id is not null
				and i.organisation_id = any (read));
	missing := cardinality(schools_without_roadmap(day));
end $$;

revoke all on function opora.own_work, opora.followed_schools, opora.roadmap_steps,
	opora.schools_without_roadmap, opora.late_schools, opora.waiting_verdicts,
	opora.count_today from public;
grant execute on function opora.own_work, opora.followed_schools, opora.roadmap_steps,
	opora.schools_without_roadmap, opora.late_schools, opora.waiting_verdicts,
	opora.count_today to opora_app;
