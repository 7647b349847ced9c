import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../people/access.ts';
import { watchQueries } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { makeDistrict } from '../results/lists/lists.testing.ts';
import { recordOrder } from '../results/lists/lists.ts';
import type { Line, LineSection } from './model.ts';
import {
	approveYear,
	beginProgramme,
	beginYear,
	openHistory,
	openPaper,
	openProgramme,
	openProgrammes,
	openYear,
	saveProgrammePart,
	saveYearPart
} from './programme.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

/** A district with two schools and a programme of 2026–2028 that its coordinator began. */
async function begun() {
	const district = await makeDistrict(world, [{}, {}]);
	const { coordinator, place } = district;
	const { id } = await beginProgramme(coordinator, {
		...{ place, form: '004', title: 'Поддержка школ', from: '' },
		...{ firstYear: '2026', lastYear: '2028' }
	});
	const lines = async (section: LineSection, year = 2026): Promise<Line[]> => {
		const page = await openYear(coordinator, id, year);
		return [...page.content.written.lines, ...page.deficits].filter(
			(line) => line.section === section
		);
	};
	return { ...district, id, at: { id, year: 2026 }, lines };
}

/** What a form of one row sends: what it showed, and what was typed over it. */
function typed(
	line: Line,
	change: Partial<Record<'keep' | 'text' | 'term' | 'source', string>>,
	shown: Partial<Record<'keep' | 'text' | 'term' | 'source', string>> = {}
) {
	const stored = {
		keep: line.kept ? '1' : '',
		text: line.text,
		term: line.term,
		source: line.source
	};
	const fields = Object.keys(change) as (keyof typeof stored)[];
	return {
		base: Object.fromEntries(
			fields.map((name) => [`${line.id}.${name}`, shown[name] ?? stored[name]])
		),
		mine: Object.fromEntries(fields.map((name) => [`${line.id}.${name}`, change[name]!])),
		added: null
	};
}

const nothing = { base: {}, mine: {}, added: null };

async function approve(actor: Actor, at: { id: string; year: number }, number = '12') {
	const { mark } = await openYear(actor, at.id, at.year);
	return approveYear(actor, at, {
		...{ orderNumber: number, orderDate: '2026-02-02', orderIssuer: 'управления образования' },
		mark
	});
}

