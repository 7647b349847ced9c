-- Half-year reports that wait for the acting person: `write` what he owes by his duties, `returned`
-- what came back, `decide` what was sent to him. The same as selectWork of
-- src/lib/roadmap/half-year/store-list.ts, but from his organisations on: over a region that takes
-- milliseconds. `begins` and `covers` are the period's first and last day and `due` the report's,
-- where the place has set no others.
create function opora.half_year_work(of_year integer, of_season text, begins date, covers date,
	due date, day date)
returns table (roadmap_id uuid, report_id uuid, kind text, due_on date)
language plpgsql stable security definer set search_path = opora, public, pg_temp as $$
begin
	return query
	with near as materialized (
		select o.id, o.path, t.covers_to, t.due_on,
			bool_or(a.role in ('school-coordinator', 'school-head')
				or (a.role = 'municipal-coordinator' and o.kind not in ('school', 'leader-school'))
				or (a.role = 'regional-operator' and o.id = node.id)) as owes,
			bool_or((a.role = 'municipal-coordinator' and o.kind in ('school', 'leader-school'))
				or (a.role = 'regional-operator' and o.kind in ('municipality', 'authority'))) as decides
		from appointment a
		join organisation node on node.id = a.organisation_id
		join organisation o on o.path <@ node.path
			and (a.role <> 'regional-operator' or o.id = node.id or o.kind in ('municipality', 'authority'))
		left join lateral (
			select each.covers_to, each.due_on from half_year_term each
			join organisation above on above.id = each.owner_id
			where each.year = of_year and each.season = of_season and above.path @> o.path
			order by nlevel(above.path) desc
			limit 1
		) t on true
		where a.person_id = current_person()
			and a.role in ('school-coordinator', 'school-head', 'municipal-coordinator',
				'regional-operator')
			and day between a.from_date and coalesce(a.to_date, 'infinity')
		group by o.id, o.path, t.covers_to, t.due_on
	)
	select r.id, h.id, 'decide', coalesce(near.due_on, due)
	from near
	join half_year_report h on h.owner_id = near.id and h.year = of_year
		and h.season = of_season and h.stage = 'sent'
	join roadmap r on r.id = h.roadmap_id and r.withdrawn_at is null and r.corrects_id is null
	where near.decides
	union all
	select r.id, h.id, case h.stage when 'returned' then 'returned' else 'write' end,
		coalesce(near.due_on, due)
	from near
	join roadmap r on r.owner_id = near.id and r.withdrawn_at is null and r.corrects_id is null
	left join half_year_report h on h.roadmap_id = r.id and h.year = of_year and h.season = of_season
	where near.owes and coalesce(h.stage, 'none') not in ('sent', 'accepted')
		and coalesce(near.covers_to, covers) < day
		and (h.id is not null or (r.status in ('approved', 'in-force', 'closed')
			and r.period_from <= coalesce(near.covers_to, covers) and r.period_to >= begins));
end $$;
revoke all on function opora.half_year_work from public;
grant execute on function opora.half_year_work to opora_app;
