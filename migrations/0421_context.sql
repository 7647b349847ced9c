-- Context data of the diagnosis, entered by the school: one sheet of a school, one of each class, one of
-- what the room of results does not know, for each school year. Counts of people, never names.

create table opora.context_sheet (
	id uuid primary key default gen_random_uuid(),
	-- The school.
	organisation_id uuid not null references opora.organisation (id),
	-- Of 1 September of the school year.
	year smallint not null check (year between 1990 and 2200),
	instrument text not null check (instrument in ('context-school', 'context-class', 'results')),
	instrument_version smallint not null,
	-- «5А»; empty for the school.
	class text not null default '' check (length(class) <= 10),
	answers jsonb not null check (pg_column_size(answers) < 16384),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	unique (organisation_id, year, instrument, class),
	check ((instrument = 'context-class') = (class <> ''))
);
create index context_sheet_by on opora.context_sheet (by);

alter table opora.context_sheet enable row level security;
create policy read on opora.context_sheet for select to opora_app
	using (organisation_id = any ((select opora.scope('diagnosis.read'))::uuid[]));
create policy add on opora.context_sheet for insert to opora_app
	with check (organisation_id = any ((select opora.scope('diagnosis.enter'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.context_sheet for update to opora_app
	using (organisation_id = any ((select opora.scope('diagnosis.enter'))::uuid[]))
	with check (organisation_id = any ((select opora.scope('diagnosis.enter'))::uuid[])
		and by = (select opora.current_person()));
grant select on opora.context_sheet to opora_app;
grant insert (id, organisation_id, year, instrument, instrument_version, class, answers, by),
	update (answers, instrument_version, by, at, withdrawn_at) on opora.context_sheet to opora_app;
create trigger revision before update on opora.context_sheet
	for each row execute function opora.next_revision();
-- Who reads the history of a school may be one to whom counts under five are not told: it says who
-- and when, the sheet what.
create trigger audit after insert or update or delete on opora.context_sheet
	for each row execute function opora.write_audit('answers', 'revision');

-- Two profiles of which one knows a sheet more would tell that sheet: a campaign that was stopped does
-- not run again (nor may its last day be moved, migration 0411).
create function opora.campaign_stays_over() returns trigger
language plpgsql set search_path = opora, pg_temp as $$
begin
	if old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at then
		raise exception 'a campaign that was stopped does not run again';
	end if;
	return new;
end $$;
create trigger stays_over before update on opora.campaign
	for each row execute function opora.campaign_stays_over();
