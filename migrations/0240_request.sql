-- Every page asks who is signed in: one look into the table of sessions, without the detour of the
-- library that made them.

-- The actor of a session; `due` alone when better-auth must look at it (it has ended, or is to be
-- prolonged); null for an unknown one. Gives nothing away that the secret token does not open.
create function opora.actor_of_session(given text, clock text) returns jsonb
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	account text;
	ends timestamptz;
begin
	select "userId", "expiresAt" into account, ends from auth.session where token = given;
	if account is null then
		return null;
	end if;
	if ends <= now() + interval '13 days' then
		return jsonb_build_object('due', true);
	end if;
	perform set_config('opora.now', clock, true);
	return actor_of_account(account);
end $$;
revoke all on function opora.actor_of_session from public;
grant execute on function opora.actor_of_session to opora_app;

-- What may the acting person reach? Every policy of every table asks, and the answer holds for the
-- rest of the transaction unless a role, a support or the tree changes in it.
create function opora.find_scope(wanted text) returns uuid[]
language sql stable security definer set search_path = opora, public, pg_temp as $$
	with held as (
		select p.reach, node.path
		from appointment a
		join permission p on p.role = a.role and p.action = wanted
		join organisation node on node.id = a.organisation_id
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and p.reach in ('tree', 'tree-and-up')
		union all
		select case p.reach when 'assigned' then 'tree' else 'tree-and-up' end, school.path
		from appointment a
		join permission p on p.role = a.role and p.action = wanted
		join curatorship c on c.person_id = a.person_id
		join organisation node on node.id = a.organisation_id
		join organisation school on school.id = c.organisation_id and school.path <@ node.path
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and today() between c.from_date and coalesce(c.to_date, 'infinity')
			and p.reach in ('assigned', 'assigned-and-up')
	)
	select coalesce(array_agg(distinct o.id), '{}')
	from held
	join organisation o on o.path <@ held.path or (held.reach = 'tree-and-up' and o.path @> held.path)
$$;

create or replace function opora.scope(wanted text) returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	place text := 'opora.scope_' || translate(wanted, '.-', '__');
	asked text := concat(current_setting('opora.person', true), current_setting('opora.today', true),
		current_setting('opora.now', true), current_setting('opora.scopes_changed', true));
	kept text := current_setting(place, true);
	found uuid[];
begin
	if starts_with(kept, asked || '{') then
		return substr(kept, length(asked) + 1)::uuid[];
	end if;
	found := find_scope(wanted);
	perform set_config(place, asked || found::text, true);
	return found;
end $$;
revoke all on function opora.find_scope from public;

create function opora.forget_scopes() returns trigger
language plpgsql as $$
begin
	perform set_config('opora.scopes_changed', clock_timestamp()::text, true);
	return null;
end $$;
create trigger scopes after insert or update or delete on opora.organisation
	for each statement execute function opora.forget_scopes();
create trigger scopes after insert or update or delete on opora.appointment
	for each statement execute function opora.forget_scopes();
create trigger scopes after insert or update or delete on opora.curatorship
	for each statement execute function opora.forget_scopes();

-- Without those that `roadmap.read` opens anyway: for a coordinator that is every school's.
create or replace function opora.approved_above() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(id), '{}') from roadmap
	where owner_id = any (array(
			select unnest(scope('roadmap.read-approved')) except select unnest(scope('roadmap.read'))
		))
		and status in ('approved', 'in-force', 'closed') and withdrawn_at is null
$$;
