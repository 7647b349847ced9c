-- A municipality's programme of support (a region's, too): passport over several years, a plan for each
-- year in the words of a form (004), target values, groups, orders, and versions that an order approved.

-- How a person is reached in office hours: the lists of a programme name it.
alter table opora.person add column phone text not null default '';
grant insert (phone), update (phone) on opora.person to opora_app;

create table opora.programme (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	-- Form of the yearly document; its texts are data of the application.
	form text not null,
	form_version smallint not null,
	title text not null check (title <> ''),
	first_year smallint not null check (first_year between 1990 and 2200),
	last_year smallint not null,
	basis text not null default '',
	customer text not null default '',
	coordinator text not null default '',
	executors text not null default '',
	purpose text not null default '',
	stage_preparation_term text not null default '',
	stage_preparation text not null default '',
	stage_execution_term text not null default '',
	stage_execution text not null default '',
	stage_spreading_term text not null default '',
	stage_spreading text not null default '',
	financing text not null default '',
	expected text not null default '',
	control text not null default '',
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	check (last_year between first_year and first_year + 9),
	unique (id, place_id)
);
create index programme_place on opora.programme (place_id, first_year desc);
create index programme_by on opora.programme (by);

create table opora.programme_year (
	id uuid primary key default gen_random_uuid(),
	programme_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	year smallint not null,
	-- The year whose lists the document names (§ 1, 2).
	list_year smallint not null,
	-- § 5; without a campaign of ours the order and the days are typed.
	campaign_id uuid references opora.campaign (id),
	diagnosis_order text not null default '',
	diagnosis_from date,
	diagnosis_to date,
	-- § 6: whether middling deficits name a school as well.
	deficits_from text not null default 'high' check (deficits_from in ('high', 'medium')),
	-- Annex 1.
	roadmap_id uuid references opora.roadmap (id),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	revision integer not null default 1,
	unique (programme_id, year),
	unique (id, place_id),
	foreign key (programme_id, place_id) references opora.programme (id, place_id)
);
create index programme_year_programme on opora.programme_year (programme_id, place_id);
create index programme_year_place on opora.programme_year (place_id);
create index programme_year_campaign on opora.programme_year (campaign_id);
create index programme_year_roadmap on opora.programme_year (roadmap_id);
create index programme_year_by on opora.programme_year (by);

-- A row of the form, kept or dropped, in its own or changed words; `key` is null for the place's own.
create table opora.programme_line (
	id uuid primary key default gen_random_uuid(),
	year_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	section text not null check (section in ('support', 'plan', 'deficits', 'tasks', 'roadmap',
		'monitoring', 'coordinators', 'involvement')),
	key text,
	is_kept boolean not null,
	text text not null,
	term text not null default '',
	source text not null default '',
	position smallint not null,
	revision integer not null default 1,
	unique (year_id, section, key),
	foreign key (year_id, place_id) references opora.programme_year (id, place_id)
);
create index programme_line_year on opora.programme_line (year_id, place_id);
create index programme_line_place on opora.programme_line (place_id);

create table opora.programme_target (
	id uuid primary key default gen_random_uuid(),
	programme_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	indicator text not null check (indicator <> ''),
	unit text not null default '',
	baseline numeric,
	-- Facts that the system itself knows; null where somebody types them.
	measured text check (measured in ('low-results', 'measures-done')),
	position smallint not null,
	withdrawn_at timestamptz,
	revision integer not null default 1,
	unique (id, place_id),
	foreign key (programme_id, place_id) references opora.programme (id, place_id)
);
create index programme_target_programme on opora.programme_target (programme_id, place_id);
create index programme_target_place on opora.programme_target (place_id);

create table opora.programme_value (
	id uuid primary key default gen_random_uuid(),
	target_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	year smallint not null,
	target numeric,
	fact numeric,
	fact_source text not null default '',
	revision integer not null default 1,
	unique (target_id, year),
	foreign key (target_id, place_id) references opora.programme_target (id, place_id)
);
create index programme_value_target on opora.programme_value (target_id, place_id);
create index programme_value_place on opora.programme_value (place_id);

