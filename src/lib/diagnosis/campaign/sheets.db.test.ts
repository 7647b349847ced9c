import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openLink, sendAnswers, tryCode } from './answering.ts';
import { beginCampaign, decideHeld, openCampaign, saveExpected } from './campaign.ts';
import { drawMark, leastSeconds, mostOfAddress } from './gate.ts';
import { enterPaper, makeCodes, openCodes, openPaper } from './papers.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
let schoolCoordinator: Actor;
let methodist: Actor;
beforeAll(async () => {
	world = openWorld();
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
	methodist = await world.actor(place, 'methodist');
	schoolCoordinator = await world.actor(school, 'school-coordinator');
});
afterAll(() => world.close());

const begin = (change: Partial<Parameters<typeof beginCampaign>[2]> = {}) =>
	beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn: '2099-12-31',
		schools: [school],
		audiences: ['pupils'],
		...change
	});
const linkOf = async (id: string) => (await openCampaign(coordinator, id)).links[0]!;
const filled = (fields: Record<string, string> = {}) => {
	const form = new FormData();
	const all = { sheet: randomUUID(), explains: 'often', ...fields };
	for (const [name, value] of Object.entries(all)) form.append(name, value);
	return form;
};
const close = (id: string) =>
	sql`update opora.campaign set closes_on = '2020-01-02' where id = ${id}`.execute(world.admin);
const statesOf = async (linkId: string) =>
	(
		await sql<{ state: string; n: number }>`
			select state, count(*)::integer as n from survey.sheet where link_id = ${linkId}
			group by state order by state`.execute(world.admin)
	).rows;

describe('sheets beyond the expected', () => {
	async function flooded(expected: number, sheets: number): Promise<{ id: string; link: string }> {
		const id = await begin();
		const { id: link, token } = await linkOf(id);
		await saveExpected(coordinator, id, { [link]: String(expected) });
		for (let turn = 0; turn < sheets; turn++)
			expect((await sendAnswers(token, filled())).done).toBe('kept');
		return { id, link };
	}

	it('are held above one and a half times, and counted or refused by the coordinator', async () => {
		const { id, link } = await flooded(6, 12);
		expect(await linkOf(id)).toMatchObject({ sheets: 9, held: 3 });
		await expect(decideHeld(schoolCoordinator, id, link, true)).rejects.toThrow('error_forbidden');
		expect(await decideHeld(coordinator, id, link, true)).toBe(3);
		expect(await linkOf(id)).toMatchObject({ sheets: 12, held: 0 });
		const second = await flooded(4, 8);
		expect(await decideHeld(coordinator, second.id, second.link, false)).toBe(2);
		expect(await statesOf(second.link)).toEqual([
			{ state: 'counted', n: 6 },
			{ state: 'refused', n: 2 }
		]);
	});

	it('are no longer counted one by one when the campaign is over', async () => {
		const { id, link } = await flooded(4, 10);
		await close(id);
		await expect(decideHeld(coordinator, id, link, true)).rejects.toThrow(
			'campaign_error_held_few'
		);
		expect(await statesOf(link)).toEqual([
			{ state: 'counted', n: 6 },
			{ state: 'held', n: 4 }
		]);
		const more = await flooded(4, 11);
		await close(more.id);
		expect(await decideHeld(coordinator, more.id, more.link, true)).toBe(5);
	});
});

describe('a sender', () => {
	it('is asked to wait or to send again; nothing of his answers is lost', async () => {
		const { token } = await linkOf(await begin());
		const { sheet, mark } = await openLink(token, 's', 0);
		const sender = (now: number) => ({ address: '192.0.2.9', secret: 's', now });
		const send = (now: number, fields = {}) =>
			sendAnswers(token, filled({ sheet, mark, ...fields }), sender(now));
		expect(await send(1000)).toMatchObject({ done: 'soon', answers: { explains: 'often' } });
		expect((await send(9000, { mark: drawMark('t', token, sheet, 0) })).done).toBe('stale');
		expect((await send(leastSeconds * 1000)).done).toBe('kept');
	});

	it('may be a whole class behind one address; a flood from it waits for the next minute', async () => {
		const { token } = await linkOf(await begin());
		const send = async (now: number, fields = {}) => {
			const { sheet, mark } = await openLink(token, 's', now - leastSeconds * 1000);
			const sender = { address: '192.0.2.30', secret: 's', now };
			return (await sendAnswers(token, filled({ sheet, mark, ...fields }), sender)).done;
		};
		const minute = 60_000 * 1_000_000;
		const times = (count: number) => Array.from({ length: count });
		const first = await Promise.all(times(30).map(() => send(minute)));
		expect(new Set(first)).toEqual(new Set(['kept']));
		const flood = await Promise.all(times(mostOfAddress).map(() => send(minute + 1)));
		expect(flood.filter((done) => done === 'many')).toHaveLength(30);
		expect(await send(minute + 60_000)).toBe('kept');
	});
});

