-- The tree of organisations is asked by ltree, which lives in public.
grant usage on schema public to opora_jobs;

-- Letters tell who was mentioned in talk.
grant select (id, comment_id, measure_id, person_id, seen_at) on opora.mention to opora_jobs;
grant select (id, measure_id, author_name, text, created_at, withdrawn_at)
	on opora.comment to opora_jobs;
create policy jobs on opora.mention for select to opora_jobs using (true);
create policy jobs on opora.comment for select to opora_jobs using (true);
