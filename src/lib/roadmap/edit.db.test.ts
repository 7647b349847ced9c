import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../people/access.ts';
import { watchQueries } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { fieldsOf } from './fields.ts';
import type { EditConflict } from './measure.ts';
import {
	addLink,
	addMeasure,
	addSection,
	copyRoadmap,
	createRoadmap,
	listRoadmaps,
	moveMeasure,
	moveSection,
	openMeasure,
	openParts,
	openRoadmap,
	readCopyHead,
	removeLink,
	renumberRoadmap,
	restoreMeasure,
	saveHead,
	saveMeasure,
	saveSection,
	snapshotOf,
	undo,
	withdrawMeasure,
	withdrawSection
} from './roadmap.ts';
import { sampleMeasure, sampleSnapshot } from './sample.testing.ts';

let world: World;
let region: string;
let municipality: string;
let school: string;
let coordinator: Actor;
let second: Actor;
let municipal: Actor;
let stranger: Actor;
let roadmapId: string;

async function actorAt(
	organisation: string,
	role: Actor['duties'][number]['role']
): Promise<Actor> {
	const personId = await world.person(organisation, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		personId,
		accountId: '',
		name: '',
		fullName: '',
		initials: '',
		post: '',
		organisationId: organisation,
		duties: [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
	};
}

beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	coordinator = await actorAt(school, 'school-coordinator');
	second = await actorAt(school, 'school-head');
	municipal = await actorAt(municipality, 'municipal-coordinator');
	stranger = await actorAt(await world.organisation(municipality), 'school-coordinator');
});
afterAll(() => world.close());

beforeEach(async () => {
	const acting = { personId: coordinator.personId, today: null };
	const { id } = await createRoadmap(acting, { ownerId: school, snapshot: sampleSnapshot() });
	roadmapId = id;
});

const page = () => openRoadmap(coordinator, roadmapId);
const printed = async () => snapshotOf(await page());
const measureNamed = async (text: string) =>
	(await page()).measures.find((measure) => measure.text.startsWith(text))!;
const order = async () => (await printed()).measures.map(({ text }) => text.split(' ')[0]);