describe('a programme', () => {
	it('begins with every row of the form kept, in its order', async () => {
		const { lines, coordinator, id } = await begun();
		const plan = await lines('plan');
		expect(plan).toHaveLength(9);
		expect(plan[0]!.text).toContain('Установочное муниципальное совещание');
		expect(plan.every(({ kept }) => kept)).toBe(true);
		expect(await lines('coordinators')).toHaveLength(21);
		expect((await lines('coordinators'))[7]!.term).toBe('не реже 1 раза в неделю');
		const page = await openProgramme(coordinator, id);
		expect(page.tasks).toHaveLength(10);
		expect(page.programme.purpose).toContain('адресной методической помощи');
		expect(page.years).toEqual([{ year: 2026, version: null }]);
	});

	it('shows a plan by no more than 12 statements', async () => {
		const { coordinator, id } = await begun();
		await approve(coordinator, { id, year: 2026 });
		const asked: string[] = [];
		watchQueries((text) => asked.push(text));
		try {
			await openYear(coordinator, id, 2026);
		} finally {
			watchQueries(null);
		}
		expect(asked.filter((text) => text !== 'commit').length).toBeLessThanOrEqual(12);
	});

	it('drops a row, changes words, sets a term, and adds a row of its own once', async () => {
		const { coordinator, at, lines } = await begun();
		const [first, second] = (await lines('plan')) as [Line, Line];
		await saveYearPart(coordinator, at, 'plan', typed(first, { keep: '', term: 'сентябрь' }));
		await saveYearPart(coordinator, at, 'plan', typed(second, { text: 'Вебинар' }));
		const added = {
			...nothing,
			added: { id: crypto.randomUUID(), values: { text: 'Своё', term: 'май' } }
		};
		await saveYearPart(coordinator, at, 'plan', added);
		await saveYearPart(coordinator, at, 'plan', added);
		const after = await lines('plan');
		expect(after).toHaveLength(10);
		expect(after[0]).toMatchObject({ kept: false, term: 'сентябрь' });
		expect(after[1]).toMatchObject({ kept: true, text: 'Вебинар' });
		expect(after[9]).toMatchObject({ key: null, kept: true, text: 'Своё', term: 'май' });
	});

	it('keeps both of two changes, and shows both versions of one field', async () => {
		const { coordinator, at, place, lines } = await begun();
		const other = await world.actor(place, 'municipal-coordinator');
		const [line] = (await lines('plan')) as [Line];
		await saveYearPart(other, at, 'plan', typed(line, { term: 'март' }));
		await saveYearPart(coordinator, at, 'plan', typed(line, { text: 'Совещание' }));
		expect((await lines('plan'))[0]).toMatchObject({ term: 'март', text: 'Совещание' });
		const refused = await saveYearPart(
			coordinator,
			at,
			'plan',
			typed(line, { term: 'апрель' })
		).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(Conflict);
		expect((refused as Conflict).stored).toMatchObject({
			fields: [`${line.id}.term`],
			by: 'Ясенева В.'
		});
		expect((await lines('plan'))[0]!.term).toBe('март');
	});

	it('refuses what is wrong with its field, and saves nothing of it', async () => {
		const { coordinator, at, id, lines } = await begun();
		const [line] = (await lines('support')) as [Line];
		await expect(
			saveYearPart(coordinator, at, 'support', typed(line, { text: '' }))
		).rejects.toMatchObject({ fields: { [`${line.id}.text`]: 'programme_wrong_text' } });
		await expect(
			saveProgrammePart(coordinator, id, 'passport', {
				...nothing,
				base: { lastYear: '2028' },
				mine: { lastYear: '2025' }
			})
		).rejects.toMatchObject({ fields: { lastYear: 'programme_wrong_years' } });
		await expect(
			saveYearPart(coordinator, at, 'settings', {
				...nothing,
				base: { roadmap: '' },
				mine: { roadmap: crypto.randomUUID() }
			})
		).rejects.toMatchObject({ fields: { roadmap: 'programme_wrong_choice' } });
		await expect(
			saveProgrammePart(coordinator, id, 'targets', {
				...nothing,
				added: { id: crypto.randomUUID(), values: { indicator: 'Доля', target2026: 'много' } }
			})
		).rejects.toMatchObject({ fields: { 'new.target2026': 'programme_wrong_number' } });
		expect((await openProgramme(coordinator, id)).targets).toEqual([]);
	});

	it('holds no more rows of its own than it tells', async () => {
		const { coordinator, at } = await begun();
		const add = (n: number) =>
			saveYearPart(coordinator, at, 'support', {
				...nothing,
				added: { id: crypto.randomUUID(), values: { text: `Строка ${n}` } }
			});
		for (let n = 1; n <= 40; n += 1) await add(n);
		await expect(add(41)).rejects.toThrow(Invalid);
	});

	it('keeps target values by year, groups and orders, and takes rows out', async () => {
		const { coordinator, id, place } = await begun();
		const add = (part: 'targets' | 'council' | 'orders', values: Record<string, string>) =>
			saveProgrammePart(coordinator, id, part, {
				...nothing,
				added: { id: crypto.randomUUID(), values }
			});
		await add('targets', {
			...{ indicator: 'Школы в списке', unit: 'ед.', baseline: '4', measured: 'low-results' },
			...{ target2026: '3', target2027: '2,5' }
		});
		const person = await world.person(place);
		await add('council', { role: 'председатель', person });
		await add('orders', { kind: 'council', number: '7', dated: '2026-01-20' });
		await expect(
			add('council', { role: 'член', person: await world.person(await world.organisation(null)) })
		).rejects.toMatchObject({ fields: { 'new.person': 'programme_wrong_choice' } });
		const page = await openProgramme(coordinator, id);
		expect(page.targets[0]).toMatchObject({
			...{ indicator: 'Школы в списке', baseline: 4, measured: 'low-results' },
			values: [
				{ year: 2026, target: 3, fact: null, factSource: '' },
				{ year: 2027, target: 2.5, fact: null, factSource: '' }
			]
		});
		expect(page.members).toMatchObject([
			{ body: 'council', role: 'председатель', name: 'Ясенева Вера' }
		]);
		expect(page.orders).toMatchObject([{ number: '7', dated: '2026-01-20' }]);
		const [member] = page.members;
		await saveProgrammePart(coordinator, id, 'council', {
			...nothing,
			base: { [`${member!.id}.remove`]: '' },
			mine: { [`${member!.id}.remove`]: '1' }
		});
		expect((await openProgramme(coordinator, id)).members).toEqual([]);
		const { history } = await openHistory(coordinator, id);
		expect(history.changes[0]).toMatchObject({ table: 'programme_member', action: 'update' });
		expect(history.changes[0]!.fields[0]).toMatchObject({ name: 'row', after: 'Ясенева Вера' });
	});

	it('names the schools of the year’s lists with whom to call, and counts them as a fact', async () => {
		const { coordinator, at, place, schools, id } = await begun();
		const [low, risky] = schools as [string, string];
		const listed = { year: 2026, number: '142', dated: '2026-09-14', issuer: 'управление' };
		await recordOrder(coordinator, place, {
			...listed,
			kind: 'low-results',
			entries: [{ schoolId: low, basis: '' }]
		});
		await recordOrder(coordinator, place, {
			...listed,
			kind: 'at-risk',
			entries: [{ schoolId: risky, basis: 'смена трёх учителей' }]
		});
		const person = await world.person(low, 'school-coordinator');
		await world.commit(coordinator.personId, (db) =>
			db.updateTable('person').set({ phone: '2-15-40' }).where('id', '=', person).execute()
		);
		const page = await openYear(coordinator, at.id, 2026);
		expect(page.schools!.listed).toMatchObject([
			{ schoolId: low, person: 'Ясенева Вера', phone: '2-15-40' }
		]);
		expect(page.schools!.risky).toMatchObject([{ schoolId: risky, basis: 'смена трёх учителей' }]);
		await saveProgrammePart(coordinator, id, 'targets', {
			...nothing,
			added: {
				id: crypto.randomUUID(),
				values: { indicator: 'Школы в списке', measured: 'low-results' }
			}
		});
		expect((await openProgramme(coordinator, id)).facts).toEqual({ 'low-results': { 2026: 1 } });
	});

	it('copies last year’s plan with its years moved, and is begun once', async () => {
		const { coordinator, at, id, lines } = await begun();
		const [first, second] = (await lines('plan')) as [Line, Line];
		await saveYearPart(coordinator, at, 'plan', typed(first, { term: 'до 15 октября 2026 года' }));
		await saveYearPart(coordinator, at, 'plan', typed(second, { keep: '' }));
		await beginYear(coordinator, id, { year: 2027, copy: true });
		await beginYear(coordinator, id, { year: 2027, copy: false });
		const copied = await lines('plan', 2027);
		expect(copied).toHaveLength(9);
		expect(copied[0]!.term).toBe('до 15 октября 2027 года');
		expect(copied[1]!.kept).toBe(false);
		await expect(beginYear(coordinator, id, { year: 2029, copy: true })).rejects.toThrow(Invalid);
		const next = await beginProgramme(coordinator, {
			...{ place: (await openProgramme(coordinator, id)).programme.place.id, form: '004' },
			...{ title: 'Следующая', from: id, firstYear: '2029', lastYear: '2029' }
		});
		const page = await openYear(coordinator, next.id, 2029);
		expect(page.content.written.lines.find(({ section }) => section === 'plan')!.term).toBe(
			'до 15 октября 2029 года'
		);
	});
});

