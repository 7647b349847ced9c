-- Two records of one person become one, and the open work of a person who leaves goes to others.
-- Both reach roadmaps of organisations that the editor of people need not edit, so functions of the
-- owner do it, after asking the rights themselves; the printed text of a party never changes.

alter table opora.person add column merged_into uuid references opora.person (id);
create index person_merged_into on opora.person (merged_into);

create table opora.person_move (
	id uuid primary key default gen_random_uuid(),
	kind text not null check (kind in ('merge', 'handover')),
	-- Where the person worked from whom things moved.
	organisation_id uuid not null references opora.organisation (id),
	from_id uuid not null references opora.person (id),
	to_id uuid not null references opora.person (id),
	-- First day of the roles that were handed over.
	from_day date,
	-- How many of each: measures, appointments, curatorships, mentions.
	moved jsonb not null,
	-- Of the form: the same form sent twice is one move.
	token uuid not null unique,
	change_id uuid not null default opora.current_change(),
	made_by uuid references opora.person (id),
	made_at timestamptz not null default opora.now(),
	undone_at timestamptz,
	undone_by uuid references opora.person (id),
	revision integer not null default 1,
	check (from_id <> to_id)
);
create index person_move_organisation on opora.person_move (organisation_id);
create index person_move_from on opora.person_move (from_id, made_at desc);
create index person_move_to on opora.person_move (to_id, made_at desc);
create index person_move_maker on opora.person_move (made_by);
create index person_move_undoer on opora.person_move (undone_by);

alter table opora.person_move enable row level security;
create policy read on opora.person_move for select to opora_app
	using (organisation_id = any ((select opora.scope('person.edit'))::uuid[]));
grant select on opora.person_move to opora_app;
create trigger revision before update on opora.person_move
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.person_move
	for each row execute function opora.write_audit('token');

create function opora.must_edit_person(subject uuid) returns opora.person
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	found person;
begin
	select * into found from person where id = subject for update;
	if found.id is null or not found.organisation_id = any (scope('person.edit')) then
		raise exception 'not an editor of this person' using errcode = 'insufficient_privilege';
	end if;
	return found;
end $$;
revoke all on function opora.must_edit_person from public;

-- What hangs on a person, all over Opora, for whoever edits the person.
create function opora.what_hangs_on(subject uuid) returns jsonb
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	perform must_edit_person(subject);
	return jsonb_build_object(
		'measures', (select count(distinct measure_id) from measure_party where person_id = subject),
		'appointments', (select count(*) from appointment where person_id = subject),
		'curatorships', (select count(*) from curatorship where person_id = subject),
		'mentions', (select count(*) from mention where person_id = subject),
		'comments', (select count(*) from comment where author_id = subject),
		'reports', (select count(*) from report where author_id = subject)
	);
end $$;
revoke all on function opora.what_hangs_on from public;
grant execute on function opora.what_hangs_on to opora_app;

-- Makes one person of two. `gone` has no account, so nothing was written in his name; what he was
-- named in goes to `kept`, whose empty parts of the name are filled.
create function opora.merge_people(gone_id uuid, kept_id uuid, given_token uuid) returns uuid
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	known uuid := (select id from person_move where token = given_token and made_by = current_person());
	gone person;
	kept person;
	counts jsonb;