create table opora.programme_member (
	id uuid primary key default gen_random_uuid(),
	programme_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	body text not null check (body in ('working-group', 'council')),
	-- «председатель», «секретарь», «член группы»
	role text not null default '',
	-- Somebody known here; else the name is typed.
	person_id uuid references opora.person (id),
	name text not null check (name <> ''),
	post text not null default '',
	position smallint not null,
	withdrawn_at timestamptz,
	revision integer not null default 1,
	foreign key (programme_id, place_id) references opora.programme (id, place_id)
);
create index programme_member_programme on opora.programme_member (programme_id, place_id);
create index programme_member_place on opora.programme_member (place_id);
create index programme_member_person on opora.programme_member (person_id);

create table opora.programme_order (
	id uuid primary key default gen_random_uuid(),
	programme_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	kind text not null
		check (kind in ('working-group', 'council', 'coordinator', 'diagnosis', 'other')),
	number text not null check (number <> ''),
	dated date not null,
	subject text not null default '',
	document_id uuid references opora.document (id),
	position smallint not null,
	withdrawn_at timestamptz,
	revision integer not null default 1,
	foreign key (programme_id, place_id) references opora.programme (id, place_id)
);
create index programme_order_programme on opora.programme_order (programme_id, place_id);
create index programme_order_place on opora.programme_order (place_id);
create index programme_order_document on opora.programme_order (document_id);

-- The document of a year as an order approved it; never changed.
create table opora.programme_version (
	id uuid primary key default gen_random_uuid(),
	year_id uuid not null,
	place_id uuid not null references opora.organisation (id),
	number smallint not null check (number > 0),
	order_number text not null check (order_number <> ''),
	order_date date not null,
	order_issuer text not null check (order_issuer <> ''),
	content jsonb not null,
	by uuid references opora.person (id),
	by_name text not null,
	at timestamptz not null default opora.now(),
	unique (year_id, number),
	unique (id, place_id),
	foreign key (year_id, place_id) references opora.programme_year (id, place_id)
);
create index programme_version_year on opora.programme_version (year_id, place_id);
create index programme_version_place on opora.programme_version (place_id);
create index programme_version_by on opora.programme_version (by);

-- Which schools the version names, with telephones: for those alone who read all results of the place.
create table opora.programme_version_schools (
	id uuid primary key default gen_random_uuid(),
	version_id uuid not null unique,
	place_id uuid not null references opora.organisation (id),
	schools jsonb not null,
	foreign key (version_id, place_id) references opora.programme_version (id, place_id)
);
create index programme_version_schools_version
	on opora.programme_version_schools (version_id, place_id);
create index programme_version_schools_place on opora.programme_version_schools (place_id);

do $$
declare
	each text;
begin
	foreach each in array array['programme', 'programme_year', 'programme_line', 'programme_target',
		'programme_value', 'programme_member', 'programme_order', 'programme_version',
		'programme_version_schools']
	loop
		execute format('alter table opora.%I enable row level security', each);
		execute format('create policy read on opora.%I for select to opora_app
			using (place_id = any ((select opora.scope(%L))::uuid[])%s)', each,
			case each when 'programme_version_schools' then 'results.read' else 'programme.read' end,
			-- which school has which deficit is not for its neighbours
			case each when 'programme_line' then ' and (section <> ''deficits''
				or place_id = any ((select opora.scope(''results.read''))::uuid[]))' else '' end);
		execute format('create policy add on opora.%I for insert to opora_app
			with check (place_id = any ((select opora.scope(''programme.edit''))::uuid[])%s)', each,
			case when each in ('programme', 'programme_year', 'programme_version')
				then ' and by = (select opora.current_person())' else '' end);
		execute format('grant select on opora.%I to opora_app', each);
		if each not like 'programme_version%' then
			execute format('create policy edit on opora.%I for update to opora_app
				using (place_id = any ((select opora.scope(''programme.edit''))::uuid[]))
				with check (place_id = any ((select opora.scope(''programme.edit''))::uuid[]))', each);
			execute format('create trigger revision before update on opora.%I
				for each row execute function opora.next_revision()', each);
		end if;
	end loop;
end $$;

grant insert, update on opora.programme, opora.programme_year, opora.programme_line,
	opora.programme_target, opora.programme_value, opora.programme_member, opora.programme_order
	to opora_app;
grant insert on opora.programme_version, opora.programme_version_schools to opora_app;

create trigger audit after insert or update or delete on opora.programme
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_year
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_line
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_target
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_value
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_member
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_order
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.programme_version
	for each row execute function opora.write_audit('content');
create trigger audit after insert or update or delete on opora.programme_version_schools
	for each row execute function opora.write_audit('schools');