describe('an approved plan', () => {
	it('never changes; a change makes the next version, of what was seen alone', async () => {
		const { coordinator, at, lines } = await begun();
		const [line] = (await lines('plan')) as [Line];
		expect(await approve(coordinator, at)).toEqual({ number: 1 });
		await expect(approve(coordinator, at)).rejects.toMatchObject({ code: 'programme_nothing_new' });
		const seen = await openYear(coordinator, at.id, at.year);
		expect(seen.changed).toEqual([]);
		await saveYearPart(coordinator, at, 'plan', typed(line, { keep: '', text: 'Иначе' }));
		const now = await openYear(coordinator, at.id, at.year);
		expect(now.changed).toEqual(['plan']);
		const stale = approveYear(coordinator, at, {
			...{ orderNumber: '13', orderDate: '2026-03-02', orderIssuer: 'управления' },
			mark: seen.mark
		});
		await expect(stale).rejects.toMatchObject({ code: 'programme_stale' });
		const first = await openPaper(coordinator, at.id, at.year, 1);
		const texts = first.content.written.lines.map(({ text }) => text);
		expect(texts).toContain(line.text);
		expect(texts).not.toContain('Иначе');
		expect(await approve(coordinator, at, '13')).toEqual({ number: 2 });
		expect(
			(await openYear(coordinator, at.id, at.year)).versions.map(({ number }) => number)
		).toEqual([2, 1]);
		await expect(
			world.commit(coordinator.personId, (db) =>
				db.updateTable('programme_version').set({ order_number: '0' }).execute()
			)
		).rejects.toThrow(/permission denied/);
	});

	it('needs an order of today or earlier', async () => {
		const { coordinator, at } = await begun();
		const { mark } = await openYear(coordinator, at.id, at.year);
		const order = { orderNumber: '', orderDate: '2199-01-01', orderIssuer: 'управления', mark };
		await expect(approveYear(coordinator, at, order)).rejects.toMatchObject({
			fields: { orderNumber: 'programme_wrong_order_number' }
		});
		await expect(
			approveYear(coordinator, at, { ...order, orderNumber: '1' })
		).rejects.toMatchObject({ fields: { orderDate: 'programme_wrong_order_date' } });
	});
});

