/** What the pages of programmes show. */
import { allowed, type Actor } from '../people/access.ts';
import { NotFound } from '../platform/errors.ts';
import type { Db } from '../platform/database.ts';
import { actAs, isId } from '../roadmap/change.ts';
import { readSnapshot } from '../roadmap/read.ts';
import { findLatest } from '../diagnosis/kept/kept.ts';
import { schoolsByDeficit } from './deficits.ts';
import { formLines, formOf, type ProgrammeForm } from './form.ts';
import {
	passportTexts,
	programmesSize,
	type Line,
	type Member,
	type Order,
	type Passport,
	type PassportText,
	type Programme,
	type ProgrammeYear,
	type Schools,
	type Target,
	type VersionHead,
	type YearSettings
} from './model.ts';
import * as store from './store.ts';
import * as linked from './store-linked.ts';
import type { CampaignChoice, RoadmapChoice } from './store-linked.ts';
import {
	changedParts,
	markOf,
	readContent,
	readSchools,
	type Content,
	type WrittenPart,
	type Written
} from './version.ts';
import type { PaperOf } from './paper.ts';
import type { PassportOf } from './passport-paper.ts';

export interface May {
	edit: boolean;
	history: boolean;
	/** All schools of the place, not only some. */
	schools: boolean;
}

export function mayOf(actor: Actor, { place }: Pick<Programme, 'place'>): May {
	return {
		edit: allowed(actor, 'programme.edit', place.path),
		history: allowed(actor, 'history.read', place.path),
		schools: allowed(actor, 'results.read', place.path)
	};
}

/** A page of the programmes that the actor reads. Two statements. */
export function openProgrammes(
	actor: Actor,
	page: number
): Promise<{ total: number; programmes: store.ListedProgramme[]; may: { begin: boolean } }> {
	return actAs(actor, async (db) => ({
		...(await store.findProgrammes(db, {
			limit: programmesSize,
			offset: (page - 1) * programmesSize
		})),
		may: { begin: (await store.findPlaces(db)).length > 0 }
	}));
}

/** The programme, seen. Throws `NotFound`. */
export async function getProgramme(db: Db, id: string): Promise<Programme> {
	const programme = isId(id) ? await store.findProgramme(db, id) : null;
	if (!programme || programme.withdrawn) throw new NotFound('not_found');
	return programme;
}

/** A fact that the system knows, with where it is from. */
export type MeasuredFacts = Record<string, Record<number, number>>;

export interface ProgrammePage {
	programme: Programme;
	years: { year: number; version: VersionHead | null }[];
	targets: Target[];
	/** By kind and year, what the system itself knows of target values. */
	facts: MeasuredFacts;
	members: Member[];
	orders: Order[];
	tasks: string[];
	may: May;
	/** What the forms offer; null while nothing is edited. */
	choices: {
		people: { id: string; name: string; post: string; organisation: string }[];
		documents: { id: string; name: string }[];
	} | null;
}

/** A programme over all its years; `editing` reads what its forms offer as well. */
export function openProgramme(
	actor: Actor,
	id: string,
	editing: 'people' | 'documents' | null = null
): Promise<ProgrammePage> {
	return actAs(actor, async (db) => {
		const programme = await getProgramme(db, id);
		const years = await store.findYears(db, id);
		const versions = await store.findVersions(db, id);
		const around = await store.findAround(db, id);
		const lines = await store.findLines(
			db,
			years.map((year) => year.id)
		);
		return {
			programme,
			years: years.map((one) => ({ year: one.year, version: versions.get(one.id)?.[0] ?? null })),
			...around,
			facts: await findFacts(db, actor, programme, around.targets),
			tasks: tasksOf(years, lines),
			may: mayOf(actor, programme),
			choices: editing && {
				people: editing === 'people' ? await linked.findPeople(db, programme.place.id) : [],
				documents: editing === 'documents' ? await linked.findDocuments(db, programme.place.id) : []
			}
		};
	});
}

/** The passport as a paper prints it, as it is written now. */
export function openPassport(actor: Actor, id: string): Promise<PassportOf> {
	return actAs(actor, async (db) => {
		const programme = await getProgramme(db, id);
		const years = await store.findYears(db, id);
		const lines = await store.findLines(
			db,
			years.map((year) => year.id)
		);
		return {
			passport: passportOf(programme),
			place: programme.place.name,
			...(await store.findAround(db, id)),
			tasks: tasksOf(years, lines)
		};
	});
}

