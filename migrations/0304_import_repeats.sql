-- A result stays as long as any import in force said it: what a file says alike is kept by its import.
-- And a country's file in less time: one index, rows in its order, nothing that is counted twice.

-- In which order imports were applied: two may share a moment.
alter table opora.result_import
	add column applied_order integer,
	-- Of an import that was undone: results that later imports said alike, which stay.
	add column passed_on integer;
update opora.result_import i set applied_order = o.place
from (select id, row_number() over (order by applied_at, id) as place from opora.result_import
	where applied_at is not null) o
where i.id = o.id;

-- What an applied import says as earlier ones did, a row a school.
create table opora.result_repeated (
	import_id uuid not null references opora.result_import (id),
	school_id uuid not null,
	years smallint[] not null,
	procedures text[] collate "C" not null,
	participants integer[] not null,
	low integer[] not null,
	-- Four numbers a result, −1 where the file does not say; null where it says none.
	marks integer[],
	primary key (import_id, school_id)
);
create index result_repeated_school on opora.result_repeated (school_id);
alter table opora.result_repeated enable row level security;
create policy read on opora.result_repeated for select to opora_app
	using (school_id = any ((select opora.scope('results.read'))::uuid[]));
grant select on opora.result_repeated to opora_app;

-- Nothing asks by procedure alone.
drop index opora.result_procedure;

-- Written for schools that were found a moment before, by whoever may work on the import; applying looks
-- at each school again.
alter table opora.result_staged_school
	drop constraint result_staged_school_school_id_fkey,
	drop constraint result_staged_school_import_id_fkey;
drop index opora.result_staged_school_school;

-- The results of a file as rows, of the schools that are told. Arrays that are unrolled side by side
-- take a third of the time of a function for each school.
create or replace function opora.staged_results(wanted uuid)
returns table (school integer, school_id uuid, year smallint, procedure text, participants integer,
	low integer, marks integer[], file_row integer)
language sql stable rows 10000 as $$
	select v.number, v.school_id, v.year, v.procedure collate "C", v.participants, v.low,
		case when v.marks[v.at * 4 - 3] >= 0 then v.marks[v.at * 4 - 3 : v.at * 4] end, v.file_row
	from (
		select s.number, s.school_id, s.marks, unnest(s.years) as year, unnest(s.procedures) as procedure,
			unnest(s.participants) as participants, unnest(s.low) as low, unnest(s.rows) as file_row,
			generate_subscripts(s.years, 1) as at
		from opora.result_staged_school s
		where s.import_id = wanted and s.school_id is not null
	) v
$$;

-- What applied imports say as earlier ones did, as rows.
create function opora.repeated_results()
returns table (import_id uuid, school_id uuid, year smallint, procedure text, participants integer,
	low integer, marks integer[])
language sql stable rows 10000 as $$
	select v.import_id, v.school_id, v.year, v.procedure collate "C", v.participants, v.low,
		case when v.marks[v.at * 4 - 3] >= 0 then v.marks[v.at * 4 - 3 : v.at * 4] end
	from (
		select r.import_id, r.school_id, r.marks, unnest(r.years) as year, unnest(r.procedures) as procedure,
			unnest(r.participants) as participants, unnest(r.low) as low,
			generate_subscripts(r.years, 1) as at
		from opora.result_repeated r
	) v
$$;
revoke all on function opora.repeated_results from public;

-- Both sides of a country's file fit into this.
alter function opora.compare_import set work_mem = '64MB';

-- The same row by row, in the order of the file; `wanted_kind` is new or changed. The old figures
-- come with the name of the file that they are from. Where most rows are wanted, a page is found by
-- looking from the first on; the few among many are found by comparing all at once.
create or replace function opora.list_comparison(wanted uuid, wanted_kind text, most integer,
	skipped integer)
returns table (school_id uuid, school text, year smallint, procedure text, participants integer,
	low integer, file_row integer, was_participants integer, was_low integer, was_file text)
language plpgsql stable security definer set search_path = opora, public, pg_temp
set enable_nestloop = on set work_mem = '64MB' set plan_cache_mode = force_custom_plan as $$
begin
	if not may_import(wanted) then
		return;
	end if;
	perform set_config('enable_nestloop', 'off', true) from result_import i
	where i.id = wanted and 4 * case wanted_kind when 'new' then i.added else i.changed end < i.row_count;
	return query
	with page as materialized (
		select s.*, r.participants as before, r.low as low_before, r.import_id
		from staged_results(wanted) s
		left join result r on r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure
		where case wanted_kind
			when 'new' then r.school_id is null
			else r.school_id is not null and says_otherwise(s.participants, s.low, s.marks,
				r.participants, r.low, r.marks) end
		order by s.school, s.file_row
		limit most offset skipped
	)
	select o.id, o.short_name, s.year, s.procedure, s.participants, s.low, s.file_row, s.before,
		s.low_before, i.file_name
	from page s
	join organisation o on o.id = s.school_id
	left join result_import i on i.id = s.import_id
	order by s.school, s.file_row;
end $$;

