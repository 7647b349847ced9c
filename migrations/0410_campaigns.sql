-- Campaigns of the diagnosis: which schools, which audiences, from when to when, by which order. A link
-- for each school and audience opens the form without an account. Answers lie apart, in the schema
-- `survey` of a role of their own: pages can put a sheet there and count sheets, and read none.

create table opora.campaign (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	title text not null check (title <> ''),
	opens_on date not null,
	closes_on date not null,
	order_number text not null,
	order_date date,
	order_issuer text not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	check (opens_on <= closes_on)
);
create index campaign_place on opora.campaign (place_id, opens_on desc);
create index campaign_by on opora.campaign (by);

create table opora.campaign_link (
	id uuid primary key default gen_random_uuid(),
	campaign_id uuid not null references opora.campaign (id),
	-- Of the campaign: history is asked by place.
	place_id uuid not null references opora.organisation (id),
	school_id uuid not null references opora.organisation (id),
	audience text not null check (audience in ('head', 'teachers', 'pupils', 'parents')),
	-- The version stays with the link: answers are understood by what was asked.
	instrument text not null,
	instrument_version smallint not null,
	token text not null unique check (length(token) >= 12),
	expected integer check (expected > 0),
	unique (campaign_id, school_id, audience)
);
create index campaign_link_place on opora.campaign_link (place_id);
create index campaign_link_school on opora.campaign_link (school_id);

alter table opora.campaign enable row level security;
alter table opora.campaign_link enable row level security;
create policy read on opora.campaign_link for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.campaign_link for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and school_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy edit on opora.campaign_link for update to opora_app
	using (school_id = any ((select opora.scope('results.edit'))::uuid[]))
	with check (school_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy read on opora.campaign for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[])
		or id in (select campaign_id from opora.campaign_link));
create policy add on opora.campaign for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.campaign for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]))
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[]));
grant select on opora.campaign, opora.campaign_link to opora_app;
grant insert (id, place_id, title, opens_on, closes_on, order_number, order_date, order_issuer, by),
	update (closes_on, withdrawn_at) on opora.campaign to opora_app;
grant insert (id, campaign_id, place_id, school_id, audience, instrument, instrument_version, token,
	expected), update (expected) on opora.campaign_link to opora_app;
create trigger revision before update on opora.campaign
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.campaign
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.campaign_link
	for each row execute function opora.write_audit('token');

-- What somebody with a link may know: nobody is signed in, so no policy lets him see the tables.
create function opora.open_link(given text)
returns table (link_id uuid, school text, place text, audience text, instrument text,
	instrument_version smallint, opens_on date, closes_on date, today date, state text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select l.id, school.short_name, place.name, l.audience, l.instrument, l.instrument_version,
		c.opens_on, c.closes_on, day.today,
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

-- Links of a campaign whose sheets the acting person may count.
create function opora.links_seen(wanted uuid) returns setof uuid
language sql stable security definer set search_path = opora, pg_temp as $$
	select id from campaign_link
	where campaign_id = wanted and school_id = any ((select scope('results.read'))::uuid[])
$$;
revoke all on function opora.links_seen from public;
grant execute on function opora.links_seen to opora_survey;
grant usage on schema opora to opora_survey;

set role opora_survey;
-- One filled form: no person, no address, no time finer than a day.
create table survey.sheet (
	-- Drawn when the form is shown, so that a form sent twice is kept once.
	id uuid primary key,
	link_id uuid not null,
	filled_on date not null,
	answers jsonb not null check (pg_column_size(answers) < 65536)
);
create index sheet_link on survey.sheet (link_id);

-- Keeps a sheet while the campaign runs: `kept` (also the second time), `early`, `closed`, `unknown`.
create function survey.put(sheet uuid, given text, filled jsonb) returns text
language plpgsql security definer set search_path = survey, pg_temp as $$
declare link record;
begin
	select * into link from opora.open_link(given);
	if not found then
		return 'unknown';
	end if;
	if link.state <> 'open' then
		return link.state;
	end if;
	insert into survey.sheet (id, link_id, filled_on, answers)
	values (sheet, link.link_id, link.today, filled)
	on conflict (id) do nothing;
	return 'kept';
end $$;

create function survey.counts(campaign uuid) returns table (link_id uuid, sheets bigint)
language sql stable security definer set search_path = survey, pg_temp as $$
	select l, count(s.id) from opora.links_seen(campaign) l
	left join survey.sheet s on s.link_id = l
	group by l
$$;
revoke all on function survey.put, survey.counts from public;
grant usage on schema survey to opora_app;
grant execute on function survey.put, survey.counts to opora_app;
set role opora_owner;
