import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { askDatabase, signInByForm, startServer } from '../e2e/server.ts';
import { people } from '../e2e/session.ts';
import { measure, type Row } from './measure.ts';

const PORT = 3291;
const PAGE_LIMIT_MS = 60;
const SCRIPT_LIMIT_KB = 70;

/** Pages of the built application on the demonstration: time on the server, script sent. */
export default async function bench(): Promise<Row[]> {
	if (!existsSync('build/handler.js')) throw new Error('Build first: npm start does');
	const data = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	chmodSync(data, 0o755);
	const server = await startServer(data, PORT);
	const cookie = await signInByForm(server.address, people.coordinator);
	const [roadmap] = await askDatabase<{ id: string }>(
		data,
		"select id from opora.roadmap where level = 'municipality'"
	);
	const [document] = await askDatabase<{ id: string }>(data, 'select id from opora.document');
	const pages = {
		today: '/',
		roadmaps: '/roadmaps',
		table: `/roadmaps/${roadmap!.id}`,
		timeline: `/roadmaps/${roadmap!.id}?view=timeline`,
		levels: `/roadmaps/${roadmap!.id}?view=lanes`,
		documents: '/documents',
		review: `/documents/${document!.id}`,
		search: '/search?q=мониторинг'
	};
	const rows: Row[] = [];
	for (const [name, path] of Object.entries(pages))
		rows.push(
			await measure(
				`${name}, page`,
				async () => {
					const answer = await fetch(server.address + path, { headers: { cookie } });
					await answer.text();
					if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
				},
				{ runs: 31, warm: 5, limit: PAGE_LIMIT_MS }
			)
		);
	rows.push(...(await scripts(server.address, cookie, pages)));
	server.process.kill('SIGINT');
	await server.ended;
	rmSync(data, { recursive: true, force: true });
	return rows;
}

/** Kilobytes of script over the wire, as a browser with an empty cache gets them. */
async function scripts(
	address: string,
	cookie: string,
	pages: Record<string, string>
): Promise<Row[]> {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
	});
	const rows: Row[] = [];
	for (const [name, path] of Object.entries(pages)) {
		const context = await browser.newContext();
		const [, key = '', value = ''] = /^([^=]+)=(.*)$/.exec(cookie) ?? [];
		await context.addCookies([{ name: key, value, url: address }]);
		const page = await context.newPage();
		let bytes = 0;
		const sizes: Promise<void>[] = [];
		page.on('requestfinished', (request) => {
			if (request.resourceType() === 'script')
				sizes.push(
					request.sizes().then(({ responseBodySize }) => void (bytes += responseBodySize))
				);
		});
		await page.goto(address + path, { waitUntil: 'networkidle' });
		await Promise.all(sizes);
		if (page.url() !== address + encodeURI(path)) throw new Error(`${path} led to ${page.url()}`);
		await context.close();
		const kilobytes = bytes / 1024;
		rows.push({
			name: `${name}, script`,
			median: kilobytes,
			min: kilobytes,
			max: kilobytes,
			unit: 'KB',
			goal: `< ${SCRIPT_LIMIT_KB} KB`,
			met: kilobytes < SCRIPT_LIMIT_KB
		});
	}
	await browser.close();
	return rows;
}