/** Kept tasks of all years, each once, the earliest first. */
export function tasksOf(
	years: readonly ProgrammeYear[],
	lines: readonly (Line & { yearId: string })[]
): string[] {
	const kept = years.flatMap(({ id }) =>
		lines.filter(
			({ yearId, section, kept: isKept }) => yearId === id && section === 'tasks' && isKept
		)
	);
	return [...new Set(kept.map(({ text }) => text))];
}

/** Facts up to this year, for those who read all of the place: a part of it would be another fact. */
async function findFacts(
	db: Db,
	actor: Actor,
	{ place, firstYear, lastYear }: Programme,
	targets: readonly Target[]
): Promise<MeasuredFacts> {
	const thisYear = Number(place.today.slice(0, 4));
	const years = Array.from(
		{ length: Math.min(lastYear, thisYear) - firstYear + 1 },
		(_, index) => firstYear + index
	);
	const wants = (kind: Target['measured']) => targets.some(({ measured }) => measured === kind);
	const facts: MeasuredFacts = {};
	if (years.length === 0) return facts;
	if (wants('low-results') && allowed(actor, 'results.read', place.path))
		facts['low-results'] = Object.fromEntries(await linked.countListed(db, place.id, years));
	if (wants('measures-done') && allowed(actor, 'execution.read', place.path)) {
		const days = years.map((year) => (year === thisYear ? place.today : `${year}-12-31`));
		const counts = await linked.countMeasures(db, place.id, days);
		facts['measures-done'] = Object.fromEntries(
			[...counts].flatMap(([year, { whole, done }]) =>
				whole > 0 ? [[year, Math.round((done / whole) * 1000) / 10]] : []
			)
		);
	}
	return facts;
}

export interface YearPage {
	programme: Programme;
	form: ProgrammeForm;
	content: Content;
	/** null: not for this reader. */
	schools: Schools | null;
	/** Years of the programme that have a plan. */
	years: number[];
	versions: VersionHead[];
	/** The version shown; null: the plan as it is written now. */
	version: VersionHead | null;
	/** Rows of § 6 for the hand; empty where they are not for this reader, and of a version. */
	deficits: Line[];
	/** Parts that differ from the version in force; null where none is or a version is shown. */
	changed: WrittenPart[] | null;
	/** To send with an approval: it approves what was seen. */
	mark: string;
	roadmap: RoadmapChoice | null;
	campaign: CampaignChoice | null;
	choices: { listYears: number[]; campaigns: CampaignChoice[]; roadmaps: RoadmapChoice[] };
	may: May;
}

/**
 * The plan of a year; `number` shows the version that an order approved instead, `choosing` reads what
 * the form of settings offers. Eleven statements, whatever its size.
 */
export function openYear(
	actor: Actor,
	id: string,
	year: number,
	number: number | null = null,
	choosing = false
): Promise<YearPage> {
	return actAs(actor, async (db) => {
		const { programme, yearRow, written, deficits, years } = await writtenOf(db, id, year);
		const versions = (await store.findVersions(db, id)).get(yearRow.id) ?? [];
		const shown = number ?? versions[0]?.number ?? null;
		const stored = shown === null ? null : await store.findVersion(db, yearRow.id, shown);
		if (number !== null && !stored) throw new NotFound('not_found');
		const approved = stored && readContent(stored.content);
		const choices = {
			listYears: choosing ? await linked.findListYears(db, programme.place.id) : [],
			campaigns: await linked.findCampaigns(db, programme.place.id),
			roadmaps: await linked.findRoadmaps(db, programme.place.id, year)
		};
		const campaign = choices.campaigns.find((one) => one.id === yearRow.campaignId) ?? null;
		const now: Content = {
			...{ form: programme.form, place: programme.place, written, annex: null },
			diagnosis: diagnosisOf(yearRow, campaign)
		};
		const isVersion = number !== null;
		const schools = await schoolsOf(db, programme, yearRow, deficits);
		return {
			programme,
			form: formOf(programme.form),
			content: isVersion ? approved! : now,
			schools: isVersion ? readSchools(stored!.schools) : schools,
			deficits: isVersion ? [] : deficits,
			years: years.map((one) => one.year),
			versions,
			version: isVersion ? versions.find((one) => one.number === number)! : null,
			changed:
				!isVersion && approved
					? changedParts(
							{ written: approved.written, schools: readSchools(stored!.schools) },
							{ written, schools }
						)
					: null,
			mark: await markOf({ written, schools }),
			roadmap: choices.roadmaps.find((one) => one.id === yearRow.roadmapId) ?? null,
			campaign,
			choices,
			may: mayOf(actor, programme)
		};
	});
}

