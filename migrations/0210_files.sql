-- The nightly sweep looks which stored files some row still names, and removes uploads that no
-- report took: it reads hashes of all organisations, and nothing else of them.
grant usage on schema opora to opora_jobs;
grant select (hash) on opora.document, opora.evidence to opora_jobs;
grant select (hash, created_at), delete on opora.upload to opora_jobs;
create policy jobs on opora.document for select to opora_jobs using (true);
create policy jobs on opora.evidence for select to opora_jobs using (true);
create policy jobs on opora.upload to opora_jobs using (true);
create index document_hash on opora.document (hash);
