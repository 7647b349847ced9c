import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { provideRuntime } from '../../platform/runtime.ts';
import { readSettings } from '../../platform/settings.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { addProcedure, readCatalogue } from '../catalogue/catalogue.ts';
import {
	applyImport,
	dropImport,
	listImports,
	mapColumns,
	openImport,
	openMended,
	openOriginal,
	readAgain,
	startImport,
	tellSchools,
	undoImport,
	type ImportView
} from './import.ts';

let world: World;
let data: string;
let place: string;
let schools: string[];
let coordinator: Actor;

const head = 'Код ОО;Школа;Год;Процедура;Участников;Не преодолели порог\n';
const asked = { page: 1, kind: null, head: null };

beforeAll(() => {
	world = openWorld();
	data = mkdtempSync(join(tmpdir(), 'opora-import-'));
	provideRuntime({
		settings: readSettings({ OPORA_DATA: data }),
		connections: { app: '', auth: '', jobs: '', admin: '', tookOver: false, stop: async () => {} }
	});
});
afterAll(async () => {
	rmSync(data, { recursive: true });
	await world.close();
});
beforeEach(async () => {
	place = await world.organisation(await world.organisation(null), 'municipality');
	schools = [await world.organisation(place), await world.organisation(place)];
	for (const [at, name] of ['Песчанская СОШ', 'Ольховская ООШ'].entries())
		await world.admin
			.updateTable('organisation')
			.set({ name, short_name: name, code: String(101 + at) })
			.where('id', '=', schools[at]!)
			.execute();
	coordinator = await world.actor(place, 'municipal-coordinator');
});

/** Waits until a file is read. */
async function read(content: string | Uint8Array, actor = coordinator): Promise<ImportView> {
	const bytes = typeof content === 'string' ? Buffer.from(content) : content;
	const { id } = await startImport(actor, {
		...{ placeId: place, name: 'итоги.csv', announced: bytes.length },
		body: new Blob([new Uint8Array(bytes)]).stream()
	});
	return whenRead(id, actor);
}

