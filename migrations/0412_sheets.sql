-- Sheets beyond the plain link: too many of them are held for a decision, codes open a form once,
-- paper forms are entered by whoever may.

alter table opora.campaign add column codes boolean not null default false;
grant insert (codes) on opora.campaign to opora_app;

drop function opora.open_link;
create function opora.open_link(given text)
returns table (link_id uuid, school text, place text, audience text, instrument text,
	instrument_version smallint, opens_on date, closes_on date, codes boolean, expected integer,
	today date, state text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select l.id, school.short_name, place.name, l.audience, l.instrument, l.instrument_version,
		c.opens_on, c.closes_on, c.codes, l.expected, day.today,
		case when c.withdrawn_at is not null or day.today > c.closes_on then 'closed'
			when day.today < c.opens_on then 'early' else 'open' end
	from campaign_link l
	join campaign c on c.id = l.campaign_id
	join organisation school on school.id = l.school_id
	join organisation place on place.id = l.place_id
	cross join lateral (select (opora.now() at time zone school.time_zone)::date as today) day
	where l.token = given
$$;
revoke all on function opora.open_link from public;
grant execute on function opora.open_link to opora_app, opora_survey;

-- The token of a link at whose school the acting person may do something.
create function opora.link_for(wanted uuid, action text) returns text
language sql stable security definer set search_path = opora, pg_temp as $$
	select token from campaign_link
	where id = wanted and school_id = any ((select scope(action))::uuid[])
$$;
revoke all on function opora.link_for from public;
grant execute on function opora.link_for to opora_survey;

-- With the audience, by which counts know who answers unnamed.
drop function opora.links_seen;
create function opora.links_seen(wanted uuid) returns table (link_id uuid, audience text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select id, audience from campaign_link
	where campaign_id = wanted and school_id = any ((select scope('results.read'))::uuid[])
$$;
revoke all on function opora.links_seen from public;
grant execute on function opora.links_seen to opora_survey;

set role opora_survey;
alter table survey.sheet
	add column from_paper boolean not null default false,
	-- `held` waits for a decision; `refused` is kept and never counts.
	add column state text not null default 'counted' check (state in ('counted', 'held', 'refused'));

-- Codes of a link by their hashes. One row for all of them, in the order of the hashes: no row, mark or
-- order tells which code came when, or with which sheet.
create table survey.code_set (
	link_id uuid primary key,
	free bytea[] not null default '{}',
	used bytea[] not null default '{}'
);

create function survey.sorted(hashes bytea[]) returns bytea[]
language sql immutable set search_path = pg_temp as $$
	select coalesce(array_agg(hash order by hash), '{}') from unnest(hashes) hash
$$;

drop function survey.put;
-- Keeps a sheet while the campaign runs: `kept` (also the second time, also when it is held), `early`,
-- `closed`, `unknown`; with codes also `used` and `wrong`. More than 1.5 × the expected sheets are held,
-- of which nobody said how many 1,500.
create function survey.put(sheet uuid, given text, filled jsonb, code bytea default null) returns text
language plpgsql security definer set search_path = survey, pg_temp as $$
declare
	link record;
	put_before bigint;
begin
	select * into link from opora.open_link(given);
	if not found then
		return 'unknown';
	end if;
	if link.state <> 'open' then
		return link.state;
	end if;
	if exists (select from survey.sheet s where s.id = put.sheet) then
		return 'kept';
	end if;
	if link.codes then
		update survey.code_set c
		set free = array_remove(c.free, put.code), used = survey.sorted(c.used || put.code)
		where c.link_id = link.link_id and put.code = any (c.free);
		if not found then
			-- the same form may have come a second time while this one waited
			return case when exists (select from survey.sheet s where s.id = put.sheet) then 'kept'
				else survey.code_state(given, code) end;
		end if;
	end if;
	select count(*) into put_before from survey.sheet s
	where s.link_id = link.link_id and s.state = 'counted';
	insert into survey.sheet (id, link_id, filled_on, answers, state)
	values (sheet, link.link_id, link.today, filled,
		case when put_before + 1 > coalesce(1.5 * link.expected, 1500) then 'held' else 'counted' end)
	on conflict (id) do nothing;
	return 'kept';
end $$;

-- `free`, `used` or `wrong`.
create function survey.code_state(given text, code bytea) returns text
language sql stable security definer set search_path = survey, pg_temp as $$
	select coalesce((select case when code = any (c.free) then 'free' when code = any (c.used) then 'used' end
		from opora.open_link(given) l join survey.code_set c on c.link_id = l.link_id), 'wrong')
$$;

-- Adds codes; `anew` ends those that nobody has used. How many are free now; null where it is not allowed.
create function survey.add_codes(link uuid, hashes bytea[], anew boolean) returns integer
language plpgsql security definer set search_path = survey, pg_temp as $$
declare left_free integer;
begin
	if opora.link_for(link, 'diagnosis.enter') is null then
		return null;
	end if;
	insert into survey.code_set as c (link_id, free) values (link, survey.sorted(hashes))
	on conflict (link_id) do update set free = survey.sorted(case when anew then '{}' else c.free end || hashes)
	returning cardinality(free) into left_free;
	return left_free;
end $$;

-- A paper form, entered by somebody who may: `kept`, `early`, `closed`, `unknown`.
create function survey.put_paper(sheet uuid, link uuid, filled jsonb) returns text
language plpgsql security definer set search_path = survey, pg_temp as $$
declare opened record;
begin
	select * into opened from opora.open_link(opora.link_for(link, 'diagnosis.enter'));
	if not found then
		return 'unknown';
	end if;
	if opened.state <> 'open' then
		return opened.state;
	end if;
	insert into survey.sheet (id, link_id, filled_on, answers, from_paper)
	values (sheet, opened.link_id, opened.today, filled, true)
	on conflict (id) do nothing;
	return 'kept';
end $$;

-- Counts the held sheets of a link, or refuses them all. When the campaign is over at least five are
-- counted at once: two profiles may not differ by the sheets of fewer. How many; null: not so.
create function survey.decide_held(link uuid, count_them boolean) returns bigint
language plpgsql security definer set search_path = survey, pg_temp as $$
declare
	opened record;
	decided bigint;
begin
	select * into opened from opora.open_link(opora.link_for(link, 'results.edit'));
	if not found then
		return null;
	end if;
	perform from survey.sheet where link_id = link and state = 'held' for update;
	select count(*) into decided from survey.sheet where link_id = link and state = 'held';
	if count_them and opened.state = 'closed' and decided < 5 then
		return null;
	end if;
	update survey.sheet set state = case when count_them then 'counted' else 'refused' end
	where link_id = link and state = 'held';
	return decided;
end $$;

-- How many sheets came to each link. Of people who answer unnamed fewer than five are null: who looks
-- again after every child would know whose form was whose.
drop function survey.counts;
create function survey.counts(campaign uuid)
returns table (link_id uuid, sheets bigint, held bigint, paper bigint, free_codes bigint)
language sql stable security definer set search_path = survey, pg_temp as $$
	select l.link_id,
		case when l.audience <> 'head' and n.counted between 1 and 4 then null else n.counted end,
		n.held,
		case when l.audience <> 'head' and n.paper between 1 and 4 then null else n.paper end,
		coalesce(cardinality(c.free), 0)
	from opora.links_seen(campaign) l
	cross join lateral (select count(*) filter (where s.state = 'counted') as counted,
			count(*) filter (where s.state = 'held') as held,
			count(*) filter (where s.state = 'counted' and s.from_paper) as paper
		from survey.sheet s where s.link_id = l.link_id) n
	left join survey.code_set c on c.link_id = l.link_id
$$;

create or replace function survey.sheets(campaign uuid, school uuid)
returns table (instrument text, instrument_version smallint, answers jsonb)
language sql stable security definer set search_path = survey, pg_temp as $$
	-- by a random mark: the order tells nothing of when a sheet came
	select l.instrument, l.instrument_version, s.answers
	from opora.closed_links(campaign, school) l
	join survey.sheet s on s.link_id = l.link_id and s.state = 'counted'
	order by s.id
$$;
revoke all on all functions in schema survey from public;
grant execute on function survey.put, survey.counts, survey.code_state, survey.add_codes,
	survey.put_paper, survey.decide_held to opora_app;
grant execute on function survey.sheets to opora_jobs;
set role opora_owner;
