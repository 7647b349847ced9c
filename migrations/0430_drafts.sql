-- Drafts of roadmaps made from risk profiles, kept until they are accepted: what somebody changed
-- survives his browser. Readable where roadmaps are: papers of the accepted roadmap print its goal.

create table opora.roadmap_draft (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	kind text not null check (kind in ('school', 'municipality')),
	period_from date not null,
	period_to date not null,
	title text not null,
	-- Goal, tasks, indicators and measures: src/lib/diagnosis/draft/content.ts.
	content jsonb not null check (pg_column_size(content) < 2000000),
	-- What it became.
	roadmap_id uuid unique references opora.roadmap (id),
	by uuid references opora.person (id),
	at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1,
	check (period_from <= period_to)
);
create index roadmap_draft_owner on opora.roadmap_draft (owner_id, at desc);
create index roadmap_draft_by on opora.roadmap_draft (by);

alter table opora.roadmap_draft enable row level security;
create policy read on opora.roadmap_draft for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[]));
create policy add on opora.roadmap_draft for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])
		and by = (select opora.current_person()));
create policy edit on opora.roadmap_draft for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]))
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
grant select on opora.roadmap_draft to opora_app;
grant insert (id, owner_id, kind, period_from, period_to, title, content, by),
	update (title, content, roadmap_id, withdrawn_at) on opora.roadmap_draft to opora_app;
create trigger revision before update on opora.roadmap_draft
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.roadmap_draft
	for each row execute function opora.write_audit();
