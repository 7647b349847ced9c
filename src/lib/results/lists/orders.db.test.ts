import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFile } from '../../intake/desk/desk.ts';
import { provideRuntime } from '../../platform/runtime.ts';
import { readSettings } from '../../platform/settings.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { makeDistrict } from './lists.testing.ts';
import { attachOrderFile, openOrder, recordOrder, saveOrder, withdrawOrder } from './lists.ts';

let world: World;
let data: string;
beforeAll(() => {
	world = openWorld();
	data = mkdtempSync(join(tmpdir(), 'opora-orders-'));
	provideRuntime({
		settings: readSettings({ OPORA_DATA: data }),
		connections: { app: '', auth: '', jobs: '', admin: '', tookOver: false, stop: async () => {} }
	});
});
afterAll(async () => {
	rmSync(data, { recursive: true });
	await world.close();
});

const pdf = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';
const sent = (name: string, content: string) => ({
	...{ name, body: new Blob([content]).stream(), announced: content.length }
});
const head = { year: '2026', kind: 'low-results', number: '142', dated: '2026-09-14' };

it('keeps the file of an order for whoever reads the whole list, and another one for it', async () => {
	const { coordinator, place, schools } = await makeDistrict(world, [{}, {}]);
	const [name] = await world.admin
		.selectFrom('organisation')
		.select('short_name')
		.where('id', '=', schools[0]!)
		.execute();
	const form = { ...head, issuer: 'управление образования', schools: name!.short_name };
	await expect(
		saveOrder(coordinator, place, form, sent('приказ.pdf', 'нет'))
	).rejects.toMatchObject({ fields: { file: expect.any(String) as string } });
	const saved = await saveOrder(coordinator, place, form, sent('приказ.pdf', pdf));
	const { id } = saved as { id: string };
	const { order, entries } = await openOrder(coordinator, id);
	expect(entries).toHaveLength(1);
	expect(order.fileName).toBe('приказ.pdf');
	const file = await openFile(coordinator, order.documentId!);
	expect(Buffer.from(file.bytes).toString()).toBe(pdf);

	// a school may know the order, and not who else is named in it
	const school = await world.actor(schools[0]!, 'school-head');
	expect((await openOrder(school, id)).order.fileName).toBeNull();
	await expect(openFile(school, order.documentId!)).rejects.toThrow('not_found');
	await expect(attachOrderFile(school, id, sent('другой.pdf', pdf))).rejects.toThrow();

	await attachOrderFile(coordinator, id, sent('скан.pdf', `${pdf}\n`));
	expect((await openOrder(coordinator, id)).order.fileName).toBe('скан.pdf');
	await withdrawOrder(coordinator, id);
	await expect(attachOrderFile(coordinator, id, sent('скан.pdf', pdf))).rejects.toThrow(
		'not_found'
	);
});

it('needs no file', async () => {
	const { coordinator, place, schools } = await makeDistrict(world, [{}]);
	const id = await recordOrder(coordinator, place, {
		...{ year: 2026, kind: 'leaders', number: '7', dated: '2026-09-14', issuer: 'комитет' },
		entries: [{ schoolId: schools[0]!, basis: '' }]
	});
	expect((await openOrder(coordinator, id)).order.fileName).toBeNull();
});
