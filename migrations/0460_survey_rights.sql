-- Surveys have rights of their own: `survey.read` their links and how many answered, `survey.run` to
-- begin and change them and to make own questionnaires. Whoever reads a profile reads the survey's title.

alter policy read on opora.campaign_link
	using (school_id = any ((select opora.scope('survey.read'))::uuid[]));
alter policy add on opora.campaign_link
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[])
		and school_id = any ((select opora.scope('survey.run'))::uuid[]));
alter policy edit on opora.campaign_link
	using (school_id = any ((select opora.scope('survey.run'))::uuid[]))
	with check (school_id = any ((select opora.scope('survey.run'))::uuid[]));
alter policy read on opora.campaign
	using (place_id = any ((select opora.scope('survey.read'))::uuid[])
		or id in (select campaign_id from opora.campaign_link)
		or id in (select campaign_id from opora.risk_profile));
alter policy add on opora.campaign
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[])
		and by = (select opora.current_person()));
alter policy edit on opora.campaign
	using (place_id = any ((select opora.scope('survey.run'))::uuid[]))
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[]));
alter policy read on opora.own_instrument
	using (place_id = any ((select opora.scope('survey.read'))::uuid[]));
alter policy add on opora.own_instrument
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[])
		and by = (select opora.current_person()));
alter policy edit on opora.own_instrument
	using (place_id = any ((select opora.scope('survey.run'))::uuid[]))
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[]));
alter policy read on opora.own_instrument_version
	using (place_id = any ((select opora.scope('survey.read'))::uuid[]));
alter policy add on opora.own_instrument_version
	with check (place_id = any ((select opora.scope('survey.run'))::uuid[])
		and by = (select opora.current_person())
		and exists (select from opora.own_instrument o
			where o.id = instrument_id and o.place_id = own_instrument_version.place_id));

create or replace function opora.links_seen(wanted uuid) returns table (link_id uuid, audience text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select id, audience from campaign_link
	where campaign_id = wanted and school_id = any ((select scope('survey.read'))::uuid[])
$$;
create or replace function opora.move_campaign_end(wanted uuid, closes date) returns boolean
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	update campaign c set closes_on = closes
	where c.id = wanted and c.place_id = any ((select scope('survey.run'))::uuid[])
		and c.withdrawn_at is null and closes >= c.opens_on
		and not exists (select from campaign_link l join organisation o on o.id = l.school_id
			where l.campaign_id = c.id
				and (opora.now() at time zone o.time_zone)::date > least(c.closes_on, closes));
	return found;
end $$;

set role opora_survey;
create or replace function survey.decide_held(link uuid, count_them boolean) returns bigint
language plpgsql security definer set search_path = survey, pg_temp as $$
declare
	opened record;
	decided bigint;
begin
	select * into opened from opora.open_link(opora.link_for(link, 'survey.run'));
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
set role opora_owner;