begin
	if known is not null then
		return known;
	end if;
	-- in one order, so that two merges never wait for one another
	if gone_id < kept_id then
		gone := must_edit_person(gone_id);
		kept := must_edit_person(kept_id);
	else
		kept := must_edit_person(kept_id);
		gone := must_edit_person(gone_id);
	end if;
	if gone_id = kept_id or gone.account_id is not null or gone.merged_into is not null
		or kept.merged_into is not null then
		raise exception 'these two cannot be merged' using errcode = 'check_violation';
	end if;
	if not may_act_for(gone_id) then
		raise exception 'this person holds rights that the editor lacks'
			using errcode = 'insufficient_privilege';
	end if;
	counts := what_hangs_on(gone_id) - 'comments' - 'reports';
	update measure_party set person_id = kept_id where person_id = gone_id;
	update party_decision set person_id = kept_id where person_id = gone_id;
	update mention m set person_id = kept_id where person_id = gone_id and not exists (
		select from mention other where other.comment_id = m.comment_id and other.person_id = kept_id);
	-- a duty that both hold stays with `kept`
	update appointment a set to_date = greatest(a.from_date, today() - 1)
	where a.person_id = gone_id and coalesce(a.to_date, 'infinity') >= today() and exists (
		select from appointment o where o.person_id = kept_id and o.role = a.role
			and o.organisation_id = a.organisation_id and coalesce(o.to_date, 'infinity') >= a.from_date);
	update appointment a set person_id = kept_id
	where a.person_id = gone_id and not exists (
		select from appointment o where o.person_id = kept_id and o.role = a.role
			and o.organisation_id = a.organisation_id and coalesce(o.to_date, 'infinity') >= a.from_date);
	update curatorship c set to_date = greatest(c.from_date, today() - 1)
	where c.person_id = gone_id and coalesce(c.to_date, 'infinity') >= today() and exists (
		select from curatorship o where o.person_id = kept_id
			and o.organisation_id = c.organisation_id and coalesce(o.to_date, 'infinity') >= c.from_date);
	update curatorship c set person_id = kept_id
	where c.person_id = gone_id and not exists (
		select from curatorship o where o.person_id = kept_id
			and o.organisation_id = c.organisation_id and coalesce(o.to_date, 'infinity') >= c.from_date);
	update invitation set expires_at = now()
	where person_id = gone_id and used_at is null and expires_at > now();
	update person set merged_into = kept_id, left_on = least(coalesce(left_on, today()), today()),
		email = case when kept.email is null then null else email end
	where id = gone_id;
	update person set
		given = case when length(gone.given) > 2 and length(kept.given) <= 2 then gone.given
			else kept.given end,
		patronymic = case when length(gone.patronymic) > 2 and length(kept.patronymic) <= 2
			then gone.patronymic else kept.patronymic end,
		post = coalesce(nullif(kept.post, ''), gone.post),
		email = coalesce(kept.email, gone.email)
	where id = kept_id;
	insert into person_move (kind, organisation_id, from_id, to_id, moved, token, made_by)
	values ('merge', gone.organisation_id, gone_id, kept_id, counts, given_token, current_person())
	returning id into known;
	return known;
end $$;
revoke all on function opora.merge_people from public;
grant execute on function opora.merge_people to opora_app;

-- Gives measures, roles and supported schools of one person to another. Measures go at once, duties
-- from `first_day` on; what is not his, or not the editor's to give, is refused as a whole.
create function opora.hand_over(leaver_id uuid, successor_id uuid, measures uuid[],
	appointments uuid[], curatorships uuid[], first_day date, given_token uuid) returns uuid
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	known uuid := (select id from person_move where token = given_token and made_by = current_person());
	leaver person;
	successor person;
	parties integer;
