-- From a file's rows to the results in force and back: all or nothing, and set by set, because a
-- policy's question for every one of 800,000 rows would take minutes. Each asks for rights itself.

-- `left-out`: a person said that the file's school is none of the place's.
alter table opora.result_staged_school
	drop constraint result_staged_school_how_check,
	drop constraint result_staged_school_check,
	add constraint result_staged_school_how_check
		check (how in ('code', 'name', 'alias', 'person', 'left-out')),
	add constraint result_staged_school_check
		check ((school_id is null) = (how is null or how = 'left-out'));

-- What a file says, one row a school: 40,000 rows of arrays are written in a tenth of the time of
-- 800,000 results.
drop table opora.result_staged;
alter table opora.result_staged_school
	add column years smallint[] not null default '{}',
	add column procedures text[] collate "C" not null default '{}',
	add column participants integer[] not null default '{}',
	add column low integer[] not null default '{}',
	-- Four numbers a result, −1 where the file does not say; null where it says none.
	add column marks integer[],
	-- Where the file says so; for a sum of pupils its first row.
	add column rows integer[] not null default '{}';

-- The results of a file as rows, of the schools that are told.
create function opora.staged_results(wanted uuid)
returns table (school integer, school_id uuid, year smallint, procedure text, participants integer,
	low integer, marks integer[], file_row integer)
language sql stable rows 10000 as $$
	select s.number, s.school_id, v.year, v.procedure collate "C", v.participants, v.low,
		case when s.marks[v.at * 4 - 3] >= 0 then s.marks[v.at * 4 - 3 : v.at * 4] end, v.file_row
	from opora.result_staged_school s
	cross join lateral unnest(s.years, s.procedures, s.participants, s.low, s.rows)
		with ordinality v (year, procedure, participants, low, file_row, at)
	where s.import_id = wanted and s.school_id is not null
$$;

-- Codes are compared byte by byte, and organisations and imports are never deleted: what speaks of
-- them is written by apply_import alone. Collation and keys took two thirds of a large file's time.
alter table opora.result
	drop constraint result_school_id_fkey,
	drop constraint result_import_id_fkey,
	alter column procedure type text collate "C";
drop index opora.result_import_of;
alter table opora.result_replaced alter column procedure type text collate "C";

