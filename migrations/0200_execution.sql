-- Approval and execution: a roadmap goes from draft to an order, its measures get occurrences, and
-- what was done is reported with evidence and verified.

-- The clock ------------------------------------------------------------------------------------

-- Tests play a year through with the clock set (OPORA_CLOCK); elsewhere it is the server's.
create function opora.now() returns timestamptz
language sql stable parallel safe
return coalesce(nullif(current_setting('opora.now', true), '')::timestamptz, now());

create or replace function opora.today() returns date
language sql stable parallel safe
return coalesce(nullif(current_setting('opora.today', true), '')::date, opora.now()::date);

-- Approval -------------------------------------------------------------------------------------

alter table opora.roadmap
	add column status text not null default 'draft'
		check (status in ('draft', 'review', 'agreed', 'approved', 'in-force', 'closed')),
	add column in_force_from date,
	-- Set in the draft of the next version: the roadmap that it will change when an order approves it.
	add column corrects_id uuid references opora.roadmap (id),
	add column correction_reason text,
	-- Numbers 1 … 17 of the deficits that the roadmap is to answer.
	add column factors smallint[] not null default '{}';
create unique index roadmap_corrects on opora.roadmap (corrects_id) where withdrawn_at is null;
create index roadmap_corrects_all on opora.roadmap (corrects_id);

-- In the draft of the next version: the part in force that it stands for; null where it is new.
alter table opora.section add column origin_id uuid references opora.section (id);
create index section_origin on opora.section (origin_id);
alter table opora.measure
	add column origin_id uuid references opora.measure (id),
	-- How often a measure without dates of its own («постоянно») is asked how it goes.
	add column check_in text not null default 'half-yearly'
		check (check_in in ('monthly', 'quarterly', 'half-yearly', 'yearly', 'none')),
	-- Kinds of evidence that a report must bring; empty asks for none.
	add column evidence_kinds text[] not null default '{}';
create index measure_origin on opora.measure (origin_id);

-- What an order approved: written once, never changed.
create table opora.roadmap_version (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	number integer not null check (number > 0),
	-- VersionContent of src/lib/roadmap/version/content.ts
	content jsonb not null,
	-- SHA-256 of what the person who approved was shown.
	digest text not null check (digest ~ '^[0-9a-f]{64}$'),
	reason text,
	order_number text not null check (order_number <> ''),
	order_date date not null,
	order_issuer text,
	document_id uuid references opora.document (id),
	in_force_from date not null,
	approved_by uuid references opora.person (id),
	approved_at timestamptz not null default opora.now(),
	unique (roadmap_id, number)
);
create index roadmap_version_owner on opora.roadmap_version (owner_id);
create index roadmap_version_document on opora.roadmap_version (document_id);
create index roadmap_version_approver on opora.roadmap_version (approved_by);

-- The way of a roadmap through review and approval, with what was said at each step.
create table opora.roadmap_step (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	from_status text not null,
	to_status text not null,
	comment text,
	person_id uuid references opora.person (id),
	at timestamptz not null default opora.now()
);
create index roadmap_step_roadmap on opora.roadmap_step (roadmap_id, at);
create index roadmap_step_owner on opora.roadmap_step (owner_id);
create index roadmap_step_person on opora.roadmap_step (person_id);

create or replace function opora.approved_above() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(id), '{}') from roadmap
	where owner_id = any (scope('roadmap.read-approved'))
		and status in ('approved', 'in-force', 'closed') and withdrawn_at is null
$$;

-- What an order approved changes by the next version only: `opora.approving` is set while one is
-- written. Arguments: the columns that stay free.
create function opora.keep_approved() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	free text[] := coalesce(tg_argv, '{}');
	given jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
	stored jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
	known jsonb := coalesce(stored, given);
	held uuid;
begin
	if current_setting('opora.approving', true) = 'on'
		or (tg_op = 'UPDATE' and given - free = stored - free) then
		return coalesce(new, old);
	end if;
	held := case tg_table_name
		when 'roadmap' then (known ->> 'id')::uuid
		when 'measure_party' then
			(select roadmap_id from measure where id = (known ->> 'measure_id')::uuid)
		else (known ->> 'roadmap_id')::uuid
	end;
	if exists (select from roadmap where id = held and status in ('approved', 'in-force', 'closed'))
	then
		raise exception 'an approved version does not change' using errcode = 'OP001';
	end if;
	return coalesce(new, old);
end $$;
create trigger approved before update on opora.roadmap
	for each row execute function opora.keep_approved('status', 'in_force_from', 'withdrawn_at',
		'withdrawn_reason', 'factors', 'revision');
create trigger approved before insert or update or delete on opora.section
	for each row execute function opora.keep_approved('revision');
create trigger approved before insert or update or delete on opora.measure
	for each row execute function opora.keep_approved('factors', 'notes', 'check_in',
		'evidence_kinds', 'revision');
create trigger approved before insert or update or delete on opora.measure_party
	for each row execute function opora.keep_approved('person_id', 'organisation_id', 'role');

