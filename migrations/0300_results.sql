-- Results of assessment procedures as they come, and how they came: files, names of schools, columns,
-- a place's own procedures. A place is a region or a municipality; what it says holds below it.

-- «Код ОО» of the region: files of results name schools by it.
alter table opora.organisation add column code text check (code <> '');
create index organisation_code on opora.organisation (code) where code is not null;

-- History is asked by organisation: a row of a place belongs to the place.
create or replace function opora.write_audit() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	hidden text[] := coalesce(tg_argv, '{}');
	was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - hidden end;
	now_is jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - hidden end;
	row_now jsonb := coalesce(now_is, was);
	old_part jsonb := was;
	new_part jsonb := now_is;
begin
	if tg_op = 'UPDATE' then
		select jsonb_object_agg(key, was -> key), jsonb_object_agg(key, value)
		into old_part, new_part
		from jsonb_each(now_is)
		where value is distinct from was -> key;
		if new_part is null then
			return null;
		end if;
	end if;
	insert into audit (person_id, table_name, row_id, organisation_id, action, before, after)
	values (
		current_person(),
		tg_table_name,
		coalesce(row_now ->> 'id', row_now ->> 'hash'),
		coalesce(row_now ->> 'owner_id', row_now ->> 'organisation_id', row_now ->> 'place_id',
			case when tg_table_name = 'organisation' then row_now ->> 'id' end)::uuid,
		lower(tg_op),
		old_part,
		new_part
	);
	return null;
end $$;

-- The procedures of a year that a place adds to the shipped catalogue (src/lib/results/data), or
-- sees otherwise: the same code stands for the shipped one.
create table opora.catalogue_entry (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 60),
	name text not null check (name <> ''),
	exam text not null
		check (exam in ('vpr', 'oge', 'ege', 'regional', 'diagnostic', 'niko')),
	-- `rus`, `math`, or the subject in words.
	subject text not null check (subject <> ''),
	grade smallint check (grade between 1 and 12),
	variant text check (variant in ('base', 'profile')),
	level text not null check (level in ('НОО', 'ООО', 'СОО')),
	low_kind text not null check (low_kind in ('mark-at-most', 'score-below')),
	low_value smallint not null check (low_value > 0),
	source text not null check (source <> ''),
	source_date date,
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create unique index catalogue_entry_code on opora.catalogue_entry (place_id, year, code)
	where withdrawn_at is null;
create index catalogue_entry_place on opora.catalogue_entry (place_id);

-- One file of results, from its upload on.
create table opora.result_import (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	file_name text not null,
	-- SHA-256: the file itself lies in the store.
	file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
	file_size bigint not null check (file_size >= 0),
	-- What the reader saw in it; null until then.
	kind text check (kind in ('counts', 'marks', 'marks-sheet', 'pupils')),
	years smallint[] not null default '{}',
	row_count integer not null default 0,
	-- `waiting` and `reading` in the background; `mapping`: a person says which column is what;
	-- `faulty`: it has errors; `matching`: a person says which school is which; `ready`: compared,
	-- to be applied; `failed`: it cannot be read; `dropped` by a person.
	state text not null default 'waiting' check (state in ('waiting', 'reading', 'mapping', 'faulty',
		'matching', 'ready', 'applied', 'undone', 'failed', 'dropped')),
	-- Which columns it was read by, where the file's own heads do not say (read/mapping.ts).
	mapping jsonb,
	-- Of a file whose heads were not known: its first rows.
	sample jsonb,
	-- Problem[] of src/lib/results/read/problem.ts, at most a thousand; all are counted.
	problems jsonb not null default '[]',
	problem_count integer not null default 0,
	-- Code of a refusal where nothing could be read.
	refused text,
	-- Rows read so far, and bytes of the file.
	rows_read integer not null default 0,
	bytes_read bigint not null default 0,
	-- What applying did.
	added integer,
	changed integer,
	same integer,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	applied_at timestamptz,
	undone_at timestamptz,
	undone_by uuid references opora.person (id),
	revision integer not null default 1
);
create index result_import_place on opora.result_import (place_id, at desc);
create index result_import_by on opora.result_import (by);
create index result_import_undone_by on opora.result_import (undone_by);
create index result_import_hash on opora.result_import (file_hash);

create table opora.result (
	school_id uuid not null references opora.organisation (id),
	year smallint not null check (year between 1990 and 2200),
	-- Code of the catalogue: `ege-math-base`.
	procedure text not null check (procedure <> ''),
	participants integer not null check (participants >= 0),
	low integer not null check (low between 0 and participants),
	-- How many have the marks 2, 3, 4, 5, where that is known.
	marks integer[] check (array_length(marks, 1) = 4),
	-- Which file says so.
	import_id uuid not null references opora.result_import (id),
	primary key (school_id, year, procedure)
);
create index result_procedure on opora.result (procedure, year);
create index result_import_of on opora.result (import_id);

