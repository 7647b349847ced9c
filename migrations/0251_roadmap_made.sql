-- A roadmap's page says when it was made: by the application's clock, which tests and the
-- demonstration set.
alter table opora.roadmap alter column created_at set default opora.now();
