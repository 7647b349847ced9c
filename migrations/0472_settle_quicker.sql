-- Settling the statuses of 40,000 schools took 6.5 s of processor: 80,000 checks of references and as many
-- rows written that already stood there. As with run_row (decision 34), only settle_statuses writes, and
-- nothing deletes what it points to; and it writes what is different.
alter table opora.school_status
	drop constraint school_status_school_id_fkey,
	drop constraint school_status_run_id_fkey,
	drop constraint school_status_list_id_fkey;
drop index opora.school_status_run;
drop index opora.school_status_list;
-- Room for a changed row beside the old one, so that the key's index stays as it is.
alter table opora.school_status set (fillfactor = 70);

create or replace function opora.settle_statuses(place uuid, first_year integer) returns void
language plpgsql security definer
set search_path = opora, public, pg_temp set work_mem = '64MB' set jit = off
set plan_cache_mode = force_custom_plan as $$
declare
	above ltree;
	at_year integer;
begin
	select path into above from organisation
	where id = place and (place = any (scope('results.run')) or place = any (scope('results.edit')));
	if above is null then
		raise exception 'no right to settle here' using errcode = 'insufficient_privilege';
	end if;
	-- two who settle one region wait for each other
	perform pg_advisory_xact_lock(hashtextextended('statuses ' || subltree(above, 0, 1)::text, 0));
	for at_year in
		select distinct y.year from (
			select year, place_id from run where taken_at is not null
			union all select year, place_id from official_list
		) y
		join organisation o on o.id = y.place_id
		where y.year >= first_year and (o.path @> above or o.path <@ above)
		order by 1
	loop
		with taken as (
			select distinct on (r.place_id) r.id, p.path
			from run r join organisation p on p.id = r.place_id
			where r.year = at_year and r.taken_at is not null and (p.path @> above or p.path <@ above)
			order by r.place_id, r.taken_at desc, r.id
		), school as (
			select o.id, o.path from organisation o
			where o.path <@ above and o.kind in ('school', 'leader-school')
				and (o.closed_on is null or o.closed_on >= make_date(at_year, 1, 1))
		), calculated as (
			select distinct on (r.school_id) r.school_id, r.run_id, r.status
			from taken t
			join run_row r on r.run_id = t.id
			join school s on s.id = r.school_id
			order by r.school_id, nlevel(t.path) desc
		), list as (
			select l.id, l.kind, p.path
			from official_list l join organisation p on p.id = l.place_id
			where l.year = at_year and l.withdrawn_at is null and (p.path @> above or p.path <@ above)
		), official as (
			select s.id, l.kind, count(e.id) > 0 as is_named, max(e.basis) as basis,
				(array_agg(l.id order by (e.id is null), nlevel(l.path) desc, l.id))[1] as list_id
			from list l
			join school s on s.path <@ l.path
			left join official_entry e on e.list_id = l.id and e.school_id = s.id
			group by s.id, l.kind
		), fact as (
			select s.id, c.run_id, c.status as calculated,
				low.id is not null as has_order, coalesce(low.list_id, risk.list_id) as list_id,
				case when low.is_named then low.basis else coalesce(risk.basis, '') end as basis,
				coalesce(low.is_named, c.status = 'low-results', false) as is_low,
				coalesce(risk.is_named, c.status = 'at-risk'
					or c.status = 'low-results' and low.id is not null, false) as is_risk,
				low.id is not null or coalesce(c.status, 'not-evaluated') <> 'not-evaluated' as is_known,
				risk.is_named is true as is_risk_named,
				coalesce(leader.is_named, false) as is_leader, coalesce(hard.is_named, false) as is_hard,
				before.status = 'low-results' as was_low, before.years as years_before
			from school s
			left join calculated c on c.school_id = s.id
			left join official low on low.id = s.id and low.kind = 'low-results'
			left join official risk on risk.id = s.id and risk.kind = 'at-risk'
			left join official leader on leader.id = s.id and leader.kind = 'leaders'
			left join official hard on hard.id = s.id and hard.kind = 'hard-conditions'
			left join school_status before on before.school_id = s.id and before.year = at_year - 1
		), settled as materialized (
			select f.id,
				case when f.is_low then 'low-results' when f.was_low and f.is_known then 'left'
					when f.is_risk then 'at-risk' when f.is_known then 'none' else 'not-evaluated' end
					as status,
				(case when not f.is_low then 0 when f.was_low then f.years_before + 1 else 1 end)::smallint
					as years,
				f.is_risk and not f.is_low as at_risk,
				case when f.has_order or f.is_risk_named then 'official' else 'calculated' end as source,
				f.calculated, f.run_id, f.list_id, f.basis, f.is_leader, f.is_hard
			from fact f
		), gone as (
			delete from school_status s using organisation o
			where s.year = at_year and o.id = s.school_id and o.path <@ above
				and s.school_id not in (select id from settled)
		), changed as (
			update school_status s set (status, years, at_risk, source, calculated, run_id, list_id, basis,
				is_leader, is_hard) = row (n.status, n.years, n.at_risk, n.source, n.calculated, n.run_id,
				n.list_id, n.basis, n.is_leader, n.is_hard)
			from settled n
			where s.year = at_year and s.school_id = n.id
				and row (s.status, s.years, s.at_risk, s.source, s.calculated, s.run_id, s.list_id, s.basis,
					s.is_leader, s.is_hard)
				is distinct from row (n.status, n.years, n.at_risk, n.source, n.calculated, n.run_id,
					n.list_id, n.basis, n.is_leader, n.is_hard)
		)
		insert into school_status (school_id, year, status, years, at_risk, source, calculated, run_id,
			list_id, basis, is_leader, is_hard)
		select n.id, at_year, n.status, n.years, n.at_risk, n.source, n.calculated, n.run_id,
			n.list_id, n.basis, n.is_leader, n.is_hard
		from settled n
		where n.id not in (select s.school_id from school_status s where s.year = at_year)
		order by n.id;
	end loop;
end $$;
