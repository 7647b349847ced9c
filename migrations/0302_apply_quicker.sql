-- Applying a large file without a sort of all its results on the disk: they come school by school,
-- and a school's results lie beside each other in the key's index anyway.

-- Puts the results of a file in force. `seen_…` is what the person was shown: where somebody
-- imported in between, nothing is written (OP002).
create or replace function opora.apply_import(wanted uuid, seen_added integer, seen_changed integer)
returns text
language plpgsql security definer set search_path = opora, public, pg_temp
-- a table that was empty a moment ago is joined row by row otherwise
set enable_nestloop = off
set work_mem = '64MB' as $$
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
	insert into result (school_id, year, procedure, participants, low, marks, import_id)
	select s.school_id, s.year, s.procedure, s.participants, s.low, s.marks, wanted
	from staged_results(wanted) s
	where not exists (select from result r where r.school_id = s.school_id and r.year = s.year
		and r.procedure = s.procedure);
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

-- A plan made for any file goes row by row from the sixth call of a connection on.
alter function opora.apply_import set plan_cache_mode = force_custom_plan;
alter function opora.compare_import set plan_cache_mode = force_custom_plan;
alter function opora.list_comparison set plan_cache_mode = force_custom_plan;
alter function opora.undo_import set plan_cache_mode = force_custom_plan;
