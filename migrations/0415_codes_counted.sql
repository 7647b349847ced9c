-- How many codes are left would tell how many were used, and so how many answered, also below five.

set role opora_survey;
drop function survey.counts;
create function survey.counts(campaign uuid)
returns table (link_id uuid, sheets bigint, held bigint, paper bigint, free_codes bigint)
language sql stable security definer set search_path = survey, pg_temp as $$
	select l.link_id,
		case when l.audience <> 'head' and n.counted between 1 and 4 then null else n.counted end,
		n.held,
		case when l.audience <> 'head' and n.paper between 1 and 4 then null else n.paper end,
		case when cardinality(c.used) between 1 and 4 then null
			else coalesce(cardinality(c.free), 0) end
	from opora.links_seen(campaign) l
	cross join lateral (select count(*) filter (where s.state = 'counted') as counted,
			count(*) filter (where s.state = 'held') as held,
			count(*) filter (where s.state = 'counted' and s.from_paper) as paper
		from survey.sheet s where s.link_id = l.link_id) n
	left join survey.code_set c on c.link_id = l.link_id
$$;

-- Adds codes; `anew` ends those that nobody has used. Whether it was allowed.
drop function survey.add_codes;
create function survey.add_codes(link uuid, hashes bytea[], anew boolean) returns boolean
language plpgsql security definer set search_path = survey, pg_temp as $$
begin
	if opora.link_for(link, 'diagnosis.enter') is null then
		return false;
	end if;
	insert into survey.code_set as c (link_id, free) values (link, survey.sorted(hashes))
	on conflict (link_id) do update
	set free = survey.sorted(case when anew then '{}' else c.free end || hashes);
	return true;
end $$;
revoke all on function survey.counts, survey.add_codes from public;
grant execute on function survey.counts, survey.add_codes to opora_app;
set role opora_owner;
