-- What one transaction changed is one change: it is shown and taken back as a whole.
create function opora.current_change() returns uuid
language plpgsql volatile as $$
declare
	known text := nullif(current_setting('opora.change', true), '');
begin
	if known is null then
		known := set_config('opora.change', gen_random_uuid()::text, true);
	end if;
	return known::uuid;
end $$;

-- Rows written before this migration belong to no change and cannot be taken back.
alter table opora.audit add column change_id uuid;
alter table opora.audit alter column change_id set default opora.current_change();
create index audit_change on opora.audit (change_id);

-- What is withdrawn is kept with its reason; who and when stand in the history.
alter table opora.roadmap add column withdrawn_reason text;
alter table opora.section add column withdrawn_reason text;
alter table opora.measure add column withdrawn_reason text;

-- Responsible parties are found by surname; equality alone passes row-level security to an index.
create index person_surname on opora.person (surname);
-- The list of roadmaps by year.
create index roadmap_period on opora.roadmap (period_from desc, period_to);
