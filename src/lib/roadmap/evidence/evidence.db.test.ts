import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { provideRuntime } from '../../platform/runtime.ts';
import { readSettings } from '../../platform/settings.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { actAs } from '../change.ts';
import { sampleRoadmap } from '../execution/sample.testing.ts';
import {
	addEvidence,
	findEvidence,
	findUploads,
	openEvidence,
	readEvidence,
	receiveUpload,
	type NewEvidence
} from './evidence.ts';
import { evidenceLimits } from './limits.ts';

let world: World;
let data: string;
let school: string;
let roadmapId: string;
let author: Actor;
let curator: Actor;
let stranger: Actor;

beforeAll(async () => {
	world = openWorld();
	data = mkdtempSync(join(tmpdir(), 'opora-evidence-'));
	provideRuntime({
		settings: readSettings({ OPORA_DATA: data }),
		connections: { app: '', auth: '', jobs: '', admin: '', tookOver: false, stop: async () => {} }
	});
	const municipality = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(municipality);
	author = await actorOf(school, 'school-coordinator');
	stranger = await actorOf(await world.organisation(municipality), 'school-head');
	curator = await actorOf(municipality, 'municipal-coordinator');
	roadmapId = (await sampleRoadmap(world, school, [])).id;
});
afterAll(async () => {
	rmSync(data, { recursive: true });
	await world.close();
});

async function actorOf(organisationId: string, role: Role): Promise<Actor> {
	const personId = await world.person(organisationId, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisationId)
		.executeTakeFirstOrThrow();
	const duties = [{ role, organisationId, organisation: '', path, assigned: [] }];
	const names = { accountId: '', name: '', fullName: '', initials: '', post: '' };
	return { personId, organisationId, duties, ...names };
}

async function* pieces(...all: string[]): AsyncGenerator<Uint8Array> {
	for (const one of all) yield await Promise.resolve(Buffer.from(one));
}

const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';

function sent(content = pdf, name = 'Приказ.pdf') {
	return { name, body: pieces(content), announced: Buffer.byteLength(content) };
}

