-- Whose rows may the acting person read: of a country of 40,000 schools that took 60 ms, and its memory
-- in the transaction, a text of 1.5 MB, 40 ms each time more.

-- The organisations under a path lie beside each other in the order of paths, with their ids.
create index organisation_reach on opora.organisation (path) include (id);

-- A label is the id in hexadecimal digits, so that `path || 'z'` stands behind everything under `path`.
create or replace function opora.find_scope(wanted text) returns uuid[]
language plpgsql stable security definer set search_path = opora, public, pg_temp as $$
declare
	held ltree[];
	held_up ltree[];
begin
	select array_agg(distinct h.path), array_agg(distinct h.path) filter (where h.reach = 'tree-and-up')
	into held, held_up
	from (
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
	) h;
	if held is null then
		return '{}';
	end if;
	if cardinality(held) = 1 then
		if held_up is null then
			return array(select o.id from organisation o where o.path >= held[1] and o.path < held[1] || 'z');
		end if;
		return array(
			select o.id from organisation o where o.path >= held[1] and o.path < held[1] || 'z'
			union all
			select o.id from organisation o where o.path @> held[1] and o.path <> held[1]);
	end if;
	return array(
		select o.id from unnest(held) top (path)
		join organisation o on o.path >= top.path and o.path < top.path || 'z'
		union
		select o.id from unnest(held_up) bottom (path)
		join organisation o on o.path @> bottom.path);
end $$;

-- What is found is kept for the rest of the transaction, unless a role, a support or the tree changes in
-- it; a long list is found sooner than it is read back from its text.
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
	if cardinality(found) <= 200 then
		perform set_config(place, asked || found::text, true);
	end if;
	return found;
end $$;