describe('saveMeasure', () => {
	it('saves a field and reads the phrase anew', async () => {
		const { id, revision } = await measureNamed('Сбор');
		const mine = { term: 'до 15 декабря', responsible: 'Директор школы\nРМО математиков' };
		await saveMeasure(coordinator, id, { mine, base: {}, revision });
		const saved = await measureNamed('Сбор');
		expect(saved.term.window?.to).toBe('2026-12-15');
		expect(saved.responsible).toMatchObject([{ role: 'school-head' }, { text: 'РМО математиков' }]);
		expect(saved.revision).toBeGreaterThan(revision);
	});

	it('lets a person set the dates', async () => {
		const { id, revision } = await measureNamed('Курсы');
		const mine = { term: 'По отдельному графику\n2027-02-01\n2027-02-12' };
		await saveMeasure(coordinator, id, { mine, base: {}, revision });
		const { term, termByHand } = await measureNamed('Курсы');
		expect(term).toMatchObject({ phrase: 'По отдельному графику', kind: 'dates' });
		expect(term.window).toEqual({ from: '2027-02-01', to: '2027-02-12' });
		expect(termByHand).toBe(true);
	});

	it('keeps two changes of different fields and says so', async () => {
		const measure = await measureNamed('Сбор');
		const { id, revision } = measure;
		const base = fieldsOf(measure);
		await saveMeasure(second, id, { mine: { result: 'Справка' }, base: {}, revision });
		const { result } = await saveMeasure(coordinator, id, {
			mine: { ...base, term: 'ноябрь' },
			base,
			revision
		});
		expect(result.taken).toEqual(['result']);
		const saved = await measureNamed('Сбор');
		expect(saved).toMatchObject({ result: 'Справка', term: { phrase: 'ноябрь' } });
	});

	it('overwrites nothing where both changed one field, and shows both versions', async () => {
		const measure = await measureNamed('Сбор');
		const { id, revision } = measure;
		const base = fieldsOf(measure);
		await saveMeasure(second, id, { mine: { term: 'декабрь' }, base: {}, revision });
		const refused = await saveMeasure(coordinator, id, {
			mine: { term: 'ноябрь' },
			base,
			revision
		}).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(Conflict);
		const { stored } = refused as Conflict<EditConflict>;
		expect(stored).toMatchObject({
			fields: ['term'],
			mine: { term: 'ноябрь' },
			stored: { term: 'декабрь' },
			by: 'Ясенева В.'
		});
		expect((await measureNamed('Сбор')).term.phrase).toBe('декабрь');
		await saveMeasure(coordinator, id, {
			mine: { term: 'ноябрь' },
			base: { term: stored.stored.term },
			revision: stored.revision
		});
		expect((await measureNamed('Сбор')).term.phrase).toBe('ноябрь');
	});

	it('refuses a form of an older revision that does not tell what it showed', async () => {
		const { id, revision } = await measureNamed('Сбор');
		await saveMeasure(second, id, { mine: { term: 'декабрь' }, base: {}, revision });
		const forged = { mine: { term: 'ноябрь', notes: 'Кое-что' }, base: {}, revision };
		await expect(saveMeasure(coordinator, id, forged)).rejects.toThrow(Conflict);
		expect(await measureNamed('Сбор')).toMatchObject({ term: { phrase: 'декабрь' }, notes: null });
	});

	it('lets two saves at once lose nothing', async () => {
		const measure = await measureNamed('Сбор');
		const base = fieldsOf(measure);
		const save = (actor: Actor, mine: object) =>
			saveMeasure(actor, measure.id, { mine, base, revision: measure.revision });
		await Promise.all([save(coordinator, { number: '1а' }), save(second, { notes: 'Важно' })]);
		expect(await measureNamed('Сбор')).toMatchObject({ number: '1а', notes: 'Важно' });
	});

	it('names each wrong field', async () => {
		const { id, revision } = await measureNamed('Сбор');
		const mine = { text: ' ', term: 'x\n2027-02-30\n2027-03-01', factors: '18' };
		const refused = await saveMeasure(coordinator, id, { mine, base: {}, revision }).catch(
			(error: unknown) => error
		);
		expect(refused).toBeInstanceOf(Invalid);
		expect(Object.keys((refused as Invalid).fields).sort()).toEqual(['factors', 'term', 'text']);
	});

	it('answers a stranger like a missing one, and forbids a reader', async () => {
		const { id, revision } = await measureNamed('Сбор');
		const sent = { mine: { text: 'Чужое' }, base: {}, revision };
		await expect(saveMeasure(stranger, id, sent)).rejects.toThrow(NotFound);
		await expect(saveMeasure(stranger, 'нет', sent)).rejects.toThrow(NotFound);
		const expert = await actorAt(school, 'expert');
		await expect(saveMeasure(expert, id, sent)).rejects.toThrow(Forbidden);
	});
});

