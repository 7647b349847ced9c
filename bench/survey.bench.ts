import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemsOf, type Item } from '../src/lib/diagnosis/instruments/instrument.ts';
import { findInstrument } from '../src/lib/diagnosis/instruments/shipped.ts';
import { askDatabase, startServer } from '../e2e/server.ts';
import type { Row } from './measure.ts';
import { memoryOf, processorTimeOf } from './process.ts';

const PORT = 3293;
const PUPILS = 2000;
const SCHOOLS = 40;
/** The ten minutes of the goal, pressed together; the load is so many times heavier. */
const SECONDS = Number(process.env.OPORA_BENCH_SECONDS ?? 75);
/** What a pupil needs from opening to sending, pressed together alike. */
const FILLING_MS = 5000;
const TEN_MINUTES = 600;

const pupils = findInstrument('pupils')!;

/**
 * 2,000 pupils of 40 schools open the form and send it, to one process of the built application with the
 * embedded database. Each school has one address; every sheet is looked up afterwards.
 */
export default async function bench(): Promise<Row[]> {
	const data = mkdtempSync(join(tmpdir(), 'opora-survey-'));
	chmodSync(data, 0o755);
	const server = await startServer(data, PORT, { ADDRESS_HEADER: 'x-forwarded-for' });
	try {
		const tokens = await prepare(data);
		let most = 0;
		const watch = setInterval(() => (most = Math.max(most, memoryOf(server.process.pid!))), 200);
		const spentBefore = processorTimeOf(server.process.pid!);
		const opened: number[] = [];
		const sent: number[] = [];
		const acknowledged: string[] = [];
		const began = performance.now();
		await Promise.all(
			Array.from({ length: PUPILS }, async (_, n) => {
				await pause(Math.random() * (SECONDS * 1000 - FILLING_MS));
				const school = n % SCHOOLS;
				const address = `198.51.100.${school + 1}`;
				const path = `${server.address}/q/${tokens[school]}`;
				const [page, openedIn] = await timed(path, { headers: { 'x-forwarded-for': address } });
				if (page.status !== 200) throw new Error(`A form answered ${page.status}`);
				const html = await page.text();
				opened.push(openedIn);
				await pause(FILLING_MS);
				const sheet = valueOf(html, 'sheet');
				const [answer, sentIn] = await timed(path, {
					method: 'POST',
					redirect: 'manual',
					headers: { origin: server.address, accept: 'text/html', 'x-forwarded-for': address },
					body: new URLSearchParams([
						['sheet', sheet],
						['mark', valueOf(html, 'mark')],
						...filled()
					])
				});
				await answer.text();
				if (answer.status !== 303) throw new Error(`Sending answered ${answer.status}`);
				sent.push(sentIn);
				acknowledged.push(sheet);
			})
		);
		const took = (performance.now() - began) / 1000;
		const spent = processorTimeOf(server.process.pid!) - spentBefore;
		clearInterval(watch);
		const kept = new Set(
			(
				await askDatabase<{ id: string }>(
					data,
					"select id from survey.sheet where state = 'counted'"
				)
			).map(({ id }) => id)
		);
		const lost = acknowledged.filter((id) => !kept.has(id)).length;
		return [
			{
				...figure('sheets sent', sent.length, ''),
				goal: `= ${PUPILS}`,
				met: sent.length === PUPILS
			},
			{ ...figure('acknowledged and not kept', lost, ''), goal: '= 0', met: lost === 0 },
			{ ...figure('within', took, 's'), goal: `≤ ${TEN_MINUTES} s`, met: took <= TEN_MINUTES },
			figure('forms opened and sent', (2 * PUPILS) / took, 'requests/s'),
			...spread('opening a form', opened),
			...spread('sending it', sent),
			figure("application's processor time a pupil", (1000 * spent) / PUPILS, 'ms'),
			figure('memory, most', most, 'MB')
		];
	} finally {
		server.process.kill('SIGINT');
		await server.ended;
		rmSync(data, { recursive: true, force: true });
	}
}

/** A campaign with a link for pupils of each school; the tokens. */
async function prepare(data: string): Promise<string[]> {
	const tokens = Array.from({ length: SCHOOLS }, () => randomUUID());
	await askDatabase(
		data,
		`with place as (select id, path from opora.organisation where kind = 'municipality' limit 1),
		school as (
			insert into opora.organisation (parent_id, kind, name, short_name, path)
			select id, 'school', 'Школа ' || n, 'Школа ' || n, '' from place, generate_series(1, ${SCHOOLS}) n
			returning id
		), campaign as (
			insert into opora.campaign (place_id, title, opens_on, closes_on, order_number, order_issuer)
			select id, 'Нагрузка', '2020-01-01', '2099-12-31', '', '' from place returning id, place_id
		)
		insert into opora.campaign_link (campaign_id, place_id, school_id, audience, instrument,
			instrument_version, token, expected)
		select c.id, c.place_id, s.id, 'pupils', 'pupils', ${pupils.version}, t.token, ${PUPILS / SCHOOLS}
		from campaign c, (select id, row_number() over () as n from school) s
		join unnest($1::text[]) with ordinality t (token, n) using (n)`,
		[tokens]
	);
	return tokens;
}

/** A whole form, at random. */
function filled(): [string, string][] {
	const any = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)]!;
	const scale = (name: string) => any(pupils.scales[name]!.options).code;
	const answersOf = (item: Item): [string, string][] => {
		switch (item.kind) {
			case 'scale':
				return [[item.code, scale(item.scale)]];
			case 'single':
				return [[item.code, any(item.options).code]];
			case 'several':
				return [[item.code, any(item.options).code]];
			case 'number':
				return [[item.code, String(item.min)]];
			case 'matrix':
				return item.rows.map(({ code }) => [`${item.code}.${code}`, scale(item.scale)]);
			case 'text':
				return [[item.code, 'Больше кружков после уроков']];
		}
	};
	return itemsOf(pupils).flatMap(answersOf);
}

function valueOf(html: string, name: string): string {
	const found = new RegExp(`name="${name}" value="([^"]+)"`).exec(html);
	if (!found) throw new Error(`The form has no ${name}`);
	return found[1]!;
}

async function timed(url: string, init: RequestInit): Promise<[Response, number]> {
	const begin = performance.now();
	const answer = await fetch(url, init);
	return [answer, performance.now() - begin];
}

function spread(name: string, times: number[]): Row[] {
	times.sort((a, b) => a - b);
	const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!;
	const row = { min: times[0]!, max: times.at(-1)!, unit: 'ms' };
	return [
		{ ...row, name, median: at(0.5) },
		{ ...row, name: `${name}, p95`, median: at(0.95) }
	];
}

function figure(name: string, value: number, unit: string): Row {
	return { name, median: value, min: value, max: value, unit };
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
