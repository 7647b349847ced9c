-- Corrections of what was read, each by whom and when; an undone one stays with its mark.
create table opora.intake_mend (
	id uuid primary key default gen_random_uuid(),
	intake_id uuid not null references opora.intake (id),
	organisation_id uuid not null references opora.organisation (id),
	position integer not null,
	mend jsonb not null,
	made_by uuid references opora.person (id),
	made_at timestamptz not null default now(),
	undone_at timestamptz,
	undone_by uuid references opora.person (id),
	unique (intake_id, position)
);
create index intake_mend_organisation on opora.intake_mend (organisation_id);
create index intake_mend_maker on opora.intake_mend (made_by);
create index intake_mend_undoer on opora.intake_mend (undone_by);

alter table opora.intake_mend enable row level security;
create policy use on opora.intake_mend to opora_app
	using (organisation_id = any ((select opora.scope('document.add'))::uuid[]))
	with check (organisation_id = any ((select opora.scope('document.add'))::uuid[]));
grant select, insert, update on opora.intake_mend to opora_app;

create trigger audit after insert or update or delete on opora.intake_mend
	for each row execute function opora.write_audit();

-- A correction is in the trail by its own row: the intake's new revision alone says nothing.
drop trigger audit on opora.intake;
create trigger audit after insert or update or delete on opora.intake
	for each row execute function opora.write_audit('source', 'draft', 'changed_at', 'revision');

-- Readings that a stopped application left half-way, for the next start.
create function opora.unfinished_intakes() returns table (id uuid, created_by uuid)
language sql stable security definer set search_path = opora, pg_temp as $$
	select id, created_by from intake where state = 'reading' order by created_at
$$;
revoke all on function opora.unfinished_intakes from public;
grant execute on function opora.unfinished_intakes to opora_app;
