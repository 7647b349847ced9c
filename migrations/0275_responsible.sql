-- Who is meant by a responsible party: surnames are found in every form, a person's choice for a
-- writing is remembered, and what was matched says how.

-- Equality alone passes row-level security to an index, so the folded surname is a column.
alter table opora.person
	add column surname_key text generated always as (translate(lower(surname), 'ё', 'е')) stored;
create index person_surname_key on opora.person (surname_key);
drop index opora.person_surname;
drop trigger audit on opora.person;
create trigger audit after insert or update or delete on opora.person
	for each row execute function opora.write_audit('surname_key');

-- «Ясенева Т.В», «Ясенева Т. В.» and «ясенева т в» are one writing.
create function opora.writing_of(text text) returns text
language sql immutable strict parallel safe
return btrim(regexp_replace(translate(lower(text), 'ё' || chr(160), 'е '), '[\s.,;]+', ' ', 'g'));

drop trigger audit on opora.measure_party;
drop trigger approved on opora.measure_party;
alter table opora.measure_party
	add column writing text generated always as (opora.writing_of(text)) stored,
	-- How it came to mean whom it means: a person chose, Opora was sure, or an earlier choice for the
	-- same writing holds. Null with nobody meant: still to be looked at.
	add column matched text check (matched in ('hand', 'sure', 'remembered'));
update opora.measure_party set matched = 'sure'
where person_id is not null or organisation_id is not null or role is not null;
create trigger approved before insert or update or delete on opora.measure_party
	for each row execute function opora.keep_approved('person_id', 'organisation_id', 'role',
		'matched', 'writing');
create trigger audit after insert or update or delete on opora.measure_party
	for each row execute function opora.write_audit('writing');
create index measure_party_writing on opora.measure_party (owner_id, writing);

-- What a person chose for a writing in the roadmaps of one organisation; all three empty: it stays
-- as it is printed.
create table opora.party_decision (
	id uuid primary key default gen_random_uuid(),
	owner_id uuid not null references opora.organisation (id),
	writing text not null check (writing <> ''),
	person_id uuid references opora.person (id),
	organisation_id uuid references opora.organisation (id),
	role text,
	decided_by uuid references opora.person (id),
	decided_at timestamptz not null default opora.now(),
	withdrawn_at timestamptz,
	revision integer not null default 1
);
create unique index party_decision_holds on opora.party_decision (owner_id, writing)
	where withdrawn_at is null;
create index party_decision_owner on opora.party_decision (owner_id);
create index party_decision_person on opora.party_decision (person_id);
create index party_decision_organisation on opora.party_decision (organisation_id);
create index party_decision_decider on opora.party_decision (decided_by);

alter table opora.party_decision enable row level security;
create policy read on opora.party_decision for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[]));
create policy add on opora.party_decision for insert to opora_app
	with check (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
create policy edit on opora.party_decision for update to opora_app
	using (owner_id = any ((select opora.scope('roadmap.edit'))::uuid[]));
grant select, insert, update on opora.party_decision to opora_app;
create trigger revision before update on opora.party_decision
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.party_decision
	for each row execute function opora.write_audit();