-- Whether the acting person may import for the place of `wanted`.
create function opora.may_import(wanted uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select exists (select from result_import
		where id = wanted and place_id = any ((select scope('results.edit'))::uuid[]))
$$;

-- What the file says otherwise than the results in force. A file that counts no marks does not
-- take back those of another with the same figures.
create function opora.says_otherwise(participants integer, low integer, marks integer[],
	stored_participants integer, stored_low integer, stored_marks integer[]) returns boolean
language sql immutable parallel safe
return participants <> stored_participants or low <> stored_low
	or (marks is not null and marks is distinct from stored_marks);

-- How many results of the file are new, other and the same as those in force.
create function opora.compare_import(wanted uuid, out added integer, out changed integer,
	out same integer)
language plpgsql stable security definer set search_path = opora, pg_temp
set enable_nestloop = off as $$
begin
	if not may_import(wanted) then
		return;
	end if;
	select count(*) filter (where r.school_id is null),
		count(*) filter (where r.school_id is not null and says_otherwise(s.participants, s.low,
			s.marks, r.participants, r.low, r.marks)),
		count(*) filter (where not says_otherwise(s.participants, s.low, s.marks, r.participants,
			r.low, r.marks))
	into added, changed, same
	from staged_results(wanted) s
	left join result r on r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure;
end $$;

-- The same row by row, in the order of the file; `wanted_kind` is new or changed. The old figures
-- come with the name of the file that they are from.
create function opora.list_comparison(wanted uuid, wanted_kind text, most integer, skipped integer)
returns table (school_id uuid, school text, year smallint, procedure text, participants integer,
	low integer, file_row integer, was_participants integer, was_low integer, was_file text)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
begin
	if not may_import(wanted) then
		return;
	end if;
	return query
	select o.id, o.short_name, s.year, s.procedure, s.participants, s.low, s.file_row, r.participants,
		r.low, i.file_name
	from staged_results(wanted) s
	join organisation o on o.id = s.school_id
	left join result r on r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure
	left join result_import i on i.id = r.import_id
	where case wanted_kind
		when 'new' then r.school_id is null
		else r.school_id is not null and says_otherwise(s.participants, s.low, s.marks,
			r.participants, r.low, r.marks) end
	order by s.school, s.file_row
	limit most offset skipped;
end $$;

-- Puts the results of a file in force. `seen_…` is what the person was shown: where somebody
-- imported in between, nothing is written (OP002).
create function opora.apply_import(wanted uuid, seen_added integer, seen_changed integer)
returns text
language plpgsql security definer set search_path = opora, public, pg_temp
-- a table that was empty a moment ago is joined row by row otherwise
set enable_nestloop = off as $$
declare
	state_now text;
	place ltree;
	n_changed integer;
	n_added integer;
	n_staged integer;
begin
	if not may_import(wanted) then
		return 'not-found';
	end if;
	select i.state, o.path into state_now, place
	from result_import i join organisation o on o.id = i.place_id
	where i.id = wanted for update of i;
	if state_now <> 'ready' then
		return 'not-ready';
	end if;
	-- one after another: two files may hold the same results
	perform pg_advisory_xact_lock(hashtext('opora.result'));
	if exists (select from result_staged_school m left join organisation o on o.id = m.school_id
		where m.import_id = wanted
			and (m.how is null or (m.school_id is not null and not o.path <@ place))) then
		return 'not-ready';
	end if;
	insert into result_replaced (import_id, school_id, year, procedure, participants, low, marks,
		earlier_import_id)
	select wanted, r.school_id, r.year, r.procedure, r.participants, r.low, r.marks, r.import_id
	from staged_results(wanted) s
	join result r on r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure
	where says_otherwise(s.participants, s.low, s.marks, r.participants, r.low, r.marks);
	get diagnostics n_changed = row_count;
	if n_changed > 0 then
		update result r
		set participants = s.participants, low = s.low, marks = s.marks, import_id = wanted
		from staged_results(wanted) s
		join result_replaced b on b.import_id = wanted and b.school_id = s.school_id
			and b.year = s.year and b.procedure = s.procedure
		where r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure;
	end if;
	-- in the order of the key: its index grows at one end of a page, not all over
	insert into result (school_id, year, procedure, participants, low, marks, import_id)
	select s.school_id, s.year, s.procedure, s.participants, s.low, s.marks, wanted
	from staged_results(wanted) s
	where not exists (select from result r where r.school_id = s.school_id and r.year = s.year
		and r.procedure = s.procedure)
	order by s.school_id, s.year, s.procedure;
	get diagnostics n_added = row_count;
	if n_added <> seen_added or n_changed <> seen_changed then
		raise exception 'the results changed since they were compared' using errcode = 'OP002';
	end if;
	select count(*) into n_staged from staged_results(wanted);
	delete from result_staged_school where import_id = wanted;
	update result_import
	set state = 'applied', added = n_added, changed = n_changed, same = n_staged - n_added - n_changed,
		applied_at = opora.now()
	where id = wanted;
	return 'applied';
end $$;

-- Takes an import back: what it replaced is in force again. Not where a later one changed any of it.
create function opora.undo_import(wanted uuid) returns text
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	found result_import;
	held integer;
begin
	if not may_import(wanted) then
		return 'not-found';
	end if;
	select * into found from result_import where id = wanted for update;
	if found.state <> 'applied' then
		return 'not-applied';
	end if;
	perform pg_advisory_xact_lock(hashtext('opora.result'));
	select count(*) into held from result where import_id = wanted;
	if held <> found.added + found.changed then
		return 'touched';
	end if;
	update result r
	set participants = b.participants, low = b.low, marks = b.marks, import_id = b.earlier_import_id
	from result_replaced b
	where b.import_id = wanted and r.school_id = b.school_id and r.year = b.year
		and r.procedure = b.procedure;
	delete from result where import_id = wanted;
	update result_import
	set state = 'undone', undone_at = opora.now(), undone_by = current_person()
	where id = wanted;
	return 'undone';
end $$;

-- Imports that changed results of `wanted` after it, the latest first: why an undo is refused.
create function opora.later_imports(wanted uuid)
returns table (id uuid, file_name text, at timestamptz, results integer)
language plpgsql stable security definer set search_path = opora, pg_temp as $$
begin
	if not may_import(wanted) then
		return;
	end if;
	return query
	select i.id, i.file_name, i.applied_at, count(*)::integer
	from result_replaced b join result_import i on i.id = b.import_id
	where b.earlier_import_id = wanted and i.state = 'applied'
	group by i.id
	order by i.applied_at desc
	limit 20;
end $$;
create index result_replaced_earlier on opora.result_replaced (earlier_import_id);

-- What a stopped application left half-read: the next one goes on, as the person who began it.
create function opora.unfinished_imports() returns table (id uuid, by uuid)
language sql stable security definer set search_path = opora, pg_temp as $$
	select id, by from result_import where state in ('waiting', 'reading') order by at limit 100
$$;

-- Whether a document, a report or an import that is not done with it names a stored file.
create function opora.is_file_named(hash_of text) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select exists (select from document where hash = hash_of)
		or exists (select from evidence where hash = hash_of)
		or exists (select from upload where hash = hash_of)
		or exists (select from result_import where file_hash = hash_of
			and (kind is distinct from 'pupils' or state in ('waiting', 'reading', 'faulty'))
			and state not in ('failed', 'dropped'))
$$;

revoke all on function opora.is_file_named, opora.may_import, opora.compare_import, opora.list_comparison,
	opora.apply_import, opora.undo_import, opora.later_imports, opora.unfinished_imports from public;
grant execute on function opora.is_file_named, opora.compare_import, opora.list_comparison, opora.apply_import,
	opora.undo_import, opora.later_imports, opora.unfinished_imports to opora_app;
