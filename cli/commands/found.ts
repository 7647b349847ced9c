import { parseArgs } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { mirrorPermissions } from '../../src/lib/people/permissions.ts';
import { INVITATION_DAYS, newInvitation } from '../../src/lib/people/secret.ts';
import { openConnections } from '../../src/lib/platform/connections.ts';
import { publicAddress } from '../../src/lib/platform/services.ts';
import { readSettings } from '../../src/lib/platform/settings.ts';

const usage = `Usage: opora found --region NAME --municipality NAME --surname NAME --given NAME --email ADDRESS
  [--patronymic NAME] [--post NAME] [--time-zone Europe/Moscow]
Makes the region, its municipality and the first administrator of an empty database, and prints
the link by which the administrator sets a password (it holds for ${INVITATION_DAYS} days, once).
`;

const name = z.string().trim().min(1);
const given = z.object({
	region: name,
	municipality: name,
	surname: name,
	given: name,
	patronymic: z.string().trim().default(''),
	post: z.string().trim().default('администратор'),
	email: z.string().trim().toLowerCase().pipe(z.email()),
	'time-zone': z
		.string()
		.default('Europe/Moscow')
		.refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone))
});
type Given = z.output<typeof given>;

/** `opora found`: the first administrator of an installation without the demonstration. */
export async function run(args: string[]): Promise<number> {
	const wanted = read(args);
	if (!wanted) return 2;
	const settings = readSettings();
	let connections;
	try {
		connections = await openConnections(settings);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		return 1;
	}
	try {
		await mirrorPermissions(connections.admin);
		const secret = await found(connections.admin, wanted);
		if (!secret) {
			process.stderr.write(
				'The database is not empty: an administrator invites people on the page «Люди».\n'
			);
			return 1;
		}
		process.stdout.write(`${publicAddress(settings)}/invite/${secret}\n`);
		process.stderr.write(
			`Start Opora and open this link within ${INVITATION_DAYS} days; it works once.\n`
		);
		return 0;
	} finally {
		await connections.stop();
	}
}

function read(args: string[]): Given | null {
	try {
		const { values } = parseArgs({
			args,
			options: Object.fromEntries(
				Object.keys(given.shape).map((option) => [option, { type: 'string' as const }])
			)
		});
		const parsed = given.safeParse(values);
		if (parsed.success) return parsed.data;
		const bad = [...new Set(parsed.error.issues.map(({ path }) => `--${String(path[0])}`))];
		process.stderr.write(`Missing or wrong: ${bad.join(', ')}\n${usage}`);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
	return null;
}

/** The secret of the invitation; null when there is an organisation already. */
async function found(adminUrl: string, wanted: Given): Promise<string | null> {
	const { secret, tokenHash, expiresAt } = newInvitation(new Date());
	const client = new pg.Client({ connectionString: adminUrl });
	await client.connect();
	try {
		await client.query('begin');
		await client.query('lock table opora.organisation in exclusive mode');
		const { rowCount } = await client.query('select from opora.organisation limit 1');
		if (rowCount !== 0) return null;
		const add = async (text: string, values: unknown[]): Promise<string> =>
			(await client.query<{ id: string }>(`${text} returning id`, values)).rows[0]!.id;
		const organisation = (parent: string | null, kind: string, called: string) =>
			add(
				`insert into opora.organisation (parent_id, kind, name, short_name, time_zone)
				values ($1, $2, $3, $3, $4)`,
				[parent, kind, called, wanted['time-zone']]
			);
		const region = await organisation(null, 'region', wanted.region);
		const municipality = await organisation(region, 'municipality', wanted.municipality);
		const person = await add(
			`insert into opora.person (organisation_id, surname, given, patronymic, post, email)
			values ($1, $2, $3, $4, $5, $6)`,
			[municipality, wanted.surname, wanted.given, wanted.patronymic, wanted.post, wanted.email]
		);
		await client.query(
			`insert into opora.appointment (person_id, role, organisation_id, from_date)
			values ($1, 'administrator', $2, current_date)`,
			[person, region]
		);
		await client.query(
			`insert into opora.invitation (organisation_id, person_id, token_hash, expires_at)
			values ($1, $2, $3, $4)`,
			[municipality, person, tokenHash, expiresAt]
		);
		await client.query('commit');
		return secret;
	} finally {
		await client.end();
	}
}
