-- The half-year report of a roadmap (November and April, domain.md §3.3, §3.4): filled from what
-- the system knows, completed by hand, sent, returned or accepted.

-- Until which day a season's reports cover and when they are due, where an authority sets other
-- days than src/lib/roadmap/half-year/period.ts; it holds for everything under its owner.
create table opora.half_year_term (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	-- Of the month in which the report is due.
	year smallint not null check (year between 1990 and 2200),
	season text not null check (season in ('spring', 'autumn')),
	covers_to date not null,
	due_on date not null,
	revision integer not null default 1,
	unique (owner_id, year, season),
	check (due_on > covers_to)
);

create table opora.half_year_report (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	season text not null check (season in ('spring', 'autumn')),
	period_from date not null,
	period_to date not null,
	-- `ready`: everything that must be explained is.
	stage text not null default 'created'
		check (stage in ('created', 'ready', 'sent', 'returned', 'accepted')),
	-- HalfYearFacts of src/lib/roadmap/half-year/model.ts as they were counted at `counted_at`.
	facts jsonb not null,
	figures jsonb not null,
	-- What was different when they were counted last.
	changes jsonb not null default '[]',
	counted_at timestamptz not null default opora.now(),
	-- By hand: why a measure is late or not done, by its id; then the texts.
	explanations jsonb not null default '{}',
	summary text not null default '',
	problems text not null default '',
	requests text not null default '',
	plans text not null default '',
	signatory_post text not null default '',
	signatory_name text not null default '',
	sent_at timestamptz,
	revision integer not null default 1,
	unique (roadmap_id, year, season),
	check (period_from <= period_to),
	check (stage not in ('sent', 'accepted') or sent_at is not null)
);
create index half_year_report_owner on opora.half_year_report (owner_id, year, season);

-- The way of a report, with what was said. A sending holds the whole content as it was sent: rows
-- are never changed.
create table opora.half_year_step (
	id uuid primary key default gen_random_uuid(),
	report_id uuid not null references opora.half_year_report (id),
	owner_id uuid not null references opora.organisation (id),
	kind text not null
		check (kind in ('begun', 'sent', 'recalled', 'returned', 'accepted', 'opinion')),
	comment text,
	-- HalfYearContent
	content jsonb,
	person_id uuid references opora.person (id),
	-- «Ермакова Н. В.» as it was then: readers need not see the whole person.
	person_name text not null,
	at timestamptz not null default opora.now(),
	check ((kind = 'sent') = (content is not null)),
	check (kind not in ('returned', 'opinion') or comment <> '')
);
create index half_year_step_report on opora.half_year_step (report_id, at);
create index half_year_step_owner on opora.half_year_step (owner_id);
create index half_year_step_person on opora.half_year_step (person_id);

-- What lies with the reader does not change under his eyes.
create function opora.keep_sent_report() returns trigger
language plpgsql as $$
declare
	free text[] := array['stage', 'sent_at', 'revision'];
begin
	if old.stage in ('sent', 'accepted') and to_jsonb(new) - free <> to_jsonb(old) - free then
		raise exception 'a sent report does not change' using errcode = 'OP001';
	end if;
	return new;
end $$;
create trigger kept before update on opora.half_year_report
	for each row execute function opora.keep_sent_report();
create trigger revision before update on opora.half_year_report
	for each row execute function opora.next_revision();
create trigger revision before update on opora.half_year_term
	for each row execute function opora.next_revision();

alter table opora.half_year_term enable row level security;
alter table opora.half_year_report enable row level security;
alter table opora.half_year_step enable row level security;

create policy read on opora.half_year_term for select to opora_app
	using (owner_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.half_year_term for insert to opora_app
	with check (owner_id = any ((select opora.scope('half-year.accept'))::uuid[]));
create policy edit on opora.half_year_term for update to opora_app
	using (owner_id = any ((select opora.scope('half-year.accept'))::uuid[]));

create policy read on opora.half_year_report for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[]));
create policy add on opora.half_year_report for insert to opora_app
	with check (owner_id = any ((select opora.scope('execution.report'))::uuid[])
		and stage in ('created', 'ready'));
create policy edit on opora.half_year_report for update to opora_app
	using (owner_id = any ((select opora.scope('execution.report'))::uuid[]) and stage <> 'accepted')
	with check (owner_id = any ((select opora.scope('execution.report'))::uuid[])
		and stage <> 'accepted');
create policy decide on opora.half_year_report for update to opora_app
	using (owner_id = any ((select opora.scope('half-year.accept'))::uuid[])
		and stage in ('sent', 'accepted'))
	with check (owner_id = any ((select opora.scope('half-year.accept'))::uuid[])
		and stage in ('returned', 'accepted'));

create policy read on opora.half_year_step for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[]));
create policy add on opora.half_year_step for insert to opora_app
	with check (person_id = (select opora.current_person())
		and case kind
			when 'returned' then owner_id = any ((select opora.scope('half-year.accept'))::uuid[])
			when 'accepted' then owner_id = any ((select opora.scope('half-year.accept'))::uuid[])
			when 'opinion' then owner_id = any ((select opora.scope('execution.verify'))::uuid[])
			else owner_id = any ((select opora.scope('execution.report'))::uuid[]) end);

grant select, insert, update on opora.half_year_term, opora.half_year_report to opora_app;
grant select, insert on opora.half_year_step to opora_app;

create trigger audit after insert or update or delete on opora.half_year_term
	for each row execute function opora.write_audit();
-- What the system counted is in the trail already.
create trigger audit after insert or update or delete on opora.half_year_report
	for each row execute function opora.write_audit('facts', 'changes');
create trigger audit after insert or update or delete on opora.half_year_step
	for each row execute function opora.write_audit('content');
