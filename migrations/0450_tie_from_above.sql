-- A school's draft that was accepted after the municipality's roadmap: measures above are tied to its
-- own. A link belongs to whom it begins at, so the school could not write it; only where a draft became
-- the roadmap, only from what the acting person may read, and the municipality can take it away.

create function opora.tie_from_above(roadmap uuid, ties jsonb) returns integer
language sql security definer set search_path = opora, pg_temp as $$
	with tied as (
		insert into measure_link (kind, from_id, to_id, owner_id, to_owner_id)
		select distinct 'supports', source.id, own.id, source.owner_id, own.owner_id
		from jsonb_to_recordset(ties) as given ("fromId" uuid, "toId" uuid)
		join measure own on own.id = given."toId" and own.roadmap_id = tie_from_above.roadmap
			and own.withdrawn_at is null
		join measure wanted on wanted.id = given."fromId" and wanted.withdrawn_at is null
		join measure source on source.id = coalesce(wanted.origin_id, wanted.id)
		join organisation below on below.id = own.owner_id
		join organisation above on above.id = source.owner_id
			and above.path operator(public.@>) below.path and above.id <> below.id
		where own.owner_id = any (scope('roadmap.edit'))
			and (wanted.owner_id = any (scope('roadmap.read'))
				or wanted.roadmap_id = any (approved_above()))
			and exists (select from roadmap_draft d where d.roadmap_id = tie_from_above.roadmap
				and d.kind = 'school')
		on conflict (from_id, to_id, kind) do nothing
		returning id
	)
	select count(*)::integer from tied
$$;
revoke all on function opora.tie_from_above from public;
grant execute on function opora.tie_from_above to opora_app;
