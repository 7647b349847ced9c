-- Files as they were given: content lies in the file store under its hash.
create table opora.document (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references opora.organisation (id),
	name text not null,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	size integer not null check (size >= 0),
	type text not null,
	uploaded_by uuid references opora.person (id),
	uploaded_at timestamptz not null default now(),
	revision integer not null default 1
);
create index document_organisation on opora.document (organisation_id, uploaded_at desc);
create index document_uploader on opora.document (uploaded_by);

create table opora.roadmap (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	title text not null check (title <> ''),
	level text not null check (level in ('region', 'municipality', 'school')),
	period_from date not null,
	period_to date not null check (period_to >= period_from),
	year_kind text not null check (year_kind in ('calendar', 'school')),
	order_number text,
	order_date date,
	order_issuer text,
	signatory_post text,
	signatory_name text,
	lanes text[] not null default '{}',
	document_id uuid references opora.document (id),
	copied_from uuid references opora.roadmap (id),
	created_by uuid references opora.person (id),
	created_at timestamptz not null default now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index roadmap_owner on opora.roadmap (owner_id, period_from desc);
create index roadmap_document on opora.roadmap (document_id);
create index roadmap_copied_from on opora.roadmap (copied_from);
create index roadmap_creator on opora.roadmap (created_by);

-- What was read of a document and mended so far: leaving and coming back loses nothing.
create table opora.intake (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references opora.organisation (id),
	document_id uuid references opora.document (id),
	state text not null default 'reading'
		check (state in ('reading', 'review', 'refused', 'accepted')),
	refusal jsonb,
	-- SourceDocument and Draft of src/lib/intake; `settings` holds the hints and the chosen owner.
	source jsonb,
	draft jsonb,
	settings jsonb not null default '{}',
	roadmap_id uuid references opora.roadmap (id),
	created_by uuid references opora.person (id),
	created_at timestamptz not null default now(),
	changed_at timestamptz not null default now(),
	revision integer not null default 1
);
create index intake_organisation on opora.intake (organisation_id, changed_at desc);
create index intake_document on opora.intake (document_id);
create index intake_roadmap on opora.intake (roadmap_id);
create index intake_creator on opora.intake (created_by);

create table opora.section (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	parent_id uuid references opora.section (id),
	position double precision not null,
	title text not null check (title <> ''),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index section_roadmap on opora.section (roadmap_id, position);
create index section_parent on opora.section (parent_id);
create index section_owner on opora.section (owner_id);

create table opora.measure (
	id uuid primary key default gen_random_uuid(),
	roadmap_id uuid not null references opora.roadmap (id),
	-- The roadmap's owner, repeated here so that a policy needs no other table.
	owner_id uuid not null references opora.organisation (id),
	section_id uuid references opora.section (id),
	position double precision not null,
	-- In a roadmap of lanes: which lane, and which measures stand side by side.
	lane smallint,
	lane_row integer,
	number text,
	text text not null check (text <> ''),
	term_phrase text not null default '',
	-- kind, window, occurrences, recurrence, confidence, doubts of src/lib/calendar/term.ts
	term jsonb not null,
	-- A person set the dates; the phrase does not decide them any more.
	term_by_hand boolean not null default false,
	window_from date,
	window_to date,
	result text,
	notes text,
	factors smallint[] not null default '{}',
	source jsonb,
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index measure_roadmap on opora.measure (roadmap_id, position);
create index measure_section on opora.measure (section_id);
create index measure_owner on opora.measure (owner_id);

create table opora.measure_party (
	id uuid primary key default gen_random_uuid(),
	measure_id uuid not null references opora.measure (id) on delete cascade,
	owner_id uuid not null references opora.organisation (id),
	position smallint not null,
	text text not null check (text <> ''),
	person_id uuid references opora.person (id),
	organisation_id uuid references opora.organisation (id),
	role text
);
create index measure_party_measure on opora.measure_party (measure_id, position);
create index measure_party_person on opora.measure_party (person_id);
create index measure_party_organisation on opora.measure_party (organisation_id);
create index measure_party_owner on opora.measure_party (owner_id);

create table opora.measure_link (
	id uuid primary key default gen_random_uuid(),
	kind text not null check (kind in ('supports', 'continues')),
	from_id uuid not null references opora.measure (id),
	to_id uuid not null references opora.measure (id),
	owner_id uuid not null references opora.organisation (id),
	to_owner_id uuid not null references opora.organisation (id),
	revision integer not null default 1,
	unique (from_id, to_id, kind),
	check (from_id <> to_id)
);
create index measure_link_to on opora.measure_link (to_id);
create index measure_link_owner on opora.measure_link (owner_id);
create index measure_link_to_owner on opora.measure_link (to_owner_id);

-- What is readable from below: roadmaps of the organisations above that an order approved.
create function opora.approved_above() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(id), '{}') from roadmap
	where owner_id = any (scope('roadmap.read-approved')) and order_number is not null
		and withdrawn_at is null
$$;

alter table opora.document enable row level security;
alter table opora.roadmap enable row level security;
alter table opora.intake enable row level security;
alter table opora.section enable row level security;
alter table opora.measure enable row level security;
alter table opora.measure_party enable row level security;
alter table opora.measure_link enable row level security;

create policy read on opora.document for select to opora_app
	using (organisation_id = any ((select opora.scope('document.read'))::uuid[]));
create policy add on opora.document for insert to opora_app
	with check (organisation_id = any ((select opora.scope('document.add'))::uuid[]));
create policy edit on opora.document for update to opora_app
	using (organisation_id = any ((select opora.scope('document.add'))::uuid[]));

create policy use on opora.intake to opora_app
	using (organisation_id = any ((select opora.scope('document.add'))::uuid[]))
	with check (organisation_id = any ((select opora.scope('document.add'))::uuid[]));

create policy read on opora.roadmap for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or id = any ((select opora.approved_above())::uuid[]));
create policy add on opora.roadmap for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
create policy edit on opora.roadmap for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));

