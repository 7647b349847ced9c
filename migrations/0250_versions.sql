-- Approval and versions: what the doors of src/lib/roadmap/version need beside 0200.

-- In the draft of the next version: the version that it was made from.
alter table opora.roadmap add column corrects_version integer;
-- What a version changed against the one before it (Difference of version/compare.ts, in short),
-- so that a page can say it without comparing both again.
alter table opora.roadmap_version add column changes jsonb;
-- Who took the step, as he was called then, and which version it led to.
alter table opora.roadmap_step add column person_name text;
alter table opora.roadmap_step add column version integer not null default 1;

-- An edit holds the roadmap until it ends, and an approval waits for it (and the other way round):
-- without the lock an edit that began before an order could end after it.
create or replace function opora.keep_approved() returns trigger
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
	if tg_table_name = 'roadmap' then
		if stored ->> 'status' in ('approved', 'in-force', 'closed') then
			raise exception 'an approved version does not change' using errcode = 'OP001';
		end if;
		return coalesce(new, old);
	end if;
	held := case tg_table_name
		when 'measure_party' then
			(select roadmap_id from measure where id = (known ->> 'measure_id')::uuid)
		else (known ->> 'roadmap_id')::uuid
	end;
	perform from roadmap where id = held for share;
	if exists (select from roadmap where id = held and status in ('approved', 'in-force', 'closed'))
	then
		raise exception 'an approved version does not change' using errcode = 'OP001';
	end if;
	return coalesce(new, old);
end $$;

-- Who agrees or approves but does not edit changes the status and nothing else; an order is entered
-- by who may approve.
create function opora.guard_roadmap() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	if current_person() is null then
		return new;
	end if;
	if new.status in ('approved', 'in-force') and old.status is distinct from new.status
		and not old.owner_id = any (scope('roadmap.approve')) then
		raise exception 'not for this person to approve' using errcode = 'insufficient_privilege';
	end if;
	if to_jsonb(new) - array['status', 'revision'] <> to_jsonb(old) - array['status', 'revision']
		and not old.owner_id = any (scope('roadmap.edit')) then
		raise exception 'not for this person to edit' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger guard before update on opora.roadmap
	for each row execute function opora.guard_roadmap();

-- A measure that a new version adds moves from its draft into the roadmap; its talk goes with it.
create function opora.carry_talk() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	update comment set roadmap_id = new.roadmap_id where measure_id = new.id;
	return null;
end $$;
create trigger talk after update of roadmap_id on opora.measure
	for each row when (old.roadmap_id is distinct from new.roadmap_id)
	execute function opora.carry_talk();

-- The draft of the next version is opened from its roadmap: found twice, everything would be
-- ambiguous.
create or replace function opora.index_row() returns trigger
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	gone boolean := tg_op = 'DELETE';
begin
	if not gone then
		gone := coalesce(to_jsonb(new) ->> 'withdrawn_at', '') <> '';
	end if;
	if not gone and tg_table_name in ('roadmap', 'measure') then
		gone := exists (select from roadmap
			where id = (to_jsonb(new) ->> case tg_table_name when 'roadmap' then 'id' else 'roadmap_id' end)::uuid
				and corrects_id is not null);
	end if;
	if gone then
		delete from search_entry where kind = tg_table_name and id = coalesce(new.id, old.id);
	elsif tg_table_name = 'organisation' then
		perform index_entry('organisation', new.id, new.id, null, new.short_name, new.name);
	elsif tg_table_name = 'person' then
		perform index_entry('person', new.id, new.organisation_id, null,
			trim(concat_ws(' ', new.surname, new.given, new.patronymic)), new.post);
	elsif tg_table_name = 'roadmap' then
		perform index_entry('roadmap', new.id, new.owner_id, new.id, new.title, null);
	else
		perform index_entry('measure', new.id, new.owner_id, new.roadmap_id, new.text,
			concat_ws(' ', new.result, new.notes));
	end if;
	return null;
end $$;
drop trigger index_row on opora.measure;
create trigger index_row
	after insert or delete or update of text, result, notes, withdrawn_at, roadmap_id on opora.measure
	for each row execute function opora.index_row();

-- The list by status, and what is read for every draft of a next version.
create index roadmap_status on opora.roadmap (status) where withdrawn_at is null;