create function opora.refuse_change() returns trigger
language plpgsql as $$
begin
	raise exception 'an approved version does not change' using errcode = 'OP001';
end $$;
create trigger unchanged before update or delete on opora.roadmap_version
	for each row execute function opora.refuse_change();

-- Execution ------------------------------------------------------------------------------------

-- One period in which a measure is due. Only roadmaps that an order approved have occurrences.
create table opora.occurrence (
	id uuid primary key default gen_random_uuid(),
	measure_id uuid not null references opora.measure (id),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	-- `term` from the measure's term; `check-in` of a continuous measure; `undated` where another
	-- schedule, an event or need decides; `added` by a person.
	kind text not null check (kind in ('term', 'check-in', 'undated', 'added')),
	due_from date,
	due_to date,
	-- Its day is not the roadmap's own: it can pass, but the work is not late.
	never_late boolean not null default false,
	-- What people did; what the day makes of it (late, due soon) is opora.occurrence_state.
	stage text not null default 'open' check (stage in ('open', 'begun', 'reported', 'returned',
		'verified', 'not-done', 'cancelled')),
	done_on date,
	-- Why it was cancelled or not done.
	reason text,
	-- The newest report on it.
	report_id uuid,
	withdrawn_at timestamptz,
	revision integer not null default 1,
	check ((due_from is null) = (due_to is null) and due_to >= due_from)
);
create index occurrence_measure on opora.occurrence (measure_id, due_to);
create index occurrence_roadmap on opora.occurrence (roadmap_id);
create index occurrence_open on opora.occurrence (owner_id, due_to)
	where stage in ('open', 'begun', 'returned') and withdrawn_at is null;
create index occurrence_reported on opora.occurrence (owner_id)
	where stage = 'reported' and withdrawn_at is null;
create index occurrence_owner on opora.occurrence (owner_id);
create index occurrence_report on opora.occurrence (report_id);

-- What a person told about one occurrence or several.
create table opora.report (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	author_id uuid references opora.person (id),
	-- Of the form: the same form sent twice is one report.
	token uuid not null unique,
	done_on date not null,
	text text not null check (text <> ''),
	-- What came out against what was expected, and its number where the expectation has one.
	result text,
	result_number numeric,
	created_at timestamptz not null default opora.now(),
	revision integer not null default 1
);
create index report_roadmap on opora.report (roadmap_id);
create index report_owner on opora.report (owner_id, created_at desc);
create index report_author on opora.report (author_id);
alter table opora.occurrence add foreign key (report_id) references opora.report (id);

create table opora.report_occurrence (
	id uuid primary key default gen_random_uuid(),
	report_id uuid not null references opora.report (id),
	occurrence_id uuid not null references opora.occurrence (id),
	owner_id uuid not null references opora.organisation (id),
	unique (report_id, occurrence_id)
);
create index report_occurrence_occurrence on opora.report_occurrence (occurrence_id);
create index report_occurrence_owner on opora.report_occurrence (owner_id);

-- A confirming document: a file, a link, or the number and date of a paper (domain.md §5.3).
create table opora.evidence (
	id uuid primary key default gen_random_uuid(),
	report_id uuid not null references opora.report (id),
	owner_id uuid not null references opora.organisation (id),
	position smallint not null default 0,
	kind text not null,
	note text,
	hash text check (hash ~ '^[0-9a-f]{64}$'),
	name text,
	size integer check (size >= 0),
	type text,
	url text check (url ~ '^https?://'),
	number text,
	date date,
	issuer text,
	-- Never leaves the signed-in area.
	personal_data boolean not null default false,
	added_by uuid references opora.person (id),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	check (hash is not null or url is not null or number is not null),
	check ((hash is null) = (name is null) and (hash is null) = (size is null)
		and (hash is null) = (type is null))
);
create index evidence_report on opora.evidence (report_id, position);
create index evidence_owner on opora.evidence (owner_id);
create index evidence_hash on opora.evidence (hash);
create index evidence_adder on opora.evidence (added_by);

-- A file that was sent before its form: claimed by a report, or removed after a day.
create table opora.upload (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references opora.person (id),
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	name text not null,
	size integer not null check (size >= 0),
	type text not null,
	created_at timestamptz not null default now()
);
create index upload_person on opora.upload (person_id);
create index upload_created on opora.upload (created_at);
create index upload_hash on opora.upload (hash);

-- A curator's or coordinator's verdict on a report.
create table opora.verification (
	id uuid primary key default gen_random_uuid(),
	occurrence_id uuid not null references opora.occurrence (id),
	report_id uuid not null references opora.report (id),
	owner_id uuid not null references opora.organisation (id),
	verdict text not null check (verdict in ('verified', 'returned')),
	comment text,
	person_id uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	check (verdict = 'verified' or comment <> '')
);
create index verification_occurrence on opora.verification (occurrence_id, at desc);
create index verification_report on opora.verification (report_id);
create index verification_owner on opora.verification (owner_id);
create index verification_person on opora.verification (person_id);

