/** What the pages of one roadmap show, with what the actor may do there. */
import { sql } from 'kysely';
import { explainDoubt, explainTerm, readTerm, type Locale } from '../calendar/calendar.ts';
import { allowed, type Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { readHistories, readHistory, type HistoryPage } from '../platform/history.ts';
import { actAs, editableHead, isId } from './change.ts';
import { openMeasureWork, type MeasureWork } from './execution/measure-work.ts';
import { openExecution, type RoadmapExecution } from './execution/overview.ts';
import { longest } from './fields.ts';
import { findLinks } from './links.ts';
import { listChoices } from './list.ts';
import { isApproved } from './model.ts';
import type { Link, Measure, Roadmap, RoadmapHead, Section } from './model.ts';
import { readSnapshot } from './read.ts';
import type { RoadmapSnapshot } from './snapshot.ts';
import { findHead, findMeasure, findRoadmap, findSections } from './store.ts';
import { findPartyNames, type PartyName } from './store-people.ts';
import type { Standing } from './version/standing.ts';
import { standingOf } from './version/store.ts';
import { whyShut, type Shut } from './version/way.ts';
import { openTalk, type Talk } from './talk/talk.ts';

export interface May {
	/** The text, in place. */
	edit: boolean;
	/** Why an editor cannot: it was agreed or approved. */
	shut: Shut | null;
	/** What no order approves: links, how it is carried out. */
	link: boolean;
	/** Take the whole roadmap out of the lists. */
	withdraw: boolean;
	history: boolean;
}

export interface RoadmapPage extends Roadmap {
	links: Link[];
	/** How many sections and measures were withdrawn. */
	withdrawn: number;
	/** Name of the file it was read from. */
	document: string | null;
	may: May;
	/** How far it is on its way to an order, or since one. */
	standing: Standing;
	/** How far its measures are; null before an order approved it. */
	execution: RoadmapExecution | null;
}

/** A roadmap with its links and how far it is: nine statements, whatever its size. */
export function openRoadmap(actor: Actor, id: string): Promise<RoadmapPage> {
	return actAs(actor, async (db) => {
		const roadmap = isId(id) ? await findRoadmap(db, id) : null;
		if (!roadmap) throw new NotFound('not_found');
		const { rows } = await sql<{
			withdrawn: string;
			document: string | null;
			standing: Standing;
		}>`
			select (select count(*) from measure where roadmap_id = ${id} and withdrawn_at is not null)
				+ (select count(*) from section where roadmap_id = ${id} and withdrawn_at is not null)
					as withdrawn,
				(select name from document where id = ${roadmap.head.documentId}::uuid) as document,
				${standingOf(id)} as standing`.execute(db);
		return {
			...roadmap,
			links: await findLinks(db, { roadmapId: id }),
			withdrawn: Number(rows[0]?.withdrawn ?? 0),
			document: rows[0]?.document ?? null,
			may: mayDo(actor, roadmap.head),
			standing: rows[0]!.standing,
			execution: await openExecution(db, actor, roadmap)
		};
	});
}

/** A roadmap with all that was withdrawn of it, for the page of sections and of what was taken out. */
export function openParts(actor: Actor, id: string): Promise<Roadmap & { may: May }> {
	return actAs(actor, async (db) => {
		const roadmap = isId(id) ? await findRoadmap(db, id, { withdrawn: true }) : null;
		if (!roadmap) throw new NotFound('not_found');
		return { ...roadmap, may: mayDo(actor, roadmap.head) };
	});
}

export interface MeasurePage {
	head: RoadmapHead;
	measure: Measure;
	sections: Pick<Section, 'id' | 'parentId' | 'position' | 'title'>[];
	links: Link[];
	/** Names to offer for who is responsible; empty where the actor may not edit. */
	names: PartyName[];
	history: HistoryPage | null;
	may: May;
	/** How it is carried out; null before an order approved the roadmap. */
	work: MeasureWork | null;
	/** null: what is said about it is not for this actor. */
	talk: Talk | null;
}

/** One measure; `before` reads its history on from there, `allTalk` gives old remarks, too. */
export function openMeasure(
	actor: Actor,
	roadmapId: string,
	id: string,
	{ before, allTalk = false }: { before?: number | undefined; allTalk?: boolean } = {}
): Promise<MeasurePage> {
	return actAs(actor, async (db) => {
		const found = isId(id) ? await findMeasure(db, id) : null;
		const head = found?.roadmapId === roadmapId ? found.head : null;
		if (!found || !head) throw new NotFound('not_found');
		const may = mayDo(actor, head);
		return {
			head,
			measure: found.measure,
			sections: may.edit ? await findSections(db, roadmapId) : [],
			links: await findLinks(db, { measureId: id }),
			names: may.edit ? await findPartyNames(db, head.owner.path) : [],
			history: may.history ? await measureHistory(db, id, before) : null,
			may,
			work: await openMeasureWork(db, actor, head, found.measure),
			talk: await openTalk(db, id, allTalk)
		};
	});
}

/** The measure's own changes, those of its parties that came with them, and who is meant by a party. */
async function measureHistory(db: Db, id: string, before?: number): Promise<HistoryPage> {
	const parties = await db
		.selectFrom('audit')
		.select('row_id')
		.distinct()
		.where('table_name', 'in', ['measure_party', 'measure_link'])
		.where((eb) =>
			eb.or([
				eb(
					'change_id',
					'in',
					eb
						.selectFrom('audit as own')
						.select('own.change_id')
						.where('own.table_name', '=', 'measure')
						.where('own.row_id', '=', id)
						.where('own.action', '=', 'update')
				),
				eb.and([
					eb('action', '=', 'update'),
					eb(
						'row_id',
						'in',
						eb
							.selectFrom('measure_party')
							.select(sql<string>`id::text`.as('id'))
							.where('measure_id', '=', id)
					)
				])
			])
		)
		.limit(200)
		.execute();
	const history = await readHistories(
		db,
		[
			{ table: 'measure', ids: [id] },
			{ table: 'measure_party', ids: parties.map(({ row_id: row }) => row) }
		],
		20,
		before
	);
	return readable(history);
}

/** Columns that mean something to a reader; the others are our own. */
const told = new Set([
	...['title', 'level', 'period_from', 'period_to', 'order_number', 'order_date', 'order_issuer'],
	...['number', 'text', 'term_phrase', 'window_from', 'window_to', 'result', 'notes', 'factors'],
	...['withdrawn_at', 'withdrawn_reason', 'person_id', 'organisation_id', 'role', 'kind']
]);

function readable(history: HistoryPage): HistoryPage {
	const changes = history.changes
		.map((change) => ({
			...change,
			fields: change.fields.filter(({ name, before, after }) => {
				const said = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null);
				return told.has(name) && (said(before) || said(after));
			})
		}))
		.filter(({ action, fields }) => action !== 'update' || fields.length > 0);
	return { ...history, changes };
}