create policy read on opora.section for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
create policy add on opora.section for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
create policy edit on opora.section for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));

create policy read on opora.measure for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or roadmap_id = any ((select opora.approved_above())::uuid[]));
create policy add on opora.measure for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
create policy edit on opora.measure for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));

create policy read on opora.measure_party for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or measure_id in (select id from opora.measure
			where roadmap_id = any ((select opora.approved_above())::uuid[])));
create policy change on opora.measure_party to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));

create policy read on opora.measure_link for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or to_owner_id = any ((select opora.scope('roadmap.read'))::uuid[]));
create policy change on opora.measure_link to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));

grant select, insert, update on opora.document, opora.roadmap, opora.intake, opora.section,
	opora.measure to opora_app;
grant select, insert, update, delete on opora.measure_party, opora.measure_link to opora_app;

create trigger revision before update on opora.document
	for each row execute function opora.next_revision();
create trigger revision before update on opora.roadmap
	for each row execute function opora.next_revision();
create trigger revision before update on opora.intake
	for each row execute function opora.next_revision();
create trigger revision before update on opora.section
	for each row execute function opora.next_revision();
create trigger revision before update on opora.measure
	for each row execute function opora.next_revision();
create trigger revision before update on opora.measure_link
	for each row execute function opora.next_revision();

create trigger audit after insert or update or delete on opora.document
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.roadmap
	for each row execute function opora.write_audit();
-- The document's text and every draft of it would fill the trail; the roadmap they become is in it.
create trigger audit after insert or update or delete on opora.intake
	for each row execute function opora.write_audit('source', 'draft', 'changed_at');
create trigger audit after insert or update or delete on opora.section
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.measure
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.measure_party
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.measure_link
	for each row execute function opora.write_audit();
