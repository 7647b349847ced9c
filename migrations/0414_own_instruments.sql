-- A municipality's own copies of instruments. A copy is edited as a draft and published in versions that
-- never change: answers are understood by what was asked.

create table opora.own_instrument (
	id uuid primary key default gen_random_uuid(),
	place_id uuid not null references opora.organisation (id),
	audience text not null check (audience in ('head', 'teachers', 'pupils', 'parents')),
	draft jsonb not null check (pg_column_size(draft) < 262144),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create index own_instrument_place on opora.own_instrument (place_id);
create index own_instrument_by on opora.own_instrument (by);

create table opora.own_instrument_version (
	id uuid primary key default gen_random_uuid(),
	instrument_id uuid not null references opora.own_instrument (id),
	place_id uuid not null references opora.organisation (id),
	version smallint not null check (version > 0),
	body jsonb not null,
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	unique (instrument_id, version)
);
create index own_instrument_version_place on opora.own_instrument_version (place_id);
create index own_instrument_version_by on opora.own_instrument_version (by);

alter table opora.own_instrument enable row level security;
alter table opora.own_instrument_version enable row level security;
create policy read on opora.own_instrument for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.own_instrument for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.own_instrument for update to opora_app
	using (place_id = any ((select opora.scope('results.edit'))::uuid[]))
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[]));
create policy read on opora.own_instrument_version for select to opora_app
	using (place_id = any ((select opora.scope('results.read'))::uuid[]));
create policy add on opora.own_instrument_version for insert to opora_app
	with check (place_id = any ((select opora.scope('results.edit'))::uuid[])
		and by = (select opora.current_person())
		and exists (select from opora.own_instrument o
			where o.id = instrument_id and o.place_id = own_instrument_version.place_id));
grant select, insert (id, place_id, audience, draft, by), update (draft, withdrawn_at)
	on opora.own_instrument to opora_app;
-- No update: what was published stays.
grant select, insert (instrument_id, place_id, version, body, by)
	on opora.own_instrument_version to opora_app;
create trigger revision before update on opora.own_instrument
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.own_instrument
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.own_instrument_version
	for each row execute function opora.write_audit();

-- What was published is read by whoever has a link to it, without an account.
create function opora.published_instrument(wanted uuid, wanted_version smallint) returns jsonb
language sql stable security definer set search_path = opora, pg_temp as $$
	select body from own_instrument_version
	where instrument_id = wanted and version = wanted_version
$$;
revoke all on function opora.published_instrument from public;
grant execute on function opora.published_instrument to opora_app;
