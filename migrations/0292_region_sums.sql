-- A region's sums in half the time: the municipality of each school is found by the equal beginning of
-- its path instead of comparing every path with every other, and a month is named once for all
-- roadmaps that it is counted in.
create or replace function opora.municipality_sums(region uuid, day date)
returns table (id uuid, schools integer, curated integer, approved integer, unapproved integer,
	tally jsonb, plan jsonb, fact jsonb)
language plpgsql stable security definer set search_path = opora, public, pg_temp as $$
declare
	drafts boolean := holds_tree('roadmap.read', region);
	top ltree := (select path from organisation o where o.id = region);
begin
	if not drafts and not holds_tree('roadmap.read-approved', region) then
		return;
	end if;
	return query
	with place as materialized (
		select o.id, o.path from organisation o
		where o.path <@ top and o.kind = 'municipality' and o.closed_on is null
	), depth as materialized (
		select distinct nlevel(place.path) as levels from place
	), member as materialized (
		select distinct on (o.id) o.id, o.kind, place.id as place_id
		from organisation o
		left join depth on nlevel(o.path) >= depth.levels
		left join place on place.path = subpath(o.path, 0, depth.levels)
		where o.path <@ top and o.closed_on is null
		order by o.id, place.id
	), running as materialized (
		select distinct on (r.owner_id) r.owner_id, r.status
		from roadmap r
		where r.owner_id in (select m.id from member m where m.kind = 'school')
			and r.withdrawn_at is null and r.corrects_id is null and day between r.period_from and r.period_to
		order by r.owner_id, r.status in ('approved', 'in-force', 'closed') desc, r.created_at desc
	), counted as (
		select m.place_id, count(*)::integer as schools,
			count(*) filter (where exists (select from curatorship c where c.organisation_id = m.id
				and day between c.from_date and coalesce(c.to_date, 'infinity')))::integer as curated,
			count(*) filter (where r.status in ('approved', 'in-force', 'closed'))::integer as approved,
			count(*) filter (where drafts and r.status in ('draft', 'review', 'agreed'))::integer
				as unapproved
		from member m left join running r on r.owner_id = m.id
		where m.kind = 'school'
		group by m.place_id
	), progress as materialized (
		select m.place_id, p.*
		from read_progress(region, null, day) p
		join member m on m.id = p.owner_id
	), summed as (
		select p.place_id, jsonb_build_object('whole', sum(p.whole), 'done', sum(p.done),
			'planned', sum(p.planned), 'due', sum(p.due), 'kept', sum(p.kept),
			'waiting', sum(p.waiting), 'lost', sum(p.lost), 'states', jsonb_build_object(
				'done', sum(p.done), 'late', sum(p.late), 'returned', sum(p.returned),
				'reported', sum(p.reported), 'under-way', sum(p.under_way),
				'not-begun', sum(p.not_begun), 'not-done', sum(p.not_done))) as tally
		from progress p
		group by p.place_id
	), by_place as (
		select p.place_id, p.first_month, n.place, sum(n.plan) as plan, sum(n.fact) as fact
		from progress p
		cross join lateral unnest(p.plan, p.fact) with ordinality n (plan, fact, place)
		group by 1, 2, 3
	), monthly as (
		select b.place_id, to_char(b.first_month + make_interval(months => b.place::integer - 1),
			'YYYY-MM') as month, sum(b.plan) as plan, sum(b.fact) as fact
		from by_place b
		group by 1, 2
	), curve as (
		select m.place_id, jsonb_object_agg(m.month, m.plan) as plan,
			jsonb_object_agg(m.month, m.fact) as fact
		from monthly m
		group by m.place_id
	)
	select s.place_id, coalesce(c.schools, 0), coalesce(c.curated, 0), coalesce(c.approved, 0),
		coalesce(c.unapproved, 0), t.tally, coalesce(v.plan, '{}'), coalesce(v.fact, '{}')
	from (select distinct place_id from member) s
	left join counted c on c.place_id is not distinct from s.place_id
	left join summed t on t.place_id is not distinct from s.place_id
	left join curve v on v.place_id is not distinct from s.place_id;
end $$;
