-- The last day of a campaign may be moved while it runs, never once it is over at any of its schools: a
-- profile may be worked out by then, and a second one must not differ by a sheet or two.

-- Whether it was moved.
create function opora.move_campaign_end(wanted uuid, closes date) returns boolean
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	update campaign c set closes_on = closes
	where c.id = wanted and c.place_id = any ((select scope('results.edit'))::uuid[])
		and c.withdrawn_at is null and closes >= c.opens_on
		and not exists (select from campaign_link l join organisation o on o.id = l.school_id
			where l.campaign_id = c.id
				and (opora.now() at time zone o.time_zone)::date > least(c.closes_on, closes));
	return found;
end $$;
revoke all on function opora.move_campaign_end from public;
grant execute on function opora.move_campaign_end to opora_app;
