-- The letter of a morning, what each person wishes of it, and private calendar addresses. The role
-- opora_jobs composes and sends: it reads for all people what letters need, and no page uses it.

-- What a person wishes; without a row everything is as the defaults say.
create table opora.reminder_setting (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null unique references opora.person (id),
	email boolean not null default true,
	-- Kinds that the person does not want (src/lib/reminders/model.ts).
	kinds_off text[] not null default '{}' check (kinds_off <@ array['soon', 'today', 'late',
		'returned', 'verify', 'mention', 'agree', 'schools']),
	-- Letters on days off and holidays too.
	weekends boolean not null default false,
	days_before smallint not null default 3 check (days_before between 1 and 14),
	language text not null default 'ru' check (language in ('ru', 'en')),
	revision integer not null default 1
);

-- One letter a person and day. `sending` is committed before the mail server is spoken to: a letter
-- that was broken off in it is never sent again (docs/decisions/0015).
create table opora.digest (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references opora.person (id),
	day date not null,
	time_zone text not null,
	language text not null,
	state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
	-- Kept until it is sent.
	subject text,
	body text,
	message_id text not null unique,
	attempts smallint not null default 0,
	next_at timestamptz not null default opora.now(),
	sent_at timestamptz,
	-- Of the link that turns letters off; the secret itself stands in the letter alone.
	secret_hash bytea unique,
	-- What the mail server answered, or why it was not asked again.
	error text,
	created_at timestamptz not null default opora.now(),
	unique (person_id, day)
);
create index digest_waiting on opora.digest (next_at) where state = 'waiting';
create index digest_day on opora.digest (day);

-- A morning whose letters are all composed.
create table opora.digest_round (
	time_zone text not null,
	day date not null,
	letters integer not null,
	at timestamptz not null default opora.now(),
	primary key (time_zone, day)
);

-- A private address of dates: of everything a person has to do, or of one roadmap.
create table opora.calendar_feed (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references opora.person (id),
	roadmap_id uuid references opora.roadmap (id),
	secret_hash bytea not null unique,
	created_at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create unique index calendar_feed_live on opora.calendar_feed (person_id, roadmap_id)
	nulls not distinct where withdrawn_at is null;
create index calendar_feed_person on opora.calendar_feed (person_id);
create index calendar_feed_roadmap on opora.calendar_feed (roadmap_id);

-- Turns off the letters of whoever got the letter with this link. Answers the same for any secret.
create function opora.turn_letters_off(token bytea) returns void
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	reader uuid := (select person_id from digest where secret_hash = token);
begin
	if reader is null then
		return;
	end if;
	perform set_config('opora.person', reader::text, true);
	insert into reminder_setting (person_id, email) values (reader, false)
	on conflict (person_id) do update set email = false where reminder_setting.email;
end $$;
revoke all on function opora.turn_letters_off from public;
grant execute on function opora.turn_letters_off to opora_app;

-- Whose dates an address shows; nothing for one that was withdrawn or made up, or of one who left.
create function opora.find_feed(token bytea) returns table (person_id uuid, roadmap_id uuid)
language sql stable security definer set search_path = opora, pg_temp as $$
	select f.person_id, f.roadmap_id
	from calendar_feed f join person p on p.id = f.person_id
	where f.secret_hash = token and f.withdrawn_at is null
		and p.account_id is not null and coalesce(p.left_on, 'infinity') > today()
$$;
revoke all on function opora.find_feed from public;
grant execute on function opora.find_feed to opora_app;

alter table opora.reminder_setting enable row level security;
alter table opora.digest enable row level security;
alter table opora.digest_round enable row level security;
alter table opora.calendar_feed enable row level security;

create policy own on opora.reminder_setting to opora_app
	using (person_id = (select opora.current_person()))
	with check (person_id = (select opora.current_person()));
create policy own on opora.digest for select to opora_app
	using (person_id = (select opora.current_person()));
create policy own on opora.calendar_feed to opora_app
	using (person_id = (select opora.current_person()))
	with check (person_id = (select opora.current_person()));
grant select, insert, update on opora.reminder_setting, opora.calendar_feed to opora_app;
grant select (id, person_id, day, state, sent_at) on opora.digest to opora_app;

create trigger revision before update on opora.reminder_setting
	for each row execute function opora.next_revision();
create trigger revision before update on opora.calendar_feed
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.reminder_setting
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.calendar_feed
	for each row execute function opora.write_audit('secret_hash');

-- What the role of jobs may ----------------------------------------------------------------------

grant usage on schema opora to opora_jobs;
grant select on opora.organisation, opora.appointment, opora.curatorship, opora.permission,
	opora.roadmap, opora.roadmap_step, opora.measure, opora.measure_party, opora.occurrence,
	opora.verification, opora.reminder_setting to opora_jobs;
grant select (id, organisation_id, surname, given, patronymic, email, account_id, left_on)
	on opora.person to opora_jobs;
grant select (id, author_id, owner_id) on opora.report to opora_jobs;
grant select, insert, update, delete on opora.digest, opora.digest_round to opora_jobs;

create policy jobs on opora.organisation for select to opora_jobs using (true);
create policy jobs on opora.person for select to opora_jobs using (true);
create policy jobs on opora.appointment for select to opora_jobs using (true);
create policy jobs on opora.curatorship for select to opora_jobs using (true);
create policy jobs on opora.permission for select to opora_jobs using (true);
create policy jobs on opora.roadmap for select to opora_jobs using (true);
create policy jobs on opora.roadmap_step for select to opora_jobs using (true);
create policy jobs on opora.measure for select to opora_jobs using (true);
create policy jobs on opora.measure_party for select to opora_jobs using (true);
create policy jobs on opora.occurrence for select to opora_jobs using (true);
create policy jobs on opora.report for select to opora_jobs using (true);
create policy jobs on opora.verification for select to opora_jobs using (true);
create policy jobs on opora.reminder_setting for select to opora_jobs using (true);
create policy jobs on opora.digest to opora_jobs using (true) with check (true);
create policy jobs on opora.digest_round to opora_jobs using (true) with check (true);
