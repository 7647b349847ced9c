-- What the index of a school's social conditions is reckoned from: shares of pupils, never pupils.

create table opora.social_facts (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	-- Per cent by code of src/lib/results/data/social-index.json, and the version of that file.
	shares jsonb not null,
	index_version smallint not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	revision integer not null default 1,
	unique (organisation_id, year)
);
create index social_facts_by on opora.social_facts (by);

alter table opora.social_facts enable row level security;
create policy read on opora.social_facts for select to opora_app
	using (organisation_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.social_facts for insert to opora_app
	with check (organisation_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.social_facts for update to opora_app
	using (organisation_id = any ((select opora.scope('results.edit'))::uuid[]))
	with check (organisation_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));
grant select on opora.social_facts to opora_app;
grant insert (id, organisation_id, year, shares, index_version, by),
	update (shares, index_version, by, at) on opora.social_facts to opora_app;
create trigger revision before update on opora.social_facts
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.social_facts
	for each row execute function opora.write_audit();