-- Measures for which the acting person is responsible, whatever his roles.
create function opora.own_measures() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(measure_id), '{}') from measure_party
	where person_id = current_person()
$$;

-- The state of an occurrence on a day; the rule's twin is stateOf in
-- src/lib/roadmap/execution/state.ts, and a test holds them together.
create function opora.occurrence_state(stage text, due_from date, due_to date, never_late boolean,
	done_on date, today date) returns text
language sql immutable parallel safe
return case
	when stage = 'verified' then case when done_on > due_to and not never_late
		then 'done-late' else 'verified' end
	when stage in ('reported', 'returned', 'not-done', 'cancelled') then stage
	when due_to is null then case stage when 'begun' then 'under-way' else 'undated' end
	when due_to < today then case when never_late then 'under-way' else 'late' end
	when due_to <= today + 7 then 'due-soon'
	when stage = 'begun' or due_from <= today then 'under-way'
	else 'planned'
end;

-- Row-level security ---------------------------------------------------------------------------

alter table opora.roadmap_version enable row level security;
alter table opora.roadmap_step enable row level security;
alter table opora.occurrence enable row level security;
alter table opora.report enable row level security;
alter table opora.report_occurrence enable row level security;
alter table opora.evidence enable row level security;
alter table opora.upload enable row level security;
alter table opora.verification enable row level security;

create policy read on opora.roadmap_version for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
create policy add on opora.roadmap_version for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.approve'))::uuid[]));

create policy read on opora.roadmap_step for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[]));
create policy add on opora.roadmap_step for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])
		or owner_id = any ((select opora.scope('roadmap.agree'))::uuid[]));
-- Who agrees to a roadmap may change its status; what else a row holds stays with its editors.
create policy agree on opora.roadmap for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.agree'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.agree'))::uuid[]));

create policy read on opora.occurrence for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
create policy add on opora.occurrence for insert to opora_app
	with check (owner_id = any ((select opora.scope('execution.report'))::uuid[]));
create policy change on opora.occurrence for update to opora_app
	using (owner_id = any ((select opora.scope('execution.report'))::uuid[])
		or owner_id = any ((select opora.scope('execution.verify'))::uuid[])
		or measure_id = any ((select opora.own_measures())::uuid[]));

create policy read on opora.report for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[])
		or author_id = (select opora.current_person()));
create policy add on opora.report for insert to opora_app
	with check (author_id = (select opora.current_person())
		and (owner_id = any ((select opora.scope('execution.report'))::uuid[])
			or roadmap_id = any (array(select m.roadmap_id from opora.measure m
				where m.id = any ((select opora.own_measures())::uuid[])))));
create policy edit on opora.report for update to opora_app
	using (author_id = (select opora.current_person())
		or owner_id = any ((select opora.scope('execution.report'))::uuid[]));

create policy read on opora.report_occurrence for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[])
		or report_id in (select id from opora.report
			where author_id = (select opora.current_person())));
create policy add on opora.report_occurrence for insert to opora_app
	with check (report_id in (select id from opora.report
		where author_id = (select opora.current_person())));

create policy read on opora.evidence for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[])
		or report_id in (select id from opora.report
			where author_id = (select opora.current_person())));
create policy add on opora.evidence for insert to opora_app
	with check (report_id in (select id from opora.report
		where author_id = (select opora.current_person())));
create policy edit on opora.evidence for update to opora_app
	using (added_by = (select opora.current_person())
		or owner_id = any ((select opora.scope('execution.report'))::uuid[]));

create policy own on opora.upload to opora_app
	using (person_id = (select opora.current_person()))
	with check (person_id = (select opora.current_person()));

create policy read on opora.verification for select to opora_app
	using (owner_id = any ((select opora.scope('execution.read'))::uuid[])
		or report_id in (select id from opora.report
			where author_id = (select opora.current_person())));
create policy add on opora.verification for insert to opora_app
	with check (owner_id = any ((select opora.scope('execution.verify'))::uuid[])
		and person_id = (select opora.current_person()));

grant select, insert on opora.roadmap_version, opora.roadmap_step, opora.report_occurrence,
	opora.verification to opora_app;
grant select, insert, update on opora.occurrence, opora.report, opora.evidence to opora_app;
grant select, insert, delete on opora.upload to opora_app;

create trigger revision before update on opora.occurrence
	for each row execute function opora.next_revision();
create trigger revision before update on opora.report
	for each row execute function opora.next_revision();
create trigger revision before update on opora.evidence
	for each row execute function opora.next_revision();

-- The content of a version is the roadmap itself, which is in the trail already.
create trigger audit after insert or update or delete on opora.roadmap_version
	for each row execute function opora.write_audit('content');
create trigger audit after insert or update or delete on opora.roadmap_step
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.occurrence
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.report
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.report_occurrence
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.evidence
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.verification
	for each row execute function opora.write_audit();
