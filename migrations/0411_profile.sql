-- Sheets of a school for its risk profile, only when the campaign is over: two profiles of which one
-- knows a sheet more would tell that sheet. Given to the role of jobs alone; pages never get a sheet.

-- Nor may a campaign that is over be opened for one sheet more.
revoke update (closes_on) on opora.campaign from opora_app;

create function opora.closed_links(wanted uuid, school uuid)
returns table (link_id uuid, instrument text, instrument_version smallint)
language sql stable security definer set search_path = opora, pg_temp as $$
	select l.id, l.instrument, l.instrument_version
	from campaign_link l
	join campaign c on c.id = l.campaign_id
	join organisation o on o.id = l.school_id
	where l.campaign_id = wanted and l.school_id = school
		and (c.withdrawn_at is not null or (opora.now() at time zone o.time_zone)::date > c.closes_on)
$$;
revoke all on function opora.closed_links from public;
grant execute on function opora.closed_links to opora_survey;

set role opora_survey;
create function survey.sheets(campaign uuid, school uuid)
returns table (instrument text, instrument_version smallint, answers jsonb)
language sql stable security definer set search_path = survey, pg_temp as $$
	-- by a random mark: the order tells nothing of when a sheet came
	select l.instrument, l.instrument_version, s.answers
	from opora.closed_links(campaign, school) l
	join survey.sheet s on s.link_id = l.link_id
	order by s.id
$$;
revoke all on function survey.sheets from public;
grant usage on schema survey to opora_jobs;
grant execute on function survey.sheets to opora_jobs;
set role opora_owner;