describe('one-time codes', () => {
	it('open the form once; a sheet sent again by its code is kept once', async () => {
		const id = await begin({ codes: true });
		const { id: link, token } = await linkOf(id);
		const made = await makeCodes(schoolCoordinator, '', id, link, { count: '3', anew: false });
		expect(new Set(made.codes).size).toBe(3);
		expect((await openCodes(coordinator, id, link)).link.freeCodes).toBe(3);
		const [code, other, third] = made.codes as [string, string, string];
		const sender = { address: '127.0.0.1', secret: '', now: 0 };

		expect((await sendAnswers(token, filled())).done).toBe('wrong');
		expect((await sendAnswers(token, filled({ code: 'aaaa-aaaa' }))).done).toBe('wrong');
		expect(await tryCode(token, code.toUpperCase(), sender)).toBe('free');
		const sheet = randomUUID();
		for (let turn = 0; turn < 2; turn++)
			expect((await sendAnswers(token, filled({ sheet, code }))).done).toBe('kept');
		expect((await sendAnswers(token, filled({ code }))).done).toBe('used');
		expect(await tryCode(token, code, sender)).toBe('used');
		// two forms by one code at the same moment: one is kept
		const both = await Promise.all([1, 2].map(() => sendAnswers(token, filled({ code: other }))));
		expect(both.map(({ done }) => done).sort()).toEqual(['kept', 'used']);
		expect(await statesOf(link)).toEqual([{ state: 'counted', n: 2 }]);

		// new slips instead of those that nobody used
		await makeCodes(coordinator, '', id, link, { count: '5', anew: true });
		expect(await tryCode(token, third, sender)).toBe('wrong');
		const states = Object.values(
			(
				await sql<object>`select cardinality(free) as free, cardinality(used) as used
					from survey.code_set where link_id = ${link}`.execute(world.admin)
			).rows[0]!
		);
		expect(states).toEqual([5, 2]);
		// how many are left would tell that two answered
		expect((await linkOf(id)).freeCodes).toBeNull();
		const more = await makeCodes(coordinator, '', id, link, { count: '3', anew: false });
		expect(more.link.freeCodes).toBeNull();
		for (const one of more.codes) await sendAnswers(token, filled({ code: one }));
		expect((await linkOf(id)).freeCodes).toBe(5);
	});

	it('are hashed, in the order of their hashes, and say nothing of sheets or time', async () => {
		const id = await begin({ codes: true });
		const { id: link, token } = await linkOf(id);
		const { codes } = await makeCodes(coordinator, '', id, link, { count: '20', anew: false });
		for (const code of codes.slice(0, 9)) await sendAnswers(token, filled({ code }));
		const { rows } = await sql<{ free: Buffer[]; used: Buffer[] }>`
			select * from survey.code_set where link_id = ${link}`.execute(world.admin);
		expect(Object.keys(rows[0]!)).toEqual(['link_id', 'free', 'used']);
		const { free, used } = rows[0]!;
		for (const hashes of [free, used]) {
			const texts = hashes.map((hash) => hash.toString('hex'));
			expect(texts).toEqual(texts.toSorted());
		}
		expect([free.length, used.length]).toEqual([11, 9]);
		const { rows: sheets } = await sql`
			select from survey.sheet s, survey.code_set c where s.link_id = c.link_id
			and s.id::text = any (select encode(h, 'hex') from unnest(c.used) h)`.execute(world.admin);
		expect(sheets).toEqual([]);
	});

	it('are made by whoever works with papers of the school, for a campaign that opens by codes', async () => {
		const id = await begin({ codes: true });
		const link = (await linkOf(id)).id;
		const make = (actor: Actor, campaign: string, of: string, count = '1') =>
			makeCodes(actor, '', campaign, of, { count, anew: false });
		await expect(make(methodist, id, link)).rejects.toThrow('not_found');
		await expect(make(coordinator, id, link, '501')).rejects.toMatchObject({
			fields: { count: 'campaign_error_codes' }
		});
		const plain = await begin();
		await expect(make(coordinator, plain, (await linkOf(plain)).id)).rejects.toThrow('not_found');
		await close(id);
		await expect(make(coordinator, id, link)).rejects.toThrow('campaign_error_closed');
	});
});