describe('undo', () => {
	it('takes back a save with its responsible parties, and can be taken back itself', async () => {
		const before = await printed();
		const { id, revision } = await measureNamed('Сбор');
		const mine = { text: 'Иной текст', responsible: 'Кто-то', factors: '1,2' };
		const saved = await saveMeasure(coordinator, id, { mine, base: {}, revision });
		const after = await printed();
		const undone = await undo(coordinator, saved.auditId!);
		expect(await printed()).toEqual(before);
		await undo(coordinator, undone.auditId!);
		expect(await printed()).toEqual(after);
	});

	it('refuses where somebody changed the row since', async () => {
		const { id, revision } = await measureNamed('Сбор');
		const saved = await saveMeasure(coordinator, id, { mine: { notes: '1' }, base: {}, revision });
		await saveMeasure(second, id, { mine: { number: '7' }, base: {}, revision: revision + 1 });
		await expect(undo(coordinator, saved.auditId!)).rejects.toThrow(Conflict);
	});

	it('takes back adding, withdrawing, moving, renumbering and a section with all under it', async () => {
		const before = await printed();
		const { sections } = await page();
		const target = sections.find(({ title }) => title.startsWith('2. '))!;
		const { id } = await measureNamed('Сбор');
		const changes = [
			() => addMeasure(coordinator, roadmapId, { mine: { text: 'Новое', term: 'май' } }),
			() => withdrawMeasure(coordinator, id, 'объединено с другим'),
			() => moveMeasure(coordinator, id, { section: target.id, before: null }),
			() => renumberRoadmap(coordinator, roadmapId, 'by-section'),
			() => withdrawSection(coordinator, target.id, ''),
			() => addSection(coordinator, roadmapId, { title: 'Новый', parentId: target.id })
		];
		for (const change of changes) {
			const { auditId } = await change();
			expect(await printed()).not.toEqual(before);
			await undo(coordinator, auditId!);
			expect(await printed()).toEqual(before);
		}
	});

	it('leaves alone the change that made the roadmap', async () => {
		const { id } = await measureNamed('Сбор');
		const { history } = await openMeasure(coordinator, roadmapId, id);
		await expect(undo(coordinator, history!.changes[0]!.id)).rejects.toThrow(Invalid);
		expect(await order()).toHaveLength(4);
	});

	it('is not for strangers', async () => {
		const { id } = await measureNamed('Сбор');
		const { auditId } = await withdrawMeasure(coordinator, id, '');
		await expect(undo(stranger, auditId!)).rejects.toThrow(NotFound);
	});
});

describe('order', () => {
	it('steps over the edge of a section and back', async () => {
		expect(await order()).toEqual(['Общее', 'Сбор', 'Назначение', 'Курсы,']);
		const { id } = await measureNamed('Назначение');
		await moveMeasure(coordinator, id, { step: 'up' });
		expect(await order()).toEqual(['Общее', 'Назначение', 'Сбор', 'Курсы,']);
		await moveMeasure(coordinator, id, { step: 'up' });
		expect(await order()).toEqual(['Общее', 'Назначение', 'Сбор', 'Курсы,']);
		expect((await measureNamed('Назначение')).sectionId).toBeNull();
		await moveMeasure(coordinator, id, { step: 'down' });
		expect((await measureNamed('Назначение')).sectionId).not.toBeNull();
	});

	it('moves sections, and never under themselves', async () => {
		const { sections } = await page();
		const first = sections.find(({ title }) => title.startsWith('1. '))!;
		const inner = sections.find(({ title }) => title.startsWith('2.1'))!;
		const outer = sections.find(({ title }) => title.startsWith('2. '))!;
		await moveSection(coordinator, first.id, 'down');
		expect(await order()).toEqual(['Общее', 'Курсы,', 'Сбор', 'Назначение']);
		const under = { title: outer.title, parentId: inner.id, revision: outer.revision };
		await expect(saveSection(coordinator, outer.id, under)).rejects.toThrow(Invalid);
	});

	it('brings a withdrawn measure back together with its section', async () => {
		const { id, sectionId } = await measureNamed('Сбор');
		await withdrawSection(coordinator, sectionId!, 'лишний');
		expect(await order()).toEqual(['Общее', 'Курсы,']);
		expect((await openParts(coordinator, roadmapId)).measures).toHaveLength(4);
		await restoreMeasure(coordinator, id);
		expect(await order()).toEqual(['Общее', 'Сбор', 'Курсы,']);
	});
});

