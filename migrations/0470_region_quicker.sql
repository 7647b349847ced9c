-- A region's pages: sums are made by parts (a municipality, or what lies in none), so that the
-- application keeps those of a part until something in it changes (decision 54). Whoever holds the whole
-- tree is asked once, for the place, and roadmaps are then found along the order of paths, without lists
-- of a thousand ids between one question and the next.

-- Whether the acting person reads every approved roadmap under a place, whoever owns it.
create function opora.reads_all_approved(place uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp
return opora.holds_tree('roadmap.read', place) or opora.holds_tree('roadmap.read-approved', place);

create or replace function opora.running_roadmaps(beneath uuid, owners uuid[], day date)
returns table (id uuid, today date)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	moment timestamptz := opora.now();
	top ltree := (select path from organisation where id = beneath);
	wanted uuid[];
	readable uuid[];
	above uuid[];
begin
	if owners is null and reads_all_approved(beneath) then
		return query select r.id, t.today
			from organisation o
			join roadmap r on r.owner_id = o.id
			cross join lateral (select (moment at time zone o.time_zone)::date as today) t
			where o.path >= top and o.path < top || 'z'
				and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
				and coalesce(day, t.today) between r.period_from and r.period_to;
		return;
	end if;
	wanted := coalesce(owners, array(select o.id from organisation o where o.path <@ top));
	readable := array(select unnest(wanted) intersect select unnest(scope('roadmap.read')));
	return query select r.id, t.today
		from roadmap r
		join organisation o on o.id = r.owner_id
		cross join lateral (select (moment at time zone o.time_zone)::date as today) t
		where r.owner_id = any (readable)
			and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
			and coalesce(day, t.today) between r.period_from and r.period_to;
	if cardinality(readable) < cardinality(wanted) then
		above := approved_above();
		return query select r.id, t.today
			from roadmap r
			join organisation o on o.id = r.owner_id
			cross join lateral (select (moment at time zone o.time_zone)::date as today) t
			where r.id = any (above) and r.owner_id = any (wanted) and r.owner_id <> all (readable)
				and coalesce(day, t.today) between r.period_from and r.period_to;
	end if;
end $$;

create or replace function opora.read_progress(beneath uuid, owners uuid[], day date)
returns table (roadmap_id uuid, owner_id uuid, title text, level text, period_to date, kind text,
	short_name text, path text, whole integer, done integer, planned integer, due integer, kept integer,
	waiting integer, lost integer, late integer, returned integer, reported integer,
	under_way integer, not_begun integer, not_done integer, first_month date,
	plan integer[], fact integer[], factors jsonb)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	moment timestamptz := opora.now();
	top ltree := (select path from organisation where id = beneath);
	wanted uuid[];
	days date[];
	holding uuid[];
	stale uuid[];
begin
	if owners is null and reads_all_approved(beneath) then
		stale := array(select r.id
			from organisation o
			join roadmap r on r.owner_id = o.id
			cross join lateral (select (moment at time zone o.time_zone)::date as today) t
			left join roadmap_progress p on p.roadmap_id = r.id and p.day = t.today
			where o.path >= top and o.path < top || 'z'
				and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
				and coalesce(read_progress.day, t.today) between r.period_from and r.period_to
				and (p.roadmap_id is null
					or r.id in (select c.roadmap_id from progress_change c)));
		return query select r.id, r.owner_id, r.title, r.level, r.period_to, o.kind, o.short_name,
			o.path::text, p.whole, p.done, p.planned, p.due, p.kept, p.waiting, p.lost,
			p.late, p.returned, p.reported, p.under_way, p.not_begun, p.not_done,
			p.first_month, p.plan, p.fact, p.factors
			from organisation o
			join roadmap r on r.owner_id = o.id
			cross join lateral (select (moment at time zone o.time_zone)::date as today) t
			join roadmap_progress p on p.roadmap_id = r.id
			where p.day = t.today and o.path >= top and o.path < top || 'z'
				and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
				and coalesce(read_progress.day, t.today) between r.period_from and r.period_to
				and r.id <> all (stale);
	else
		select array_agg(id), array_agg(today) into wanted, days
		from running_roadmaps(beneath, owners, day);
		holding := array(
			select p.roadmap_id from unnest(wanted, days) w (id, today)
			join roadmap_progress p on p.roadmap_id = w.id and p.day = w.today
			where p.roadmap_id not in (select c.roadmap_id from progress_change c)
		);
		return query select r.id, r.owner_id, r.title, r.level, r.period_to, o.kind, o.short_name,
			o.path::text, p.whole, p.done, p.planned, p.due, p.kept, p.waiting, p.lost,
			p.late, p.returned, p.reported, p.under_way, p.not_begun, p.not_done,
			p.first_month, p.plan, p.fact, p.factors
			from roadmap_progress p
			join roadmap r on r.id = p.roadmap_id
			join organisation o on o.id = r.owner_id
			where p.roadmap_id = any (holding);
		if cardinality(holding) < cardinality(wanted) then
			stale := array(select unnest(wanted) except select unnest(holding));
		end if;
	end if;
	if cardinality(stale) > 0 then
		return query select r.id, r.owner_id, r.title, r.level, r.period_to, o.kind, o.short_name,
			o.path::text, c.whole, c.done, c.planned, c.due, c.kept, c.waiting, c.lost,
			c.late, c.returned, c.reported, c.under_way, c.not_begun, c.not_done,
			c.first_month, c.plan, c.fact, c.factors
			from count_progress(stale) c
			join roadmap r on r.id = c.roadmap_id
			join organisation o on o.id = r.owner_id;
	end if;
end $$;

-- What must be summed anew of what was summed when `seen` was the snapshot, as decision 31 asks for
-- pages: `parts` are municipalities, and the region itself for what lies in none of them; `everything`
-- where a change cannot be told to one part. Nothing for who does not read all of the region; `rights`
-- tells sums apart that differ by reader. What this transaction wrote itself is nobody's to keep:
-- `writes`. Days of time zones begin with a quarter of an hour.
create function opora.parts_changed(region uuid, seen pg_snapshot)
returns table (seen_now pg_snapshot, quarter timestamptz, rights text, writes boolean,
	everything boolean, parts uuid[])
language plpgsql stable security definer set search_path = opora, public, pg_temp
	set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
	top ltree := (select o.path from organisation o where o.id = region);
	most constant integer := 1000;
	owners uuid[];
	is_apart boolean;
begin
	if not reads_all_approved(region) then
		return;
	end if;
	seen_now := pg_current_snapshot();
	quarter := date_bin('15 minutes', opora.now(), 'epoch');
	rights := concat_ws(' ', case when holds_tree('roadmap.read', region) then 'drafts' end,
		case when holds_tree('execution.read', region) then 'reports' end);
	writes := pg_current_xact_id_if_assigned() is not null;
	everything := seen is null;
	parts := '{}';
	if seen is not null then
		select array_agg(distinct a.organisation_id), bool_or(a.organisation_id is null
			or a.table_name in ('organisation', 'curatorship', 'half_year_term')
			or a.before ? 'owner_id' and a.after ? 'owner_id'
				and a.before ->> 'owner_id' <> a.after ->> 'owner_id') or count(*) >= most
		into owners, is_apart
		from (
			select each.organisation_id, each.table_name, each.before, each.after from audit each
			where each.transaction >= pg_snapshot_xmin(seen)
				and not pg_visible_in_snapshot(each.transaction, seen)
				and each.table_name not in ('session', 'user', 'account', 'twoFactor', 'invitation',
					'calendar_feed', 'reminder_setting')
			limit most
		) a;
		everything := coalesce(is_apart, false);
		if owners is not null and not everything then
			parts := array(
				select distinct coalesce((select place.id from organisation place
					where place.id = any (string_to_array(o.path::text, '.')::uuid[])
						and place.kind = 'municipality' and place.path <@ top and place.closed_on is null), region)
				from organisation o where o.id = any (owners) and o.path <@ top);
		end if;
	end if;
	return next;
end $$;

-- The organisations of a region with the part in which each lies; `wanted`: of these parts alone.
create function opora.region_parts(region uuid, wanted uuid[]) returns table (id uuid, part uuid)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	top ltree := (select path from organisation where id = region);
begin
	return query select o.id, place.id
		from organisation place
		join organisation o on o.path >= place.path and o.path < place.path || 'z'
		where place.path >= top and place.path < top || 'z' and place.kind = 'municipality'
			and place.closed_on is null and (wanted is null or place.id = any (wanted));
	if wanted is null or region = any (wanted) then
		return query select o.id, region
			from organisation o
			where o.path >= top and o.path < top || 'z' and o.id not in (
				select inner_one.id
				from organisation place
				join organisation inner_one
					on inner_one.path >= place.path and inner_one.path < place.path || 'z'
				where place.path >= top and place.path < top || 'z' and place.kind = 'municipality'
					and place.closed_on is null);
	end if;
end $$;

-- What the roadmaps of a region's parts come to that run on `day`; nothing for who does not read all of
-- them. `units`: one element a level of roadmaps, and in the region's own part an owner, with sums by the
-- names of roadmap_progress. `curve`: what is planned and done in each month. `tallies`: [whole, done,
-- due, kept, waiting, lost, how many roadmaps have these], from which a forecast is summed. `until`: the
-- first end of a period.
create function opora.sum_progress(region uuid, day date, wanted uuid[])
returns table (part uuid, units jsonb, curve jsonb, tallies jsonb, until date)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	apart uuid[];
begin
	if not reads_all_approved(region) then
		return;
	end if;
	if region = any (wanted) then
		apart := array(select m.id from region_parts(region, array[region]) m);
	end if;
	return query
	with progress as materialized (
		select m.part, p.*
		from read_progress(region, null, sum_progress.day) p
		join region_parts(region, null) m on m.id = p.owner_id
		where wanted is null
		union all
		select w.part, p.*
		from unnest(wanted) w (part)
		cross join lateral read_progress(w.part, null, sum_progress.day) p
		where w.part <> region
		union all
		select region, p.* from read_progress(null, apart, sum_progress.day) p where apart is not null
	), summed as (
		select p.part, p.level, case when p.part = region then p.owner_id else p.part end as id,
			count(*) as roadmaps, sum(p.whole) as whole, sum(p.done) as done, sum(p.planned) as planned,
			sum(p.due) as due, sum(p.kept) as kept, sum(p.waiting) as waiting, sum(p.lost) as lost,
			sum(p.late) as late, sum(p.returned) as returned, sum(p.reported) as reported,
			sum(p.under_way) as under_way, sum(p.not_begun) as not_begun, sum(p.not_done) as not_done
		from progress p group by 1, 2, 3
	), unit as (
		select s.part, jsonb_agg(to_jsonb(s) - 'part' || jsonb_build_object('kind', o.kind,
			'short_name', o.short_name) order by o.short_name, s.id) as units
		from summed s join organisation o on o.id = s.id group by 1
	), each as (
		select p.part, p.first_month, generate_subscripts(p.plan, 1) as place, unnest(p.plan) as plan,
			unnest(p.fact) as fact
		from progress p
	), by_place as (
		select e.part, e.first_month, e.place, sum(e.plan) as plan, sum(e.fact) as fact
		from each e group by 1, 2, 3
	), month as (
		select b.part, jsonb_agg(jsonb_build_object('month',
			to_char(b.first_month + make_interval(months => b.place - 1), 'YYYY-MM'),
			'plan', b.plan, 'fact', b.fact)) as curve
		from by_place b group by 1
	), alike as (
		select p.part, array[p.whole, p.done, p.due, p.kept, p.waiting, p.lost] as counts,
			count(*) as times
		from progress p group by 1, 2
	), tally as (
		select a.part, jsonb_agg(to_jsonb(a.counts) || to_jsonb(a.times)) as tallies
		from alike a group by 1
	), ending as (
		select p.part, min(p.period_to) as until from progress p group by 1
	)
	select u.part, u.units, m.curve, t.tallies, e.until
	from unit u join month m using (part) join tally t using (part) join ending e using (part);
end $$;

-- How many schools of a region's parts are curated and have a roadmap; nothing for who does not read all
-- of the region. Drafts are told to those who may read drafts.
create function opora.municipality_schools(region uuid, day date, wanted uuid[])
returns table (part uuid, schools integer, curated integer, approved integer, unapproved integer)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	drafts boolean := holds_tree('roadmap.read', region);
begin
	if not drafts and not holds_tree('roadmap.read-approved', region) then
		return;
	end if;
	return query
	with school as (
		select m.part, o.id, bool_or(r.status in ('approved', 'in-force', 'closed')) is true as is_approved,
			count(r.id) > 0 as has_roadmap
		from region_parts(region, wanted) m
		join organisation o on o.id = m.id and o.kind = 'school' and o.closed_on is null
		left join roadmap r on r.owner_id = o.id and r.withdrawn_at is null and r.corrects_id is null
			and municipality_schools.day between r.period_from and r.period_to
		group by m.part, o.id
	)
	select s.part, count(*)::integer,
		(count(*) filter (where s.id in (select c.organisation_id from curatorship c
			where municipality_schools.day between c.from_date and coalesce(c.to_date, 'infinity'))))::integer,
		(count(*) filter (where s.is_approved))::integer,
		(count(*) filter (where drafts and s.has_roadmap and not s.is_approved))::integer
	from school s
	group by s.part;
end $$;

drop function opora.municipality_sums(uuid, date);

drop function opora.municipality_reports(uuid, jsonb);
create function opora.municipality_reports(region uuid, seasons jsonb, wanted uuid[])
returns table (id uuid, season text, owed integer, sent integer, accepted integer, covers_to date,
	due_on date)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
	top ltree := (select path from organisation where id = region);
begin
	if not holds_tree('execution.read', region) then
		return;
	end if;
	return query
	with asked as (
		select a.year, a.season, a.begins, a.covers, a.due
		from jsonb_to_recordset(seasons)
			as a (year smallint, season text, begins date, covers date, due date)
	), place as materialized (
		select o.id, o.path, a.year, a.season, a.begins, coalesce(t.covers_to, a.covers) as covers,
			coalesce(t.due_on, a.due) as due
		from organisation o
		cross join asked a
		left join lateral (
			select each.covers_to, each.due_on from half_year_term each
			join organisation above on above.id = each.owner_id
			where each.year = a.year and each.season = a.season and above.path @> o.path
			order by nlevel(above.path) desc
			limit 1
		) t on true
		where o.path >= top and o.path < top || 'z' and o.kind = 'municipality' and o.closed_on is null
			and (wanted is null or o.id = any (wanted))
	), owned as materialized (
		select m.part as place_id, r.id, r.period_from, r.period_to
		from region_parts(region, wanted) m
		join organisation o on o.id = m.id and o.kind = 'school' and o.closed_on is null
		join roadmap r on r.owner_id = o.id and r.withdrawn_at is null and r.corrects_id is null
			and r.status in ('approved', 'in-force', 'closed')
			and r.period_from <= (select max(covers) from place)
			and r.period_to >= (select min(begins) from place)
	), alike as (
		-- most of a municipality's schools plan for the same months
		select w.place_id, w.period_from, w.period_to, count(*) as times
		from owned w group by 1, 2, 3
	), owed as (
		select p.id, p.year, p.season, sum(a.times) as times
		from place p
		join alike a on a.place_id = p.id and a.period_from <= p.covers and a.period_to >= p.begins
		group by 1, 2, 3
	), told as (
		select p.id, p.year, p.season, count(*) filter (where h.stage in ('sent', 'accepted')) as sent,
			count(*) filter (where h.stage = 'accepted') as accepted
		from half_year_report h
		join owned w on w.id = h.roadmap_id
		join place p on p.id = w.place_id and p.year = h.year and p.season = h.season
			and w.period_from <= p.covers and w.period_to >= p.begins
		group by 1, 2, 3
	)
	select p.id, p.season, coalesce(w.times, 0)::integer, coalesce(t.sent, 0)::integer,
		coalesce(t.accepted, 0)::integer, p.covers, p.due
	from place p
	left join owed w on w.id = p.id and w.year = p.year and w.season = p.season
	left join told t on t.id = p.id and t.year = p.year and t.season = p.season;
end $$;

revoke all on function opora.reads_all_approved, opora.parts_changed, opora.region_parts,
	opora.sum_progress, opora.municipality_schools, opora.municipality_reports from public;
grant execute on function opora.parts_changed, opora.sum_progress, opora.municipality_schools,
	opora.municipality_reports to opora_app;