describe('rights', () => {
	it('shows another municipality nothing, by its doors and by its rows', async () => {
		const { id, at, lines } = await begun();
		await lines('plan');
		const foreign = (await begun()).coordinator;
		await expect(openProgramme(foreign, id)).rejects.toThrow(NotFound);
		await expect(openYear(foreign, id, 2026)).rejects.toThrow(NotFound);
		await expect(saveYearPart(foreign, at, 'plan', nothing)).rejects.toThrow(NotFound);
		const seen = await openProgrammes(foreign, 1);
		expect(seen.programmes.map((one) => one.id)).not.toContain(id);
		await world.as(foreign.personId, async (db) => {
			for (const table of ['programme_year', 'programme_target', 'programme_member'] as const) {
				const { rows } = await sql`select 1 from ${sql.table(table)}
					where programme_id = ${id}`.execute(db);
				expect(rows, table).toEqual([]);
			}
		});
	});

	it('lets a school read without what is said of its neighbours, and change nothing', async () => {
		const { coordinator, id, at, place, schools, lines } = await begun();
		const [deficit] = (await lines('deficits')) as [Line];
		const source = 'Школа 1, Школа 2';
		await saveYearPart(coordinator, at, 'deficits', typed(deficit, { source }));
		await recordOrder(coordinator, place, {
			...{ year: 2026, number: '142', dated: '2026-09-14', issuer: 'управление' },
			kind: 'low-results',
			entries: schools.map((schoolId) => ({ schoolId, basis: '' }))
		});
		await approve(coordinator, at);
		const whole = await openYear(coordinator, id, 2026, 1);
		expect(whole.schools!.listed).toHaveLength(2);
		expect(whole.schools!.deficits[deficit.key!]).toEqual(['Школа 1', 'Школа 2']);
		const school = await world.actor(schools[0]!, 'school-coordinator');
		const page = await openYear(school, id, 2026);
		expect(page.may).toEqual({ edit: false, history: false, schools: false });
		expect(page.schools!.listed.map(({ schoolId }) => schoolId)).toEqual([schools[0]]);
		expect(page.deficits).toEqual([]);
		expect((await openYear(school, id, 2026, 1)).schools).toBeNull();
		await expect(saveYearPart(school, at, 'plan', nothing)).rejects.toThrow(Forbidden);
		await expect(approve(school, at)).rejects.toThrow(Forbidden);
		await world.as(school.personId, async (db) => {
			const changed = await sql`update programme_line set text = 'x'`.execute(db);
			expect(changed.numAffectedRows).toBe(0n);
			const { rows } = await sql`select 1 from programme_version_schools`.execute(db);
			expect(rows).toEqual([]);
		});
	});
});
