import { availableParallelism } from 'node:os';
import { signInByForm, startServer, type OwnServer } from '../e2e/server.ts';
import { ask } from './load.ts';
import type { Row } from './measure.ts';
import { memoryOf, processorTimeOf } from './process.ts';
import { keepRegion, regionPassword } from './region.ts';
import { watchStatements } from './statements.ts';

const PORT = 3291;
const MEDIAN_MS = 50;
const P95_MS = 120;
const STATEMENTS = 12;
const PAGES_A_SECOND = 400;
const MEMORY_MB = 250;
const CLIENTS = 16;

/** Pages of the built application, a process of its own, on the region: the goals of issue 3. */
export default async function bench(): Promise<Row[]> {
	const { data, facts } = await keepRegion();
	const server = await startServer(data, PORT);
	try {
		const cookies = new Map<string, string>();
		for (const [who, { email }] of Object.entries(facts.people))
			cookies.set(who, await signInByForm(server.address, email, regionPassword));
		const pages: [string, string, string][] = [
			['«Сегодня»', 'operator', '/'],
			['«Сегодня»', 'coordinator', '/'],
			['«Сегодня»', 'curator', '/'],
			['«Сегодня»', 'schoolCoordinator', '/'],
			['overview', 'coordinator', `/overview/${facts.municipality}`],
			['overview', 'operator', `/overview/${facts.region}`],
			['progress', 'coordinator', '/progress'],
			['progress', 'operator', '/progress'],
			['team', 'coordinator', '/team'],
			['team', 'operator', '/team'],
			['roadmap of 33', 'coordinator', `/roadmaps/${facts.municipalRoadmap}`],
			[
				'roadmap of 33, timeline',
				'coordinator',
				`/roadmaps/${facts.municipalRoadmap}?view=timeline`
			],
			["a school's roadmap of 33", 'schoolCoordinator', `/roadmaps/${facts.schoolRoadmap}`],
			['school', 'coordinator', `/schools/${facts.school}`],
			['check', 'coordinator', '/check'],
			['roadmaps', 'coordinator', '/roadmaps'],
			['roadmaps', 'operator', '/roadmaps']
		];
		const rows: Row[] = [];
		for (const [name, who, path] of pages)
			rows.push(...(await onePage(server, data, `${name}, ${who}`, path, cookies.get(who)!)));
		const roadmap = `${server.address}/roadmaps/${facts.schoolRoadmap}`;
		const cookie = cookies.get('schoolCoordinator')!;
		rows.push(...(await manyPages(server, 'roadmap of 33, unchanged', [roadmap], cookie)));
		rows.push(...(await manyPages(server, 'roadmap of 33, anew', anew(roadmap), cookie)));
		return rows;
	} finally {
		server.process.kill('SIGINT');
		await server.ended;
	}
}

/** Addresses of one page under which it was not asked for before: each is rendered anew. */
function anew(url: string): string[] {
	const sign = url.includes('?') ? '&' : '?';
	asked += 1;
	return Array.from({ length: 20_000 }, (_, n) => `${url}${sign}anew=${asked}-${n}`);
}
let asked = 0;

/** Time on the server for one client, each page rendered anew, and statements of the application. */
async function onePage(
	server: OwnServer,
	data: string,
	name: string,
	path: string,
	cookie: string
): Promise<Row[]> {
	const url = server.address + path;
	const { times } = await ask({ urls: anew(url), cookie, clients: 1, warmSeconds: 1, seconds: 3 });
	const statements = await watchStatements(data, async () => {
		await (await fetch(anew(url)[0]!, { headers: { cookie } })).text();
	});
	const median = times[Math.floor(times.length / 2)]!;
	const p95 = times[Math.floor(times.length * 0.95)]!;
	const spread = { min: times[0]!, max: times.at(-1)! };
	const again = await ask({ urls: [url], cookie, clients: 1, warmSeconds: 0.5, seconds: 1 });
	const unchanged = again.times[Math.floor(again.times.length / 2)]!;
	return [
		figure(`${name}, unchanged`, unchanged, 'ms'),
		{ name, median, ...spread, unit: 'ms', goal: `≤ ${MEDIAN_MS} ms`, met: median <= MEDIAN_MS },
		{
			name: `${name}, p95`,
			median: p95,
			...spread,
			unit: 'ms',
			goal: `≤ ${P95_MS} ms`,
			met: p95 <= P95_MS
		},
		{
			...figure(`${name}, statements`, statements.length, ''),
			goal: `≤ ${STATEMENTS}`,
			met: statements.length <= STATEMENTS
		}
	];
}

/** Pages a second from one process, the processor's time for a page, and the memory it took. */
async function manyPages(
	server: OwnServer,
	what: string,
	urls: string[],
	cookie: string
): Promise<Row[]> {
	const name = `${what}, ${CLIENTS} connections`;
	const isAnew = urls.length > 1;
	let most = 0;
	const watch = setInterval(() => (most = Math.max(most, memoryOf(server.process.pid!))), 100);
	await ask({
		urls: isAnew ? urls.slice(0, urls.length / 2) : urls,
		cookie,
		clients: CLIENTS,
		warmSeconds: 0,
		seconds: 3
	});
	const before = processorTimeOf(server.process.pid!);
	const { perSecond, times, bytes } = await ask({
		urls: isAnew ? urls.slice(urls.length / 2) : urls,
		cookie,
		clients: CLIENTS,
		warmSeconds: 0,
		seconds: 10
	});
	const spent = processorTimeOf(server.process.pid!) - before;
	clearInterval(watch);
	await new Promise((resolve) => setTimeout(resolve, 5000));
	const after = memoryOf(server.process.pid!);
	return [
		{
			...figure(name, perSecond, 'pages/s'),
			...(isAnew ? {} : { goal: `≥ ${PAGES_A_SECOND}`, met: perSecond >= PAGES_A_SECOND })
		},
		figure(`${name}: application's processor time a page`, (spent * 1000) / times.length, 'ms'),
		figure(`${name}: a page`, bytes / 1024, 'KB'),
		figure(
			'cores of this machine, shared with the database and the clients',
			availableParallelism(),
			''
		),
		{
			...figure(`${name}: memory, most`, most, 'MB'),
			goal: `< ${MEMORY_MB} MB`,
			met: most < MEMORY_MB
		},
		{
			...figure(`${name}: memory, 5 s later`, after, 'MB'),
			goal: `< ${MEMORY_MB} MB`,
			met: after < MEMORY_MB
		}
	];
}

function figure(name: string, value: number, unit: string): Row {
	return { name, median: value, min: value, max: value, unit };
}
