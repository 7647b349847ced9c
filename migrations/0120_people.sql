-- Rights over people are held in the database as well as in src/lib/people: whoever could write any
-- column could raise himself.

-- Whether the acting person holds every right that `subject` has now or is to have: only then may
-- he send the invitation or change the address by which the subject signs in.
create function opora.may_act_for(subject uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select subject = current_person() or not exists (
		select from appointment a
		where a.person_id = subject and coalesce(a.to_date, 'infinity') >= today()
			and not may_give(a.role, a.organisation_id)
	)
$$;

drop policy add on opora.invitation;
create policy add on opora.invitation for insert to opora_app
	with check (organisation_id = any ((select opora.scope('person.invite'))::uuid[])
		and opora.may_act_for(person_id));

drop policy edit on opora.appointment;
create policy edit on opora.appointment for update to opora_app
	using (organisation_id = any ((select opora.scope('role.give'))::uuid[])
		and opora.may_give(role, organisation_id));

revoke insert, update on opora.person, opora.appointment, opora.curatorship, opora.invitation
	from opora_app;
grant insert (id, organisation_id, surname, given, patronymic, post, email),
	update (organisation_id, surname, given, patronymic, post, email, left_on)
	on opora.person to opora_app;
grant insert (id, person_id, role, organisation_id, from_date, to_date, order_number, order_date),
	update (to_date, order_number, order_date)
	on opora.appointment to opora_app;
grant insert (id, person_id, organisation_id, from_date, to_date, order_number, order_date),
	update (to_date, order_number, order_date)
	on opora.curatorship to opora_app;
grant insert (id, organisation_id, person_id, token_hash, expires_at, invited_by),
	update (expires_at)
	on opora.invitation to opora_app;

create function opora.guard_person() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	if current_person() is not null and old.account_id is not null and not may_act_for(old.id) and (
		new.email is distinct from old.email or new.left_on is distinct from old.left_on
		or new.organisation_id <> old.organisation_id
	) then
		raise exception 'this person holds rights that the editor lacks'
			using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger guard before update on opora.person
	for each row execute function opora.guard_person();

-- Whether an account of the sign-in belongs to somebody already: one without a person is left over
-- from an invitation that was broken off, and may be taken up again.
create function opora.is_account_held(account text) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select exists (select from person where account_id = account)
$$;
revoke all on function opora.is_account_held from public;
grant execute on function opora.is_account_held to opora_app;

-- Answers also for people that the asker may not see: the address must be free in all of Opora.
create function opora.is_email_taken(address text, except_person uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select exists (
		select from person where lower(email) = lower(address) and id is distinct from except_person
	)
$$;
revoke all on function opora.is_email_taken from public;
grant execute on function opora.is_email_taken to opora_app;
