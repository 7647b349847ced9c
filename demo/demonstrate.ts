import pg from 'pg';
import type { Connections } from '../src/lib/platform/connections.ts';
import type { Settings } from '../src/lib/platform/settings.ts';
import { municipality } from './municipality.ts';
import { demoPassword } from './password.ts';

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
			await seed(client, connections);
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

async function seed(client: pg.Client, { app: appUrl, jobs }: Connections): Promise<void> {
	// loaded for the one start that needs it: it is most of what a start has to read
	const [
		{ seedPeople },
		{ loadRoadmaps },
		{ seedExecution },
		{ reportHalfYear },
		{ loadResults },
		{ diagnose },
		{ seedProgramme },
		{ beginSurvey }
	] = await Promise.all([
		import('./people.ts'),
		import('./roadmaps.ts'),
		import('./execution.ts'),
		import('./half-year.ts'),
		import('./results.ts'),
		import('./profiles.ts'),
		import('./programme.ts'),
		import('./surveys.ts')
	]);
	await client.query('begin');
	const organisations = await seedPeople(client);
	await client.query('commit');
	const roadmaps = await loadRoadmaps(appUrl, coordinatorAccount, organisations);
	await seedExecution(client);
	await reportHalfYear(appUrl, roadmaps);
	await loadResults(appUrl, coordinatorAccount, organisations.get('zarechny')!);
	await diagnose(client, { app: appUrl, jobs }, organisations);
	await seedProgramme(appUrl, organisations.get('zarechny')!);
	await beginSurvey(client, organisations);
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
