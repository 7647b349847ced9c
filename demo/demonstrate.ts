import { hash } from '@node-rs/argon2';
import pg from 'pg';
import type { Connections } from '../src/lib/platform/connections.ts';
import { passwordCost } from '../src/lib/platform/auth.ts';
import type { Settings } from '../src/lib/platform/settings.ts';
import { seedExecution } from './execution.ts';
import { reportHalfYear } from './half-year.ts';
import { municipality } from './municipality.ts';
import { demoPassword } from './password.ts';
import { loadRoadmaps } from './roadmaps.ts';

const coordinatorAccount = 'demo-vershinina';

/** Accounts that `npm start` prints first; the others of the district work alike. */
const shownRoles = [
	'municipal-coordinator',
	'methodist',
	'curator',
	'school-coordinator',
	'school-head'
];

/**
 * Loads the invented district into an empty database, unless `OPORA_DEMO=0`.
 * Returns the lines that `npm start` prints about how to sign in.
 */
export async function demonstrate(settings: Settings, connections: Connections): Promise<string> {
	const client = new pg.Client({ connectionString: connections.admin });
	await client.connect();
	try {
		const { rows } = await client.query<{ empty: boolean; demo: boolean }>(`
			select not exists (select from opora.organisation) as empty,
				exists (select from opora.setting where id = 'demonstration') as demo`);
		const { empty, demo } = rows[0]!;
		if (empty && settings.demo) {
			await client.query('begin');
			const organisations = await seedPeople(client);
			await client.query('commit');
			const roadmaps = await loadRoadmaps(connections.app, coordinatorAccount, organisations);
			await seedExecution(client);
			await reportHalfYear(connections.app, roadmaps);
			return accounts();
		}
		if (demo) return accounts();
		return empty
			? 'The database is empty. Make the first administrator: npm run -s opora -- found'
			: '';
	} finally {
		await client.end();
	}
}

/** Returns the id of each organisation by its key. */
async function seedPeople(client: pg.Client): Promise<Map<string, string>> {
	const organisations = new Map<string, string>();
	for (const { key, kind, name, shortName, parent } of municipality.organisations) {
		const { rows } = await client.query<{ id: string }>(
			`insert into opora.organisation (parent_id, kind, name, short_name)
			values ($1, $2, $3, $4) returning id`,
			[parent === null ? null : organisations.get(parent), kind, name, shortName]
		);
		organisations.set(key, rows[0]!.id);
	}
	const password = await hash(demoPassword, passwordCost);
	for (const person of municipality.persons) {
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
			`insert into opora.person (organisation_id, surname, given, patronymic, post, email, account_id)
			values ($1, $2, $3, $4, $5, $6, $7) returning id`,
			[
				organisations.get(person.organisation),
				person.surname,
				person.given,
				person.patronymic,
				person.post,
				person.email,
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

function accounts(): string {
	const lines = shownRoles.flatMap((role) => {
		const person = municipality.persons.find(
			({ email, roles }) => email && roles.some((held) => held.role === role)
		);
		return person ? [`  ${role.padEnd(22)} ${person.email}`] : [];
	});
	return `Demonstration accounts, password «${demoPassword}»:\n${lines.join('\n')}`;
}
