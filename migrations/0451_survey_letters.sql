-- The morning's letter tells a school's coordinator of surveys with few answers: which groups those are,
-- never how many answered. Nobody who was asked is written to: who they are is stored nowhere.

alter table opora.reminder_setting drop constraint reminder_setting_kinds_off_check,
	add constraint reminder_setting_kinds_off_check check (kinds_off <@ array['soon', 'today', 'late',
		'returned', 'verify', 'mention', 'agree', 'schools', 'report', 'survey']);

-- Links of surveys that run at schools on a day.
create function opora.links_running(schools uuid[], day date)
returns table (link_id uuid, audience text, expected integer, school_id uuid, school text,
	campaign_id uuid, title text, opens_on date, closes_on date)
language sql stable security definer set search_path = opora, pg_temp as $$
	select l.id, l.audience, l.expected, o.id, o.short_name, c.id, c.title, c.opens_on, c.closes_on
	from campaign_link l
	join campaign c on c.id = l.campaign_id and c.withdrawn_at is null
	join organisation o on o.id = l.school_id
	where l.school_id = any (schools) and day between c.opens_on and c.closes_on
$$;
revoke all on function opora.links_running from public;
grant execute on function opora.links_running to opora_survey;

set role opora_survey;
-- Groups of which few answered: less than 60 % of those who could, where nobody said how many less than
-- five; no head. A group of less than five is never told of: five answers never come.
create function survey.low_rates(schools uuid[], day date)
returns table (campaign_id uuid, title text, opens_on date, closes_on date, school_id uuid,
	school text, audiences text[])
language sql stable security definer set search_path = survey, pg_temp as $$
	select r.campaign_id, r.title, r.opens_on, r.closes_on, r.school_id, r.school,
		array_agg(r.audience order by array_position(array['head', 'teachers', 'pupils', 'parents'],
			r.audience))
	from opora.links_running(schools, day) r
	cross join lateral (select count(*) from survey.sheet s
		where s.link_id = r.link_id and s.state = 'counted') n
	where case when r.audience = 'head' then n.count = 0
		else coalesce(r.expected, 5) >= 5 and n.count < greatest(5, 0.6 * coalesce(r.expected, 5)) end
	group by r.campaign_id, r.title, r.opens_on, r.closes_on, r.school_id, r.school
$$;
revoke all on function survey.low_rates from public;
grant usage on schema survey to opora_jobs;
grant execute on function survey.low_rates to opora_jobs;
set role opora_owner;