begin
	if known is not null then
		return known;
	end if;
	leaver := must_edit_person(leaver_id);
	select * into successor from person where id = successor_id
		and organisation_id = any (scope('person.read'))
		and coalesce(left_on, 'infinity') > greatest(today(), first_day);
	if successor.id is null or successor_id = leaver_id then
		raise exception 'no such successor' using errcode = 'check_violation';
	end if;
	if exists (select from measure where id = any (measures)
			and not owner_id = any (scope('roadmap.edit'))
			and not successor.organisation_id = any (scope('person.edit')))
		or exists (select from appointment where id = any (appointments)
			and not (organisation_id = any (scope('role.give')) and may_give(role, organisation_id)))
		or exists (select from curatorship where id = any (curatorships)
			and not organisation_id = any (scope('role.give'))) then
		raise exception 'not the editor''s to give' using errcode = 'insufficient_privilege';
	end if;
	update measure_party set person_id = successor_id, matched = 'hand'
	where person_id = leaver_id and measure_id = any (measures);
	get diagnostics parties = row_count;
	insert into appointment (person_id, role, organisation_id, from_date, to_date)
	select successor_id, a.role, a.organisation_id, greatest(first_day, a.from_date), a.to_date
	from appointment a
	where a.id = any (appointments) and a.person_id = leaver_id
		and coalesce(a.to_date, 'infinity') >= first_day
		and not exists (select from appointment o where o.person_id = successor_id and o.role = a.role
			and o.organisation_id = a.organisation_id and coalesce(o.to_date, 'infinity') >= first_day);
	update appointment set to_date = greatest(from_date, first_day - 1)
	where id = any (appointments) and person_id = leaver_id
		and coalesce(to_date, 'infinity') >= first_day;
	insert into curatorship (person_id, organisation_id, from_date, to_date)
	select successor_id, c.organisation_id, greatest(first_day, c.from_date), c.to_date
	from curatorship c
	where c.id = any (curatorships) and c.person_id = leaver_id
		and coalesce(c.to_date, 'infinity') >= first_day
		and not exists (select from curatorship o where o.person_id = successor_id
			and o.organisation_id = c.organisation_id and coalesce(o.to_date, 'infinity') >= first_day);
	update curatorship set to_date = greatest(from_date, first_day - 1)
	where id = any (curatorships) and person_id = leaver_id
		and coalesce(to_date, 'infinity') >= first_day;
	insert into person_move (kind, organisation_id, from_id, to_id, from_day, moved, token, made_by)
	values ('handover', leaver.organisation_id, leaver_id, successor_id, first_day,
		jsonb_build_object('measures', parties, 'appointments', cardinality(appointments),
			'curatorships', cardinality(curatorships)), given_token, current_person())
	returning id into known;
	return known;
end $$;
revoke all on function opora.hand_over from public;
grant execute on function opora.hand_over to opora_app;

-- Takes back exactly what a move changed: a row that somebody changed since stays. Returns how many.
create function opora.undo_person_move(move_id uuid) returns integer
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	move person_move;
	was record;
	sets text;
	touched integer;
	kept integer := 0;
begin
	select * into move from person_move where id = move_id for update;
	if move.id is null then
		raise exception 'no such move' using errcode = 'insufficient_privilege';
	end if;
	perform must_edit_person(move.from_id);
	if move.kind = 'merge' then
		perform must_edit_person(move.to_id);
	end if;
	if move.undone_at is not null then
		return 0;
	end if;
	for was in
		select * from audit
		where change_id = move.change_id and table_name in
			('measure_party', 'party_decision', 'mention', 'appointment', 'curatorship', 'person')
		order by id desc
	loop
		if was.table_name = 'appointment' and exists (select from appointment
				where id = was.row_id::uuid and not may_give(role, organisation_id)) then
			raise exception 'this role is not the editor''s' using errcode = 'insufficient_privilege';
		end if;
		if was.table_name = 'curatorship' and exists (select from curatorship
				where id = was.row_id::uuid and not organisation_id = any (scope('role.give'))) then
			raise exception 'not the editor''s to give' using errcode = 'insufficient_privilege';
		end if;
		if was.action = 'insert' then
			execute format('delete from opora.%I t where id = $1 and to_jsonb(t) @> $2', was.table_name)
			using was.row_id::uuid, was.after - 'revision';
		else
			-- a row whose revision alone was counted on has nothing to get back
			select string_agg(format('%1$I = (jsonb_populate_record(null::opora.%2$I, $2)).%1$I', key,
				was.table_name), ', ') into sets
			from jsonb_object_keys(was.before) key where key <> 'revision';
			continue when sets is null;
			execute format('update opora.%I t set %s where id = $1 and to_jsonb(t) @> $3',
				was.table_name, sets)
			using was.row_id::uuid, was.before, was.after - 'revision';
		end if;
		get diagnostics touched = row_count;
		kept := kept + 1 - touched;
	end loop;
	update person_move set undone_at = opora.now(), undone_by = current_person() where id = move_id;
	return kept;
end $$;
revoke all on function opora.undo_person_move from public;
grant execute on function opora.undo_person_move to opora_app;
