-- Risk profiles of schools that are kept: what the computation said, what the curator made of it, and
-- the approved profile, which never changes. New data make the next version of the school year.

create table opora.risk_profile (
	id uuid primary key default gen_random_uuid(),
	-- The school.
	organisation_id uuid not null references opora.organisation (id),
	campaign_id uuid references opora.campaign (id),
	-- Of 1 September of the school year.
	year smallint not null check (year between 1990 and 2200),
	version smallint not null check (version > 0),
	formula_version smallint not null,
	state text not null default 'draft' check (state in ('draft', 'approved')),
	-- Every factor with its score, voices and items, as src/lib/diagnosis/profile worked it out.
	computed jsonb not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	approved_by uuid references opora.person (id),
	approved_on date,
	withdrawn_at timestamptz,
	revision integer not null default 1,
	unique (organisation_id, year, version),
	check ((state = 'approved') = (approved_on is not null)),
	check (state = 'draft' or withdrawn_at is null)
);
create index risk_profile_campaign on opora.risk_profile (campaign_id);
create index risk_profile_by on opora.risk_profile (by);
create index risk_profile_approved_by on opora.risk_profile (approved_by);
-- One draft of a school at a time: the curator has one thing to look at.
create unique index risk_profile_draft on opora.risk_profile (organisation_id)
	where state = 'draft' and withdrawn_at is null;

create table opora.risk_level (
	id uuid primary key default gen_random_uuid(),
	profile_id uuid not null references opora.risk_profile (id),
	organisation_id uuid not null references opora.organisation (id),
	factor text not null,
	number smallint not null check (number between 1 and 17),
	score double precision check (score between 0 and 100),
	computed text not null check (computed in ('high', 'medium', 'low', 'unknown')),
	-- As computed until somebody decides.
	level text not null check (level in ('high', 'medium', 'low', 'unknown')),
	reason text not null default '',
	-- Who confirmed or changed it; null while nobody did.
	by uuid references opora.person (id),
	at timestamptz,
	revision integer not null default 1,
	unique (profile_id, factor),
	check ((by is null) = (at is null)),
	check (level = computed or (by is not null and reason <> ''))
);
create index risk_level_school on opora.risk_level (organisation_id);
create index risk_level_by on opora.risk_level (by);

alter table opora.risk_profile enable row level security;
alter table opora.risk_level enable row level security;
create policy read on opora.risk_profile for select to opora_app
	using (organisation_id = any ((select opora.scope('diagnosis.read'))::uuid[]));
create policy add on opora.risk_profile for insert to opora_app
	with check (organisation_id = any ((select opora.scope('diagnosis.edit'))::uuid[])
		and state = 'draft' and by = (select opora.current_person()));
-- An approved profile stays as it is, whichever door forgot to ask.
create policy edit on opora.risk_profile for update to opora_app
	using (state = 'draft'
		and (organisation_id = any ((select opora.scope('diagnosis.edit'))::uuid[])
			or organisation_id = any ((select opora.scope('diagnosis.approve'))::uuid[])))
	with check (state = 'draft'
		or organisation_id = any ((select opora.scope('diagnosis.approve'))::uuid[])
			and approved_by = (select opora.current_person()));
create policy read on opora.risk_level for select to opora_app
	using (organisation_id = any ((select opora.scope('diagnosis.read'))::uuid[]));
create policy add on opora.risk_level for insert to opora_app
	with check (organisation_id = any ((select opora.scope('diagnosis.edit'))::uuid[])
		and profile_id in (select id from opora.risk_profile where state = 'draft'));
create policy edit on opora.risk_level for update to opora_app
	using (organisation_id = any ((select opora.scope('diagnosis.edit'))::uuid[])
		and profile_id in (select id from opora.risk_profile where state = 'draft'))
	with check (by = (select opora.current_person()));
grant select on opora.risk_profile, opora.risk_level to opora_app;
grant insert (id, organisation_id, campaign_id, year, version, formula_version, computed, by),
	update (state, approved_by, approved_on, withdrawn_at) on opora.risk_profile to opora_app;
grant insert (id, profile_id, organisation_id, factor, number, score, computed, level, reason, by, at),
	update (level, reason, by, at) on opora.risk_level to opora_app;
create trigger revision before update on opora.risk_profile
	for each row execute function opora.next_revision();
create trigger revision before update on opora.risk_level
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.risk_profile
	for each row execute function opora.write_audit('computed', 'revision');
-- What the computation said is told by the profile; what people make of it is history.
create trigger audit after update or delete on opora.risk_level
	for each row execute function opora.write_audit('revision');