/** What the form of a new measure needs. */
export function openNewMeasure(
	actor: Actor,
	roadmapId: string
): Promise<Pick<MeasurePage, 'head' | 'sections' | 'names'>> {
	return actAs(actor, async (db) => {
		const head = await editableHead(db, actor, roadmapId);
		const sections = await findSections(db, roadmapId);
		return { head, sections, names: await findPartyNames(db, head.owner.path) };
	});
}

export interface LinkChoices {
	roadmaps: Awaited<ReturnType<typeof listChoices>>;
	/** The roadmap that was chosen among them. */
	other: Roadmap | null;
}

/** Measures of another roadmap to choose from when a link is made, and the roadmaps themselves. */
export function openLinkChoices(
	actor: Actor,
	roadmapId: string,
	otherId: string | null
): Promise<LinkChoices> {
	return actAs(actor, async (db) => {
		const other = isId(otherId) ? await findRoadmap(db, otherId) : null;
		return { roadmaps: await listChoices(db, roadmapId), other };
	});
}

/** A roadmap's head with its history, for its form. */
export function openHead(
	actor: Actor,
	id: string,
	before?: number
): Promise<{ head: RoadmapHead; history: HistoryPage | null; may: May }> {
	return actAs(actor, async (db) => {
		const head = isId(id) ? await findHead(db, id) : null;
		if (!head) throw new NotFound('not_found');
		const may = mayDo(actor, head);
		const history = may.history ? await readHistory(db, 'roadmap', id, 20, before) : null;
		return { head, history: history && readable(history), may };
	});
}

/** The roadmap as plain values, for an export. */
export function openSnapshot(actor: Actor, id: string): Promise<RoadmapSnapshot> {
	return actAs(actor, (db) => {
		if (!isId(id)) throw new NotFound('not_found');
		return readSnapshot(db, id);
	});
}

/** What a phrase means in a roadmap, with what is doubtful about it. */
export function explainPhrase(
	actor: Actor,
	id: string,
	phrase: string,
	locale: Locale
): Promise<{ meaning: string; doubts: string[] }> {
	return actAs(actor, async (db) => {
		const head = isId(id) ? await findHead(db, id) : null;
		if (!head) throw new NotFound('not_found');
		const context = { plan: head.period, written: head.order?.date ?? null };
		const term = readTerm(phrase.slice(0, longest.line), context);
		const meaning = explainTerm(term, locale, context);
		const doubts = term.doubts.map((doubt) => explainDoubt(doubt, locale));
		return { meaning, doubts: doubts.filter((doubt) => doubt !== meaning) };
	});
}

export function mayDo(actor: Actor, { owner, withdrawn, status }: RoadmapHead): May {
	const editor = !withdrawn && allowed(actor, 'roadmap.edit', owner.path);
	const shut = editor ? whyShut(status) : null;
	return {
		edit: editor && shut === null,
		shut,
		link: editor,
		withdraw: editor && (!isApproved(status) || allowed(actor, 'roadmap.approve', owner.path)),
		history: allowed(actor, 'history.read', owner.path)
	};
}