describe('paper forms', () => {
	it('are entered by the school and marked; one sent twice is kept once', async () => {
		const id = await begin({ codes: true });
		const link = (await linkOf(id)).id;
		const { sheet, instrument } = await openPaper(schoolCoordinator, id, link);
		expect(instrument.id).toBe('pupils');
		for (let turn = 0; turn < 2; turn++)
			expect((await enterPaper(schoolCoordinator, id, link, filled({ sheet }))).done).toBe('kept');
		for (let turn = 0; turn < 5; turn++) await enterPaper(coordinator, id, link, filled());
		expect(await linkOf(id)).toMatchObject({ sheets: 6, paper: 6 });
		expect((await enterPaper(coordinator, id, link, filled({ explains: 'x' }))).done).toBe('mend');
		expect((await enterPaper(coordinator, id, link, new FormData())).done).toBe('empty');
		await expect(enterPaper(methodist, id, link, filled())).rejects.toThrow('not_found');
		const rival = await world.actor(await world.organisation(place), 'school-coordinator');
		await expect(openPaper(rival, id, link)).rejects.toThrow('not_found');
		await close(id);
		expect((await enterPaper(coordinator, id, link, filled())).done).toBe('closed');
	});
});

describe('counts', () => {
	it('of people who answer unnamed are not told below five', async () => {
		const id = await begin({ audiences: ['pupils', 'head'] });
		const links = async () => (await openCampaign(coordinator, id)).links;
		const [head, pupils] = await links();
		await sendAnswers(head!.token, filled({ textbooks: 'fully' }));
		const told: (number | null)[] = [pupils!.sheets];
		for (let turn = 0; turn < 5; turn++) {
			await sendAnswers(pupils!.token, filled());
			told.push((await links())[1]!.sheets);
		}
		expect(told).toEqual([0, null, null, null, null, 5]);
		expect((await links())[0]!.sheets).toBe(1);
	});
});

describe('the database', () => {
	it('gives pages no way to a sheet or a code but by its functions', async () => {
		for (const statement of [
			sql`select * from survey.code_set`,
			sql`select * from survey.sheets(${randomUUID()}, ${randomUUID()})`,
			sql`select opora.link_for(${randomUUID()}, 'diagnosis.enter')`,
			sql`select * from opora.links_seen(${randomUUID()})`,
			sql`select survey.sorted('{}')`,
			sql`copy survey.sheet to stdout`
		])
			await expect(world.as(coordinator.personId, (db) => statement.execute(db))).rejects.toThrow(
				/permission denied/
			);
	});

	it('holds nothing in survey that tells who, where or when', async () => {
		const { rows } = await sql<{ name: string; type: string }>`
			select c.relname || '.' || attname as name, format_type(atttypid, atttypmod) as type
			from pg_attribute a join pg_class c on c.oid = a.attrelid
			where c.relnamespace = 'survey'::regnamespace and c.relkind = 'r' and attnum > 0
				and not attisdropped order by 1`.execute(world.admin);
		expect(rows.map(({ name, type }) => `${name} ${type}`)).toEqual([
			'code_set.free bytea[]',
			'code_set.link_id uuid',
			'code_set.used bytea[]',
			'sheet.answers jsonb',
			'sheet.filled_on date',
			'sheet.from_paper boolean',
			'sheet.id uuid',
			'sheet.link_id uuid',
			'sheet.state text'
		]);
	});

	it('writes no history of sheets, codes and decisions', async () => {
		const id = await begin({ codes: true });
		const { id: link, token } = await linkOf(id);
		const written = async () =>
			(
				await sql<{ n: number }>`select count(*)::integer as n from opora.audit`.execute(
					world.admin
				)
			).rows[0]!.n;
		const before = await written();
		const { codes } = await makeCodes(coordinator, '', id, link, { count: '1', anew: false });
		await sendAnswers(token, filled({ code: codes[0]! }));
		await enterPaper(coordinator, id, link, filled());
		await decideHeld(coordinator, id, link, false);
		expect(await written()).toBe(before);
	});
});
