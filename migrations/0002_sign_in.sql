-- Tables of better-auth (core, two-factor, database rate limit), names as the library has them.
-- Only opora_auth reaches them: a hole in a page cannot read a password's hash.

create table auth."user" (
	id text primary key,
	name text not null,
	email text not null unique,
	"emailVerified" boolean not null default false,
	image text,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now(),
	"twoFactorEnabled" boolean default false
);

create table auth.session (
	id text primary key,
	"expiresAt" timestamptz not null,
	token text not null unique,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now(),
	"ipAddress" text,
	"userAgent" text,
	"userId" text not null references auth."user" (id) on delete cascade
);
create index session_owner on auth.session ("userId");

create table auth.account (
	id text primary key,
	"accountId" text not null,
	"providerId" text not null,
	"userId" text not null references auth."user" (id) on delete cascade,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamptz,
	"refreshTokenExpiresAt" timestamptz,
	scope text,
	password text,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create index account_user on auth.account ("userId");

create table auth.verification (
	id text primary key,
	identifier text not null,
	value text not null,
	"expiresAt" timestamptz not null,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth."twoFactor" (
	id text primary key,
	secret text not null,
	"backupCodes" text not null,
	"userId" text not null references auth."user" (id) on delete cascade,
	verified boolean default true,
	"failedVerificationCount" integer default 0,
	"lockedUntil" timestamptz
);
create index two_factor_user on auth."twoFactor" ("userId");
create index two_factor_secret on auth."twoFactor" (secret);

create table auth."rateLimit" (
	id text primary key,
	key text not null unique,
	count integer not null,
	"lastRequest" bigint not null
);

alter table auth."user" enable row level security;
alter table auth.session enable row level security;
alter table auth.account enable row level security;
alter table auth.verification enable row level security;
alter table auth."twoFactor" enable row level security;
alter table auth."rateLimit" enable row level security;
create policy sign_in on auth."user" to opora_auth using (true) with check (true);
create policy sign_in on auth.session to opora_auth using (true) with check (true);
create policy sign_in on auth.account to opora_auth using (true) with check (true);
create policy sign_in on auth.verification to opora_auth using (true) with check (true);
create policy sign_in on auth."twoFactor" to opora_auth using (true) with check (true);
create policy sign_in on auth."rateLimit" to opora_auth using (true) with check (true);
grant select, insert, update, delete on all tables in schema auth to opora_auth;

create trigger audit after insert or update or delete on auth."user"
	for each row execute function opora.write_audit('updatedAt', 'image');
create trigger audit after insert or update or delete on auth.session
	for each row execute function opora.write_audit('token', 'updatedAt', 'expiresAt');
create trigger audit after insert or update or delete on auth.account
	for each row execute function opora.write_audit('password', 'accessToken', 'refreshToken',
		'idToken', 'updatedAt');
create trigger audit after insert or update or delete on auth."twoFactor"
	for each row execute function opora.write_audit('secret', 'backupCodes');

-- Who acts: the person of an account with the duties held today; null for nobody.
create function opora.actor_of_account(account text) returns jsonb
language sql stable security definer set search_path = opora, pg_temp as $$
	select jsonb_build_object(
		'personId', p.id,
		'accountId', p.account_id,
		'surname', p.surname,
		'given', p.given,
		'patronymic', p.patronymic,
		'post', p.post,
		'organisationId', p.organisation_id,
		'duties', coalesce((
			select jsonb_agg(jsonb_build_object(
				'role', a.role,
				'organisationId', o.id,
				'organisation', o.short_name,
				'path', o.path::text,
				'assigned', coalesce((
					select jsonb_agg(school.path::text)
					from curatorship c
					join organisation school on school.id = c.organisation_id
					where c.person_id = p.id and public.ltree_isparent(o.path, school.path)
						and today() between c.from_date and coalesce(c.to_date, 'infinity')
				), '[]')
			) order by a.from_date, a.id)
			from appointment a
			join organisation o on o.id = a.organisation_id
			where a.person_id = p.id
				and today() between a.from_date and coalesce(a.to_date, 'infinity')
		), '[]')
	)
	from person p
	where p.account_id = account and (p.left_on is null or p.left_on > today())
$$;
revoke all on function opora.actor_of_account from public;
grant execute on function opora.actor_of_account to opora_app;

-- Whose invitation a link's secret is; nothing when used or expired.
create function opora.find_invitation(token bytea)
returns table (invitation_id uuid, person_id uuid, email text, full_name text, organisation text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select i.id, p.id, p.email, concat_ws(' ', p.surname, p.given, p.patronymic), o.name
	from invitation i
	join person p on p.id = i.person_id
	join organisation o on o.id = p.organisation_id
	where i.token_hash = token and i.used_at is null and i.expires_at > now() and p.account_id is null
$$;
create function opora.use_invitation(token bytea, account text) returns boolean
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	found_person uuid;
begin
	update invitation i set used_at = now()
	where i.token_hash = token and i.used_at is null and i.expires_at > now()
	returning i.person_id into found_person;
	if found_person is null then
		return false;
	end if;
	perform set_config('opora.person', found_person::text, true);
	update person set account_id = account where id = found_person and account_id is null;
	return found;
end $$;
revoke all on function opora.find_invitation, opora.use_invitation from public;
grant execute on function opora.find_invitation, opora.use_invitation to opora_app;
