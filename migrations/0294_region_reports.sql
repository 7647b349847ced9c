-- Half-year reports of a region by its municipalities: how many roadmaps of their schools owe one, and
-- how many were sent and accepted; nothing for who does not read all of the region. `seasons` are
-- those of a school year, as [{year, season, begins, covers, due}]: the usual days, where a
-- municipality or what lies above it has set no others.
create function opora.municipality_reports(region uuid, seasons jsonb)
returns table (id uuid, season text, owed integer, sent integer, accepted integer, covers_to date,
	due_on date)
language plpgsql stable security definer set search_path = opora, public, pg_temp as $$
declare
	top ltree := (select path from organisation o where o.id = region);
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
		where o.path <@ top and o.kind = 'municipality' and o.closed_on is null
	)
	select p.id, p.season, count(r.id)::integer,
		(count(h.id) filter (where h.stage in ('sent', 'accepted')))::integer,
		(count(h.id) filter (where h.stage = 'accepted'))::integer, p.covers, p.due
	from place p
	left join organisation o on o.path <@ p.path and o.kind = 'school' and o.closed_on is null
	left join roadmap r on r.owner_id = o.id and r.withdrawn_at is null and r.corrects_id is null
		and r.status in ('approved', 'in-force', 'closed')
		and r.period_from <= p.covers and r.period_to >= p.begins
	left join half_year_report h on h.roadmap_id = r.id and h.year = p.year and h.season = p.season
	group by p.id, p.season, p.covers, p.due;
end $$;
revoke all on function opora.municipality_reports from public;
grant execute on function opora.municipality_reports to opora_app;