describe('saveHead', () => {
	it('reads every phrase anew in a new period', async () => {
		const { head } = await page();
		const mine = { from: '2027-09-01', to: '2028-08-31' };
		const { result } = await saveHead(coordinator, roadmapId, {
			mine,
			base: {},
			revision: head.revision
		});
		expect(result.terms).toBeGreaterThan(0);
		expect((await measureNamed('Сбор')).term.window).toEqual({
			from: '2027-10-01',
			to: '2027-10-31'
		});
	});
});

describe('links', () => {
	it('show from both ends, with the owner alone where the other may not be opened', async () => {
		const { id: above } = await createRoadmap(
			{ personId: municipal.personId, today: null },
			{
				ownerId: municipality,
				snapshot: sampleSnapshot({
					level: 'municipality',
					order: null,
					measures: [sampleMeasure()]
				})
			}
		);
		const from = (await openRoadmap(municipal, above)).measures[0]!;
		const to = await measureNamed('Сбор');
		const link = { kind: 'supports', fromId: from.id, toId: to.id } as const;
		await expect(addLink(coordinator, link)).rejects.toThrow(NotFound);
		const added = await addLink(municipal, link);
		expect((await openRoadmap(municipal, above)).links).toMatchObject([
			{ kind: 'supports', outgoing: true, other: { id: to.id } }
		]);
		const seen = (await openMeasure(coordinator, roadmapId, to.id)).links;
		expect(seen).toMatchObject([{ kind: 'supports', outgoing: false, other: null }]);
		expect(seen[0]!.owner?.shortName).toBeTruthy();
		await expect(removeLink(coordinator, seen[0]!.id)).rejects.toThrow(Forbidden);
		await removeLink(municipal, added.result.id!);
		expect((await page()).links).toEqual([]);
	});
});

describe('copyRoadmap', () => {
	it('moves period, title and terms by a year', async () => {
		const { head } = await readCopyHead(coordinator, roadmapId);
		expect(head).toMatchObject({ from: '2027-09-01', to: '2028-08-31', order_number: '' });
		const given = { fromId: roadmapId, ownerId: school, head };
		const { result } = await copyRoadmap(coordinator, given);
		const copy = snapshotOf(await openRoadmap(coordinator, result.id));
		expect(copy.title).toContain('2027–2028');
		expect(copy.measures[1]!.term.window).toEqual({ from: '2027-10-01', to: '2027-10-31' });
		expect(copy.measures).toHaveLength(4);
	});
});

describe('pages', () => {
	const statements = async (work: () => Promise<unknown>): Promise<number> => {
		let count = 0;
		watchQueries(() => (count += 1));
		await work();
		watchQueries(null);
		return count;
	};

	it('ask at most twelve statements, the same for 300 measures as for 4', async () => {
		const measures = Array.from({ length: 300 }, (_, i) => sampleMeasure({ number: `${i}` }));
		const { id } = await createRoadmap(
			{ personId: coordinator.personId, today: null },
			{ ownerId: school, snapshot: sampleSnapshot({ measures }) }
		);
		const large = await statements(() => openRoadmap(coordinator, id));
		expect(large).toBe(await statements(page));
		expect(large).toBeLessThanOrEqual(12);
		const { id: measureId } = (await page()).measures[0]!;
		expect(
			await statements(() => openMeasure(coordinator, roadmapId, measureId))
		).toBeLessThanOrEqual(12);
	});

	it('list what the filter lets through and nothing foreign', async () => {
		const filter = {
			year: 2027,
			level: null,
			ownerId: school,
			status: null,
			withdrawn: false,
			page: 1
		};
		const { roadmaps, total } = await listRoadmaps(coordinator, filter);
		expect(roadmaps.some(({ id }) => id === roadmapId)).toBe(true);
		expect(total).toBe(roadmaps.length);
		expect((await listRoadmaps(coordinator, { ...filter, year: 2020 })).total).toBe(0);
		expect((await listRoadmaps(stranger, filter)).total).toBe(0);
	});
});