/** Stores a report of the author with these items. */
function report(items: NewEvidence[]): Promise<string> {
	return actAs(author, async (db) => {
		const { id } = await db
			.insertInto('report')
			.values({
				roadmap_id: roadmapId,
				owner_id: school,
				author_id: author.personId,
				token: randomUUID(),
				done_on: '2026-11-20',
				text: 'Проведено'
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await addEvidence(db, author, { reportId: id, ownerId: school }, items);
		return id;
	});
}

function itemsOf(fields: Record<string, string>): NewEvidence[] {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(`evidence-${name}`, value);
	return readEvidence(form);
}

const fileRow = (id: string): Record<string, string> => ({ '1-upload': id, '1-kind': 'order' });

describe('addEvidence', () => {
	it('keeps a file, a link and a paper in their order, in one statement for many reports', async () => {
		const upload = await receiveUpload(author, sent());
		const id = await report(
			itemsOf({
				...fileRow(upload.id),
				'2-url': 'https://школа.рф/новости?x=1',
				'2-kind': 'publication',
				'3-number': '4',
				'3-date': '2026-11-20',
				'3-kind': 'protocol',
				'3-note': 'пункт 2'
			})
		);
		const found = await actAs(curator, (db) => findEvidence(db, [id, randomUUID()]));
		expect(found).toMatchObject([
			{ kind: 'order', file: { name: 'Приказ.pdf', size: pdf.length, preview: 'pdf' } },
			{ kind: 'publication', link: { text: 'школа.рф/новости?x=1' }, file: null },
			{ kind: 'protocol', number: '4', date: '2026-11-20', note: 'пункт 2' }
		]);
		const file = await openEvidence(curator, found[0]!.id);
		expect(await text(await file.open())).toBe(pdf);
		expect(await findUploads(author, [upload.id])).toEqual([]);
	});

	it('takes an upload once, and says which row is gone', async () => {
		const { id } = await receiveUpload(author, sent());
		await report(itemsOf(fileRow(id)));
		await expect(report(itemsOf(fileRow(id)))).rejects.toMatchObject({
			fields: { 'evidence-1-upload': 'evidence_upload_gone' }
		});
	});

	it('keeps the upload waiting when the report is not stored after all', async () => {
		const { id } = await receiveUpload(author, sent());
		const items = itemsOf({ ...fileRow(id), '2-upload': randomUUID(), '2-kind': 'order' });
		await expect(report(items)).rejects.toThrow();
		expect(await findUploads(author, [id])).toHaveLength(1);
	});

	it('never takes the upload of somebody else', async () => {
		const { id } = await receiveUpload(stranger, sent());
		await expect(report(itemsOf(fileRow(id)))).rejects.toMatchObject({ status: 400 });
		expect(await findUploads(stranger, [id])).toHaveLength(1);
		expect(await findUploads(author, [id])).toEqual([]);
	});
});

describe('openEvidence', () => {
	it('answers foreign, missing, withdrawn and fileless evidence alike', async () => {
		const { id } = await receiveUpload(author, sent());
		const reportId = await report(itemsOf({ ...fileRow(id), '2-url': 'a.ru', '2-kind': 'other' }));
		const [file, link] = await actAs(author, (db) => findEvidence(db, [reportId]));
		const missing = openEvidence(stranger, randomUUID());
		await expect(missing).rejects.toEqual(new NotFound('not_found'));
		await expect(openEvidence(stranger, file!.id)).rejects.toEqual(new NotFound('not_found'));
		await expect(openEvidence(author, link!.id)).rejects.toEqual(new NotFound('not_found'));
		await expect(openEvidence(author, "x' or 1=1")).rejects.toEqual(new NotFound('not_found'));
		expect(await actAs(stranger, (db) => findEvidence(db, [reportId]))).toEqual([]);
		await world.admin
			.updateTable('evidence')
			.set({ withdrawn_at: new Date() })
			.where('id', '=', file!.id)
			.execute();
		await expect(openEvidence(author, file!.id)).rejects.toEqual(new NotFound('not_found'));
	});
});

describe('receiveUpload', () => {
	const stored = (): number =>
		readdirSync(join(data, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
			entry.isFile()
		).length;

	it('keeps nothing of what it refuses', async () => {
		await receiveUpload(author, sent());
		const before = stored();
		const page = sent('<html><script>alert(1)</script>', 'приказ.pdf');
		await expect(receiveUpload(author, page)).rejects.toMatchObject({ code: 'evidence_file_page' });
		await expect(receiveUpload(author, sent(''))).rejects.toMatchObject({
			code: 'evidence_file_empty'
		});
		await expect(receiveUpload(author, { ...sent(), announced: 999 })).rejects.toMatchObject({
			code: 'evidence_file_cut'
		});
		const large = {
			...sent(),
			body: pieces(pdf, ' '.repeat(evidenceLimits.fileBytes)),
			announced: null
		};
		await expect(receiveUpload(author, large)).rejects.toMatchObject({
			code: 'evidence_file_large',
			details: { megabytes: 20 }
		});
		expect(stored()).toBe(before);
	});

	it('takes exactly 20 MB', async () => {
		const body = pieces(pdf, ' '.repeat(evidenceLimits.fileBytes - pdf.length));
		const upload = await receiveUpload(author, { name: 'a.pdf', body, announced: null });
		expect(upload.size).toBe(20 * 1024 * 1024);
	});

	it('holds a hundred files for one person, and no more', async () => {
		const { personId } = stranger;
		await world.admin
			.insertInto('upload')
			.values(
				Array.from({ length: evidenceLimits.waiting }, (_, n) => ({
					person_id: personId,
					hash: String(n).padStart(64, '0'),
					name: 'a',
					size: 1,
					type: 'text/plain'
				}))
			)
			.execute();
		await expect(receiveUpload(stranger, sent())).rejects.toMatchObject({
			code: 'evidence_too_many_waiting'
		});
		await world.admin.deleteFrom('upload').where('person_id', '=', personId).execute();
	});
});