-- Puts the results of a file in force. `seen_…` is what the person was shown: where somebody
-- imported in between, nothing is written (OP002).
create or replace function opora.apply_import(wanted uuid, seen_added integer, seen_changed integer)
returns text
language plpgsql security definer set search_path = opora, public, pg_temp
-- a table that was empty a moment ago is joined row by row otherwise
set enable_nestloop = off
set work_mem = '64MB'
set plan_cache_mode = force_custom_plan as $$
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
			and (m.how is null or (m.school_id is not null and (o.path <@ place) is not true))) then
		return 'not-ready';
	end if;
	select coalesce(sum(cardinality(years)), 0) into n_staged
	from result_staged_school where import_id = wanted and school_id is not null;
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
	-- in the order of the key, which is that of a school's staged results: its index grows at one end
	insert into result (school_id, year, procedure, participants, low, marks, import_id)
	select s.school_id, s.year, s.procedure, s.participants, s.low,
		case when s.marks[s.at * 4 - 3] >= 0 then s.marks[s.at * 4 - 3 : s.at * 4] end, wanted
	from (
		select m.school_id, m.marks, unnest(m.years) as year, unnest(m.procedures) as procedure,
			unnest(m.participants) as participants, unnest(m.low) as low,
			generate_subscripts(m.years, 1) as at
		from (
			select * from result_staged_school where import_id = wanted and school_id is not null
			order by school_id
		) m
	) s
	where not exists (select from result r where r.school_id = s.school_id and r.year = s.year
		and r.procedure = s.procedure);
	get diagnostics n_added = row_count;
	if n_added <> seen_added or n_changed <> seen_changed then
		raise exception 'the results changed since they were compared' using errcode = 'OP002';
	end if;
	if n_staged > n_added + n_changed then
		insert into result_repeated (import_id, school_id, years, procedures, participants, low, marks)
		select wanted, s.school_id, array_agg(s.year), array_agg(s.procedure), array_agg(s.participants),
			array_agg(s.low), case when count(s.marks) > 0
				then array(select unnest(array_agg(coalesce(s.marks, '{-1,-1,-1,-1}')))) end
		from staged_results(wanted) s
		join result r on r.school_id = s.school_id and r.year = s.year and r.procedure = s.procedure
		where r.import_id <> wanted
		group by s.school_id;
	end if;
	delete from result_staged_school where import_id = wanted;
	update result_import
	set state = 'applied', added = n_added, changed = n_changed, same = n_staged - n_added - n_changed,
		applied_at = opora.now(),
		applied_order = 1 + (select coalesce(max(applied_order), 0) from result_import)
	where id = wanted;
	return 'applied';
end $$;

-- Takes an import back. What a later import in force says alike stays, as its result; what was replaced
-- is in force again; the rest goes. Not where a later import changed any of it.
create or replace function opora.undo_import(wanted uuid) returns text
language plpgsql security definer set search_path = opora, pg_temp
set work_mem = '64MB'
set plan_cache_mode = force_custom_plan as $$
declare
	found result_import;
	n_passed integer := 0;
begin
	if not may_import(wanted) then
		return 'not-found';
	end if;
	select * into found from result_import where id = wanted for update;
	if found.state <> 'applied' then
		return 'not-applied';
	end if;
	perform pg_advisory_xact_lock(hashtext('opora.result'));
	if exists (select from result_replaced b join result_import i on i.id = b.import_id
		where b.earlier_import_id = wanted and i.state = 'applied') then
		return 'touched';
	end if;
	if exists (select from result_repeated p join result_import i on i.id = p.import_id
		where i.state = 'applied' and i.applied_order > found.applied_order) then
		with heir as materialized (
			-- of several the first, so that the others still hold it after that one
			select distinct on (p.school_id, p.year, p.procedure) p.*
			from repeated_results() p
			join result_import i on i.id = p.import_id and i.state = 'applied'
				and i.applied_order > found.applied_order
			join result r on r.import_id = wanted and r.school_id = p.school_id and r.year = p.year
				and r.procedure = p.procedure and r.participants = p.participants and r.low = p.low
			order by p.school_id, p.year, p.procedure, i.applied_order
		), replaced as (
			-- an undo of the heir brings back what this import replaced
			update result_replaced b set import_id = h.import_id
			from heir h
			where b.import_id = wanted and b.school_id = h.school_id and b.year = h.year
				and b.procedure = h.procedure
		)
		update result r set import_id = h.import_id, marks = h.marks
		from heir h
		where r.school_id = h.school_id and r.year = h.year and r.procedure = h.procedure;
		get diagnostics n_passed = row_count;
	end if;
	update result r
	set participants = b.participants, low = b.low, marks = b.marks, import_id = b.earlier_import_id
	from result_replaced b
	where b.import_id = wanted and r.school_id = b.school_id and r.year = b.year
		and r.procedure = b.procedure;
	delete from result where import_id = wanted;
	update result_import
	set state = 'undone', undone_at = opora.now(), undone_by = current_person(), passed_on = n_passed
	where id = wanted;
	return 'undone';
end $$;
