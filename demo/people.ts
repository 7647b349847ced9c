/** The invented district's organisations, people and accounts. */
import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { passwordCost } from '../src/lib/platform/auth.ts';
import { municipality } from './municipality.ts';
import { demoPassword } from './password.ts';

/** Returns the id of each organisation by its key. */
export async function seedPeople(client: pg.Client): Promise<Map<string, string>> {
	const organisations = new Map<string, string>();
	for (const { key, kind, name, shortName, parent, code } of municipality.organisations) {
		const { rows } = await client.query<{ id: string }>(
			`insert into opora.organisation (parent_id, kind, name, short_name, code)
			values ($1, $2, $3, $4, $5) returning id`,
			[parent === null ? null : organisations.get(parent), kind, name, shortName, code ?? null]
		);
		organisations.set(key, rows[0]!.id);
	}
	const password = await hash(demoPassword, passwordCost);
	for (const [index, person] of municipality.persons.entries()) {
		const account = person.email === null ? null : `demo-${person.key}`;
		if (account) {
			const name = `${person.surname} ${person.given} ${person.patronymic}`;
			await client.query(
				'insert into auth."user" (id, name, email, "emailVerified") values ($1, $2, $3, true)',
				[account, name, person.email]
			);
			await client.query(
				`insert into auth.account (id, "accountId", "providerId", "userId", password)
				values ($1, $1, 'credential', $1, $2)`,
				[account, password]
			);
		}
		const { rows } = await client.query<{ id: string }>(
			`insert into opora.person (organisation_id, surname, given, patronymic, post, email, phone,
				account_id)
			values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
			[
				organisations.get(person.organisation),
				person.surname,
				person.given,
				person.patronymic,
				person.post,
				person.email,
				// numbers of an exchange that no place has
				`2-${String(13 + index).padStart(2, '0')}-${String((index * 37) % 100).padStart(2, '0')}`,
				account
			]
		);
		const id = rows[0]!.id;
		for (const { role, organisation } of person.roles)
			await client.query(
				`insert into opora.appointment (person_id, role, organisation_id, from_date, order_number, order_date)
				values ($1, $2, $3, '2026-09-01', '142', '2026-08-31')`,
				[id, role, organisations.get(organisation)]
			);
		for (const school of person.curates ?? [])
			await client.query(
				`insert into opora.curatorship (person_id, organisation_id, from_date, order_number, order_date)
				values ($1, $2, '2026-09-01', '157', '2026-10-09')`,
				[id, organisations.get(school)]
			);
	}
	await client.query(`insert into opora.setting values ('demonstration', 'true')`);
	return organisations;
}