-- What an import replaced: an undo brings it back.
create table opora.result_replaced (
	import_id uuid not null references opora.result_import (id),
	school_id uuid not null,
	year smallint not null,
	procedure text not null,
	participants integer not null,
	low integer not null,
	marks integer[],
	-- Whose figures they were.
	earlier_import_id uuid not null,
	primary key (import_id, school_id, year, procedure)
);

-- What a file says, between its reading and its applying; gone after that.
create table opora.result_staged_school (
	import_id uuid not null references opora.result_import (id),
	-- In the order of the file, from 0.
	number integer not null,
	-- As the file writes it.
	written text not null,
	school_id uuid references opora.organisation (id),
	how text check (how in ('code', 'name', 'alias', 'person')),
	-- Schools with a similar name, the likeliest first.
	suggestions uuid[] not null default '{}',
	primary key (import_id, number),
	check ((school_id is null) = (how is null))
);
create index result_staged_school_school on opora.result_staged_school (school_id);

create table opora.result_staged (
	import_id uuid not null references opora.result_import (id),
	school integer not null,
	year smallint not null,
	procedure text not null,
	participants integer not null,
	low integer not null,
	marks integer[],
	-- Where the file says so; for a sum of pupils its first row.
	row integer not null
);
create index result_staged_import on opora.result_staged (import_id, school);

-- How files of a place write a school that its code and name do not tell.
create table opora.school_alias (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	-- As src/lib/results/import/match.ts folds it.
	written text not null check (written <> ''),
	school_id uuid not null references opora.organisation (id),
	revision integer not null default 1,
	unique (place_id, written)
);
create index school_alias_school on opora.school_alias (school_id);

-- Which column holds what in tables with these heads.
create table opora.column_mapping (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	-- The folded heads, hashed.
	signature text not null check (signature <> ''),
	mapping jsonb not null,
	revision integer not null default 1,
	unique (place_id, signature)
);

-- Rights ---------------------------------------------------------------------------------------

alter table opora.catalogue_entry enable row level security;
alter table opora.result_import enable row level security;
alter table opora.result enable row level security;
alter table opora.result_replaced enable row level security;
alter table opora.result_staged_school enable row level security;
alter table opora.result_staged enable row level security;
alter table opora.school_alias enable row level security;
alter table opora.column_mapping enable row level security;

-- A school must see by which procedure of its region it was measured: as far as organisations.
create policy read on opora.catalogue_entry for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.catalogue_entry for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy edit on opora.catalogue_entry for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]));

create policy read on opora.result_import for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.result_import for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()) and state = 'waiting');
create policy edit on opora.result_import for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]));

-- Results are written by apply_import and undo_import alone (migration 0301).
create policy read on opora.result for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[]));
create policy read on opora.result_replaced for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[]));

-- Those of the imports that the acting person works on, a handful.
create policy work on opora.result_staged_school for all to opora_app
	using (import_id = any ((select array_agg(id) from opora.result_import
		where place_id = any ((select opora.scope('results.edit'))::uuid[])
			and state not in ('applied', 'undone', 'dropped'))::uuid[]));
create policy work on opora.result_staged for all to opora_app
	using (import_id = any ((select array_agg(id) from opora.result_import
		where place_id = any ((select opora.scope('results.edit'))::uuid[])
			and state not in ('applied', 'undone', 'dropped'))::uuid[]));

create policy read on opora.school_alias for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.school_alias for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy edit on opora.school_alias for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]));

create policy read on opora.column_mapping for select to opora_app
	using (place_id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.column_mapping for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy edit on opora.column_mapping for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]));

grant select, insert, update on opora.catalogue_entry, opora.result_import, opora.school_alias,
	opora.column_mapping to opora_app;
grant select on opora.result, opora.result_replaced to opora_app;
grant select, insert, update, delete on opora.result_staged_school, opora.result_staged to opora_app;

create trigger revision before update on opora.catalogue_entry
	for each row execute function opora.next_revision();
create trigger revision before update on opora.result_import
	for each row execute function opora.next_revision();
create trigger revision before update on opora.school_alias
	for each row execute function opora.next_revision();
create trigger revision before update on opora.column_mapping
	for each row execute function opora.next_revision();

create trigger audit after insert or update or delete on opora.catalogue_entry
	for each row execute function opora.write_audit();
-- What changes while a file is read is no history.
create trigger audit after insert or update or delete on opora.result_import
	for each row execute function opora.write_audit('sample', 'problems', 'rows_read', 'bytes_read',
		'revision');
create trigger audit after insert or update or delete on opora.school_alias
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.column_mapping
	for each row execute function opora.write_audit();

-- The nightly sweep keeps the files of imports. One of single pupils lies there only while it is read,
-- or waits a day for its errors to be mended.
grant select (file_hash, kind, state, at) on opora.result_import to opora_jobs;
create policy jobs on opora.result_import for select to opora_jobs using (true);