/** All of a plan that an approval or a paper takes; the annex as it is now. */
export async function wholeOf(
	db: Db,
	id: string,
	year: number
): Promise<{ programme: Programme; yearRow: ProgrammeYear; content: Content; schools: Schools }> {
	const { programme, yearRow, written, deficits } = await writtenOf(db, id, year);
	const campaigns = yearRow.campaignId ? await linked.findCampaigns(db, programme.place.id) : [];
	const campaign = campaigns.find((one) => one.id === yearRow.campaignId) ?? null;
	const { name, shortName, kind } = programme.place;
	return {
		programme,
		yearRow,
		content: {
			...{ form: programme.form, place: { name, shortName, kind }, written },
			diagnosis: diagnosisOf(yearRow, campaign),
			annex: yearRow.roadmapId ? await annexOf(db, yearRow.roadmapId) : null
		},
		schools: await schoolsOf(db, programme, yearRow, deficits)
	};
}

/** The paper of a year: a version as it was approved, or the draft as it is now. */
export function openPaper(
	actor: Actor,
	id: string,
	year: number,
	number: number | null
): Promise<PaperOf> {
	return actAs(actor, async (db) => {
		const { programme, yearRow, content, schools } = await wholeOf(db, id, year);
		if (number === null) return { content, schools, form: formOf(programme.form), order: null };
		const stored = await store.findVersion(db, yearRow.id, number);
		const head = (await store.findVersions(db, id))
			.get(yearRow.id)
			?.find((one) => one.number === number);
		if (!stored || !head) throw new NotFound('not_found');
		const approved = readContent(stored.content);
		return {
			content: approved,
			schools: readSchools(stored.schools),
			form: formOf(approved.form),
			order: { issuer: head.orderIssuer, date: head.orderDate, number: head.orderNumber }
		};
	});
}

async function annexOf(db: Db, roadmapId: string): Promise<Content['annex']> {
	try {
		return await readSnapshot(db, roadmapId);
	} catch (error) {
		// a roadmap that this reader does not see, or that was withdrawn, is no annex
		if (error instanceof NotFound) return null;
		throw error;
	}
}

const diagnosisOf = (year: ProgrammeYear, campaign: CampaignChoice | null) =>
	campaign
		? { order: campaign.order, from: campaign.from, to: campaign.to }
		: { order: year.diagnosisOrder, from: year.diagnosisFrom, to: year.diagnosisTo };

/** Lists of the year and, by deficit, schools that profiles or a hand named. */
async function schoolsOf(
	db: Db,
	programme: Programme,
	year: ProgrammeYear,
	deficits: readonly Line[]
): Promise<Schools> {
	const lists = await linked.findSchools(db, programme.place.id, year.listYear);
	const names = await linked.findSchoolNames(db, programme.place.id);
	const profiles = await findLatest(db, [...names.keys()]);
	const typed = Object.fromEntries(
		deficits.flatMap(({ key, source }) => (key !== null && source !== '' ? [[key, source]] : []))
	);
	return {
		...lists,
		typed,
		deficits: schoolsByDeficit(formLines(formOf(programme.form), 'deficits'), {
			...{ profiles, names, typed, from: year.deficitsFrom }
		})
	};
}

async function writtenOf(
	db: Db,
	id: string,
	year: number
): Promise<{
	programme: Programme;
	yearRow: ProgrammeYear;
	years: ProgrammeYear[];
	written: Written;
	deficits: Line[];
}> {
	const programme = await getProgramme(db, id);
	const years = await store.findYears(db, id);
	const yearRow = years.find((one) => one.year === year);
	if (!yearRow) throw new NotFound('not_found');
	const lines = await store.findLines(
		db,
		years.map((one) => one.id)
	);
	const own = lines.filter(({ yearId }) => yearId === yearRow.id);
	return {
		programme,
		yearRow,
		years,
		written: {
			...{ passport: passportOf(programme), year, settings: settingsOf(yearRow) },
			...(await store.findAround(db, id)),
			lines: own.filter(({ section }) => section !== 'deficits'),
			tasks: tasksOf(years, lines)
		},
		deficits: own.filter(({ section }) => section === 'deficits')
	};
}

export function passportOf(programme: Programme): Passport {
	const { title, firstYear, lastYear } = programme;
	const texts = passportTexts.map((field) => [field, programme[field]]);
	return {
		...{ title, firstYear, lastYear },
		...(Object.fromEntries(texts) as Record<PassportText, string>)
	};
}

export function settingsOf(year: ProgrammeYear): YearSettings {
	const { listYear, campaignId, diagnosisOrder, diagnosisFrom, diagnosisTo } = year;
	const { deficitsFrom, roadmapId } = year;
	return {
		...{ listYear, campaignId, diagnosisOrder, diagnosisFrom, diagnosisTo },
		...{ deficitsFrom, roadmapId }
	};
}
