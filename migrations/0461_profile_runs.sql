-- Profiles of a whole survey are kept by a job: hundreds of schools take longer than anybody waits for
-- a page. A run knows which schools it still has to do, so a node that ends leaves the rest to the next.

create table opora.profile_run (
	id uuid primary key default gen_random_uuid(),
	campaign_id uuid not null references opora.campaign (id),
	-- Of the campaign: history is asked by place.
	place_id uuid not null references opora.organisation (id),
	-- In whose name profiles are kept.
	by uuid not null references opora.person (id),
	at timestamptz not null default opora.now(),
	waiting uuid[] not null,
	total integer not null,
	kept integer not null default 0,
	same integer not null default 0,
	failed integer not null default 0,
	ended_at timestamptz,
	revision integer not null default 1
);
create index profile_run_campaign on opora.profile_run (campaign_id, at desc);
-- One at a time: who presses twice joins the first.
create unique index profile_run_going on opora.profile_run (campaign_id) where ended_at is null;
create index profile_run_place on opora.profile_run (place_id);
create index profile_run_by on opora.profile_run (by);

alter table opora.profile_run enable row level security;
create policy read on opora.profile_run for select to opora_app
	using (campaign_id in (select id from opora.campaign));
create policy add on opora.profile_run for insert to opora_app
	with check (place_id = any ((select opora.scope('diagnosis.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy jobs on opora.profile_run to opora_jobs using (true) with check (true);
grant select on opora.profile_run to opora_app, opora_jobs;
grant insert (campaign_id, place_id, by, waiting, total) on opora.profile_run to opora_app;
grant update (waiting, kept, same, failed, ended_at) on opora.profile_run to opora_jobs;
create trigger revision before update on opora.profile_run
	for each row execute function opora.next_revision();
-- How far it is would fill the trail; what was kept is in it.
create trigger audit after insert or update or delete on opora.profile_run
	for each row execute function opora.write_audit('waiting', 'kept', 'same', 'failed', 'ended_at',
		'revision');