async function whenRead(id: string, actor = coordinator): Promise<ImportView> {
	for (;;) {
		const view = await openImport(actor, id, asked);
		if (view.state !== 'waiting' && view.state !== 'reading') return view;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function apply({ id, added, changed }: ImportView): Promise<ImportView> {
	await applyImport(coordinator, id, { added, changed });
	return openImport(coordinator, id, asked);
}

async function results(): Promise<string[]> {
	const rows = await world.admin
		.selectFrom('result')
		.selectAll()
		.where('school_id', 'in', schools)
		.execute();
	const told = rows.map((row) => {
		const school = schools.indexOf(row.school_id) + 1;
		return `${school} ${row.year} ${row.procedure} ${row.low}/${row.participants}`;
	});
	return told.sort();
}

describe('an import of results', () => {
	it('shows what it would write, writes all of it, and nothing before', async () => {
		const ready = await read(
			`${head}101;;2025;ОГЭ, математика;10;3\n;Ольховская ООШ;2025;ege-rus;6;2\n`.replace(
				';;2025',
				';Песчанская СОШ;2025'
			)
		);
		// the second row has no code
		expect(ready.state).toBe('faulty');
		expect(ready.problems).toMatchObject([{ row: 3, column: 'Школа' }]);
		const mended = await read(
			`${head}101;Песчанская СОШ;2025;ОГЭ, математика;10;3\n102;;2025;ege-rus;6;2\n`
		);
		expect(mended).toMatchObject({ state: 'ready', added: 2, changed: 0, same: 0 });
		expect(mended.compared?.rows.map(({ name, low }) => [name, low])).toEqual([
			['ОГЭ, математика', 3],
			['ЕГЭ, русский язык', 2]
		]);
		expect(await results()).toEqual([]);
		expect(await apply(mended)).toMatchObject({ state: 'applied', added: 2, may: { undo: true } });
		expect(await results()).toEqual(['1 2025 oge-math 3/10', '2 2025 ege-rus 2/6']);
	});

	it('changes nothing the second time and says so', async () => {
		const content = `${head}101;;2025;ОГЭ, математика;10;3\n`;
		const first = await apply(await read(content));
		const second = await read(content);
		expect(second).toMatchObject({
			...{ state: 'ready', added: 0, changed: 0, same: 1 },
			sameFile: { id: first.id, fileName: 'итоги.csv' }
		});
	});

	it('replaces what a corrected file says otherwise, and an undo brings it back', async () => {
		const first = await apply(
			await read(`${head}101;;2025;ОГЭ, математика;10;3\n102;;2025;ОГЭ, математика;8;1\n`)
		);
		const corrected = await read(
			`${head}101;;2025;ОГЭ, математика;10;4\n102;;2025;ОГЭ, математика;8;1\n102;;2025;ОГЭ, русский язык;8;0\n`
		);
		expect(corrected).toMatchObject({ added: 1, changed: 1, same: 1 });
		expect(corrected.compared).toMatchObject({
			kind: 'changed',
			rows: [{ wasLow: 3, wasParticipants: 10, low: 4, wasFile: 'итоги.csv' }]
		});
		const second = await apply(corrected);
		expect(await results()).toContain('1 2025 oge-math 4/10');
		// the first wrote what the second changed
		await expect(undoImport(coordinator, first.id)).rejects.toThrow(Conflict);
		const view = await openImport(coordinator, first.id, asked);
		expect(view).toMatchObject({ may: { undo: false }, later: [{ id: second.id, results: 1 }] });
		await undoImport(coordinator, second.id);
		expect(await results()).toEqual(['1 2025 oge-math 3/10', '2 2025 oge-math 1/8']);
		await undoImport(coordinator, first.id);
		expect(await results()).toEqual([]);
		expect((await openImport(coordinator, first.id, asked)).state).toBe('undone');
	});

	it('keeps a result as long as any import in force said it', async () => {
		const row = (low: number): string => `${head}101;;2025;ОГЭ, математика;10;${low}\n`;
		const first = await apply(await read(row(3)));
		const repeated = await apply(await read(`${row(3)}102;;2025;ОГЭ, математика;8;1\n`));
		expect(repeated).toMatchObject({ added: 1, same: 1 });
		await undoImport(coordinator, first.id);
		expect(await results()).toEqual(['1 2025 oge-math 3/10', '2 2025 oge-math 1/8']);
		expect((await openImport(coordinator, first.id, asked)).passedOn).toBe(1);
		// the heir is corrected like its own results, and so is the correction
		const corrected = await apply(await read(row(4)));
		await expect(undoImport(coordinator, repeated.id)).rejects.toThrow(Conflict);
		const again = await apply(await read(row(4)));
		await undoImport(coordinator, corrected.id);
		expect(await results()).toContain('1 2025 oge-math 4/10');
		await undoImport(coordinator, again.id);
		expect(await results()).toContain('1 2025 oge-math 3/10');
		await undoImport(coordinator, repeated.id);
		expect(await results()).toEqual([]);
	});

	it('does not take an earlier word for one that repeats', async () => {
		const row = (low: number): string => `${head}101;;2025;ОГЭ, математика;10;${low}\n`;
		await apply(await read(row(3)));
		await apply(await read(row(3)));
		await apply(await read(row(4)));
		const back = await apply(await read(row(3)));
		await undoImport(coordinator, back.id);
		expect(await results()).toEqual(['1 2025 oge-math 4/10']);
	});

	it('writes nothing where others changed the same since the preview', async () => {
		const one = await read(`${head}101;;2025;ОГЭ, математика;10;3\n`);
		const other = await read(`${head}101;;2025;ОГЭ, математика;10;5\n`);
		await apply(one);
		await expect(apply(other)).rejects.toThrow('results_changed_meanwhile');
		expect(await results()).toEqual(['1 2025 oge-math 3/10']);
		const again = await openImport(coordinator, other.id, asked);
		expect(again).toMatchObject({ state: 'ready', added: 0, changed: 1 });
		await apply(again);
		expect(await results()).toEqual(['1 2025 oge-math 5/10']);
	});

	it('tells every error with its place, and gives the table back with them', async () => {
		const content = Buffer.from(
			`${head}101;;2025;ОГЭ, математика;10;11\n101;;45658;ОГЭ, математика;десять;1\n101;;2025;Пение;5;1\n`
		);
		const faulty = await read(content);
		expect(faulty.problems.map(({ row, column }) => [row, column])).toEqual([
			[2, ''],
			[3, 'Год'],
			[3, 'Участников'],
			[4, 'Процедура']
		]);
		expect(faulty.problems[1]!.text).toContain('это дата');
		expect(faulty.unknown).toEqual([{ name: 'Пение', year: 2025 }]);
		const { name, body } = await openMended(coordinator, faulty.id);
		const mended = (await text(body)).replace(/^\ufeff/, '').split('\r\n');
		expect(name).toBe('итоги – ошибки.csv');
		expect(mended[0]).toBe(`Ошибка;${head.trim()}`);
		expect(mended[1]).toMatch(/^Не преодолевших \(11\) больше.*;101;;2025;ОГЭ, математика;10;11$/);
		// mended, it is read with its column of errors
		const good = mended
			.join('\n')
			.replaceAll(';10;11', ';10;1')
			.replaceAll('45658', '2024')
			.replaceAll('десять', '10')
			.replaceAll('Пение', 'ОГЭ, русский язык');
		expect(await read(good)).toMatchObject({ state: 'ready', added: 3 });
		expect(await results()).toEqual([]);
	});

	it('takes a procedure that the place adds to the catalogue', async () => {
		const faulty = await read(`${head}101;;2026;РДР, физика;5;1\n`);
		expect(faulty.state).toBe('faulty');
		await addProcedure(coordinator, {
			...{ placeId: place, year: '2026', name: 'РДР, физика', code: '', exam: 'regional' },
			...{ subject: 'физика', grade: '8', variant: '', level: 'ООО', lowKind: 'mark-at-most' },
			...{ lowValue: '2', source: 'приказ', sourceDate: '' }
		});
		expect((await readCatalogue(coordinator, 2026)).own).toMatchObject([
			{ code: 'rdr-fizika', mayEdit: true }
		]);
		await readAgain(coordinator, faulty.id);
		const ready = await whenRead(faulty.id);
		expect(ready).toMatchObject({ state: 'ready', added: 1 });
		await apply(ready);
		expect(await results()).toEqual(['1 2026 rdr-fizika 1/5']);
	});

	it('asks for a school once, and remembers', async () => {
		const content = `${head};;;;;\nШкола у реки;;2025;ОГЭ, математика;10;3\n`.replace(
			';;;;;\n',
			''
		);
		const matching = await read(content);
		expect(matching).toMatchObject({ state: 'matching', untold: { total: 1 } });
		await expect(tellSchools(coordinator, matching.id, { 'other-0': 'Нет такой' })).rejects.toThrow(
			Invalid
		);
		await tellSchools(coordinator, matching.id, { 'other-0': 'Ольховская ООШ' });
		expect(await openImport(coordinator, matching.id, asked)).toMatchObject({
			...{ state: 'ready', added: 1 }
		});
		await dropImport(coordinator, matching.id);
		expect(await read(content)).toMatchObject({ state: 'ready', added: 1 });
	});

	it('suggests a school by its name, and leaves out what is none of the place', async () => {
		const matching = await read(
			`${head}МКОУ «Песчанская средняя школа»;;2025;ОГЭ, математика;10;3\nЛицей № 9;;2025;ОГЭ, математика;9;1\n`
		);
		expect(matching.untold!.schools).toMatchObject([
			{ number: 0, suggestions: [{ id: schools[0] }], results: 1 },
			{ number: 1, suggestions: [] }
		]);
		await tellSchools(coordinator, matching.id, { 'school-0': schools[0]!, 'school-1': 'out' });
		const ready = await openImport(coordinator, matching.id, asked);
		expect(ready).toMatchObject({ state: 'ready', added: 1, leftOut: 1 });
		await apply(ready);
		expect(await results()).toEqual(['1 2025 oge-math 3/10']);
	});

	it('finds a school that the file writes in two ways', async () => {
		const faulty = await read(
			`${head}101;;2025;ОГЭ, математика;10;3\nПесчанская СОШ;;2025;ОГЭ, математика;10;4\n`
		);
		expect(faulty).toMatchObject({ state: 'faulty', problemCount: 1, problems: [{ row: 3 }] });
	});

	it('asks for the columns of an unknown table once', async () => {
		const content =
			'Итоги\nУчреждение;Писали;Ниже черты\nПесчанская СОШ;10;3\nОльховская ООШ;5;0\n';
		const mapping = await read(content);
		expect(mapping.state).toBe('mapping');
		expect(mapping.map!.guess).toEqual({ row: 2, columns: ['name', 'participants', ''] });
		const given = { head: '2', 'column-0': 'name', 'column-1': 'participants' };
		await expect(mapColumns(coordinator, mapping.id, given)).rejects.toMatchObject({
			fields: { year: 'results_map_need_year' }
		});
		await mapColumns(coordinator, mapping.id, {
			...{ ...given, 'column-2': 'low', year: '2025', procedure: 'oge-math' }
		});
		expect(await whenRead(mapping.id)).toMatchObject({ state: 'ready', added: 2, kind: 'counts' });
		expect(await read(content.replace('10;3', '10;4'))).toMatchObject({ state: 'ready', added: 2 });
	});

	it('adds up rows of pupils and keeps neither them nor their file', async () => {
		const ready = await read(
			'ФИО;Код ОО;Год;Процедура;Отметка\nПервый;101;2025;ОГЭ, математика;2\nВторой;101;2025;ОГЭ, математика;4\n'
		);
		expect(ready).toMatchObject({ state: 'ready', kind: 'pupils', added: 1, rowsRead: 2 });
		await expect(openOriginal(coordinator, ready.id)).rejects.toThrow(NotFound);
		const { rows } = await sql<{ all: string }>`
			select string_agg(t::text, '') as all from opora.result_staged_school t
			where import_id = ${ready.id}`.execute(world.admin);
		expect(rows[0]!.all).not.toContain('Первый');
		await apply(ready);
		const [stored] = await world.admin
			.selectFrom('result')
			.select('marks')
			.where('school_id', '=', schools[0]!)
			.execute();
		expect(stored!.marks).toEqual([1, 0, 1, 0]);
	});

	it.each([
		['nothing but blanks', ' \n;;\n', 'failed'],
		['prose', 'Уважаемые коллеги\nнаправляем результаты\n', 'failed'],
		['a head alone', head, 'faulty'],
		['a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3), 'failed']
	])('refuses %s', async (_, content, state) => {
		const view = await read(content);
		expect(view.state).toBe(state);
		expect(view.refused ?? view.problems[0]!.text).not.toBe('');
	});
});

describe('rights over results', () => {
	it('lets schools read their own, methodists all of theirs, and neither write', async () => {
		await apply(
			await read(`${head}101;;2025;ОГЭ, математика;10;3\n102;;2025;ОГЭ, математика;5;0\n`)
		);
		const count = (person: string) =>
			world.as(person, async (db) => (await db.selectFrom('result').selectAll().execute()).length);
		const coordinators = await world.person(schools[0]!, 'school-coordinator');
		const methodist = await world.actor(place, 'methodist');
		const stranger = await world.person(await world.organisation(null), 'regional-operator');
		expect(await count(coordinators)).toBe(1);
		expect(await count(methodist.personId)).toBe(2);
		expect(await count(stranger)).toBe(0);
		const { rows, years } = await listImports(methodist, 1);
		expect(rows).toHaveLength(1);
		expect(years).toEqual([{ year: 2025, schools: 2, results: 2, participants: 15, low: 3 }]);
		await expect(read(head, methodist)).rejects.toThrow(Forbidden);
		await expect(undoImport(methodist, rows[0]!.id)).rejects.toThrow(Forbidden);
		await expect(
			world.as(coordinator.personId, (db) => sql`update opora.result set low = 0`.execute(db))
		).rejects.toThrow(/permission denied/);
	});

	it('shows an import and its rows to nobody of another place', async () => {
		const ready = await read(`${head}101;;2025;ОГЭ, математика;10;3\n`);
		const other = await world.actor(
			await world.organisation(await world.organisation(null), 'municipality'),
			'municipal-coordinator'
		);
		await expect(openImport(other, ready.id, asked)).rejects.toThrow(NotFound);
		const seen = await world.as(other.personId, async (db) => {
			const { rows } = await sql<{ said: string }>`
				select opora.apply_import(${ready.id}, 1, 0) as said`.execute(db);
			const staged = await db.selectFrom('result_staged_school').selectAll().execute();
			return { said: rows[0]!.said, staged: staged.length };
		});
		expect(seen).toEqual({ said: 'not-found', staged: 0 });
	});

	it('writes into the history who imported and who undid', async () => {
		const applied = await apply(await read(`${head}101;;2025;ОГЭ, математика;10;3\n`));
		await undoImport(coordinator, applied.id);
		const rows = await world.admin
			.selectFrom('audit')
			.select(['action', 'person_id', 'organisation_id', 'after'])
			.where('row_id', '=', applied.id)
			.orderBy('id')
			.execute();
		expect(rows.every((row) => row.organisation_id === place)).toBe(true);
		expect(rows.at(-1)).toMatchObject({
			person_id: coordinator.personId,
			after: { state: 'undone', undone_by: coordinator.personId }
		});
	});
});
