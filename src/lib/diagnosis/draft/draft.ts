/** Front door of drafts: from a risk profile to a roadmap. */
import { schoolYearOf } from '../../calendar/calendar.ts';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { createRoadmap, tieMeasures } from '../../roadmap/roadmap.ts';
import { deficits } from '../factors/factors.ts';
import { latestLevels, type LatestLevels } from '../kept/kept.ts';
import { allMeasures } from '../library/library.ts';
import type { LibraryMeasure } from '../library/measures.ts';
import { suggestChoice, type FactorChoice } from './choose.ts';
import { mustBeWhole, withForm, type DraftContent, type DraftForm } from './content.ts';
import { isDeficit, type LevelOf } from './levels.ts';
import {
	mostSchools,
	type Draft,
	type DraftHead,
	type DraftKind,
	type DraftPlace
} from './model.ts';
import { draftMunicipality, type SchoolWork } from './municipality.ts';
import { alternativesTo } from './pick.ts';
import { draftSchool, planFor, swapped } from './school.ts';
import { servingTies, type LaneMeasure } from './serve.ts';
import { acceptedOf } from './snapshot.ts';
import * as store from './store.ts';

export type { Draft, DraftHead } from './model.ts';

/** The profile that a choice is made by. */
export type ProfileHead = Pick<LatestLevels, 'profileId' | 'version' | 'year' | 'approvedOn'>;

export interface SchoolChoice {
	place: DraftPlace;
	factors: FactorChoice[];
	/** null: nothing is known, every factor is chosen by hand. */
	profile: ProfileHead | null;
	/** First years of the school years that can be drafted for. */
	years: number[];
}

export interface MunicipalChoice {
	place: DraftPlace;
	schools: {
		id: string;
		name: string;
		/** Its roadmap of the year; null where it has none yet. */
		roadmapId: string | null;
		measures: number;
		/** What it works on, by its roadmap, else by its profile. */
		factors: number[];
	}[];
	years: number[];
	year: number;
}

/** Places to draft for, and drafts that wait. */
export function openDrafts(
	actor: Actor,
	page: number
): Promise<{ places: DraftPlace[]; total: number; drafts: DraftHead[] }> {
	return actAs(actor, async (db) => ({
		places: await store.findPlaces(db),
		...(await store.findDrafts(db, page))
	}));
}

/** What a school's draft can be made from. */
export async function openSchoolChoice(actor: Actor, schoolId: string): Promise<SchoolChoice> {
	const place = await actAs(actor, (db) => placeOf(db, schoolId));
	const [profile = null] = await latestLevels(actor, [schoolId]);
	return {
		place,
		factors: suggestChoice(profile?.levels ?? unknownLevels()),
		profile,
		years: yearsFor(place.today)
	};
}

/** Makes a school's draft of the chosen factors and keeps it; its id. */
export async function beginSchoolDraft(
	actor: Actor,
	schoolId: string,
	given: { factors: number[]; year: number }
): Promise<string> {
	const { place, factors, profile, years } = await openSchoolChoice(actor, schoolId);
	const chosen = factors.filter(({ number }) => given.factors.includes(number));
	if (chosen.length === 0) throw new Invalid('error_form', { factors: 'draft_error_factors' });
	const plan = planFor(yearIn(given.year, years), place.today);
	const library = await allMeasures(actor);
	return actAs(actor, async (db) => {
		const content = draftSchool(
			{
				school: place,
				chosen,
				profile: profile && { id: profile.profileId, year: profile.year, version: profile.version },
				results: await store.findLowResults(db, schoolId),
				plan
			},
			library
		);
		return store.insertDraft(db, {
			ownerId: schoolId,
			kind: 'school',
			plan,
			content,
			by: actor.personId
		});
	});
}

/** Schools whose needs a municipality's draft can be made from. */
export async function openMunicipalChoice(
	actor: Actor,
	placeId: string,
	asked: number | null
): Promise<MunicipalChoice> {
	const place = await actAs(actor, (db) => placeOf(db, placeId));
	const years = yearsFor(place.today);
	const year = asked !== null && years.includes(asked) ? asked : years[0]!;
	const schools = await actAs(actor, (db) => store.findSchools(db, place.path));
	const works = await worksOf(
		actor,
		schools.map(({ id }) => id),
		planFor(year, place.today)
	);
	return {
		place,
		years,
		year,
		schools: works.map(({ id, school, roadmapId, levels, measures }) => ({
			id,
			name: school,
			roadmapId,
			measures: measures.length,
			factors: levels.map(({ number }) => number)
		}))
	};
}

/** Makes a municipality's draft of what the chosen schools need and keeps it; its id. */
export async function beginMunicipalDraft(
	actor: Actor,
	placeId: string,
	given: { schools: string[]; year: number }
): Promise<string> {
	const place = await actAs(actor, (db) => placeOf(db, placeId));
	const known = await actAs(actor, (db) => store.findSchools(db, place.path));
	const ids = known.map(({ id }) => id).filter((id) => given.schools.includes(id));
	if (ids.length === 0) throw new Invalid('error_form', { schools: 'draft_error_schools' });
	if (ids.length > mostSchools)
		throw new Invalid('error_form', { schools: 'draft_error_many_schools' });
	const plan = planFor(yearIn(given.year, yearsFor(place.today)), place.today);
	const schools = await worksOf(actor, ids, plan);
	const need = { place: place.shortName, schools, plan };
	if (schools.every(({ levels }) => levels.length === 0))
		throw new Invalid('error_form', { schools: 'draft_error_no_needs' });
	const content = draftMunicipality(need, await allMeasures(actor));
	return actAs(actor, (db) =>
		store.insertDraft(db, {
			ownerId: placeId,
			kind: 'municipality',
			plan,
			content,
			by: actor.personId
		})
	);
}

export interface DraftPage {
	draft: Draft;
	/** Other entries of the library for each measure, by its key. */
	alternatives: Record<string, LibraryMeasure[]>;
	may: { edit: boolean };
}

export async function openDraft(actor: Actor, id: string): Promise<DraftPage> {
	const library = await allMeasures(actor);
	return actAs(actor, async (db) => {
		const draft = isId(id) ? await store.findDraft(db, { id }) : null;
		if (!draft) throw new NotFound('not_found');
		const { measures } = draft.content;
		const taken = new Set(measures.map(({ library }) => library));
		return {
			draft,
			alternatives: Object.fromEntries(
				measures.map(({ key, factor, lane }) => [
					key,
					alternativesTo({ factor, level: lane }, taken, library)
				])
			),
			may: {
				edit:
					draft.roadmapId === null &&
					!draft.withdrawn &&
					allowed(actor, 'roadmap.edit', draft.place.path)
			}
		};
	});
}

/** Keeps what was changed, swaps included. Throws `Conflict` where somebody saved meanwhile. */
export async function saveDraft(
	actor: Actor,
	id: string,
	form: DraftForm,
	revision: number
): Promise<void> {
	const library = await allMeasures(actor);
	return actAs(actor, async (db) => {
		const draft = await heldDraft(db, actor, id, revision);
		await store.updateDraft(db, id, changed(draft, form, library));
	});
}

/**
 * Makes the roadmap of what was kept, in one transaction with the draft's end. Throws `Invalid` with
 * fields where something is missing; then nothing is made, and what was typed is the caller's to keep.
 * A draft that became a roadmap already gives that one.
 */
export async function acceptDraft(
	actor: Actor,
	id: string,
	form: DraftForm,
	revision: number
): Promise<{ roadmapId: string; links: number; kind: DraftKind }> {
	const library = await allMeasures(actor);
	return actAs(actor, async (db) => {
		const accepted = isId(id) ? await store.findDraft(db, { id }, true) : null;
		if (accepted?.roadmapId)
			return { roadmapId: accepted.roadmapId, links: 0, kind: accepted.kind };
		const draft = await heldDraft(db, actor, id, revision);
		const content = changed(draft, form, library);
		mustBeWhole(content, draft.plan);
		const { snapshot, sources, kept } = acceptedOf(content, draft.kind, draft.plan);
		const { id: roadmapId, measureIds } = await createRoadmap(
			{ personId: actor.personId, today: null },
			{
				ownerId: draft.place.id,
				snapshot,
				sources,
				factors: [...new Set(kept.map(({ factor }) => factor))].sort((a, b) => a - b)
			},
			db
		);
		await store.updateDraft(db, id, content, roadmapId);
		const own = kept.map((one, i) => ({ ...one, id: measureIds[i]! }));
		const links =
			draft.kind === 'school'
				? await tieToMunicipality(db, { ...draft, roadmapId }, own, library)
				: await tieMeasures(
						db,
						own.flatMap(({ id: fromId, serves }) =>
							serves.map(({ id: toId }) => ({ kind: 'supports' as const, fromId, toId }))
						)
					);
		return { roadmapId, links, kind: draft.kind };
	});
}

/** Where the municipality's roadmap came first: ties its measures to the school's new ones. */
async function tieToMunicipality(
	db: Db,
	{ place, plan, roadmapId }: Pick<Draft, 'place' | 'plan'> & { roadmapId: string },
	own: readonly LaneMeasure[],
	library: readonly LibraryMeasure[]
): Promise<number> {
	const above = await store.findMunicipalMeasures(db, place.path, plan);
	return store.tieFromAbove(db, roadmapId, servingTies(above, own, library));
}

export function withdrawDraft(actor: Actor, id: string): Promise<void> {
	return actAs(actor, async (db) => {
		await heldDraft(db, actor, id, null);
		await store.withdrawDraft(db, id);
	});
}

async function heldDraft(
	db: Db,
	actor: Actor,
	id: string,
	revision: number | null
): Promise<Draft> {
	const draft = isId(id) ? await store.findDraft(db, { id }, true) : null;
	if (!draft || draft.withdrawn) throw new NotFound('not_found');
	if (!allowed(actor, 'roadmap.edit', draft.place.path)) throw new Forbidden('error_forbidden');
	if (draft.roadmapId !== null) throw new Conflict('draft_error_accepted', draft.roadmapId);
	if (revision !== null && draft.revision !== revision)
		throw new Conflict('draft_error_conflict', draft.revision);
	return draft;
}

/** The content as its form says, with measures swapped where that was chosen. */
function changed(draft: Draft, form: DraftForm, library: readonly LibraryMeasure[]): DraftContent {
	let content = withForm(draft.content, form);
	for (const { key } of draft.content.measures) {
		const other = library.find(({ id }) => id === form[`swap.${key}`]);
		if (other) content = swapped(content, key, other, library, draft.plan);
	}
	return content;
}

async function placeOf(db: Db, id: string): Promise<DraftPlace> {
	const place = isId(id) ? await store.findPlace(db, id) : null;
	if (!place) throw new NotFound('not_found');
	return place;
}

/** What schools work on: factors of their roadmaps, else what their profiles suggest. */
async function worksOf(
	actor: Actor,
	ids: string[],
	plan: { from: string; to: string }
): Promise<(SchoolWork & { id: string; roadmapId: string | null })[]> {
	const [profiles, roadmaps] = [
		await latestLevels(actor, ids),
		await actAs(actor, (db) => store.findSchoolRoadmaps(db, ids, plan))
	];
	const levelsOf = new Map(profiles.map(({ schoolId, levels }) => [schoolId, levels]));
	return roadmaps.map(({ schoolId, school, roadmapId, factors, measures }) => {
		const levels = levelsOf.get(schoolId) ?? unknownLevels();
		const own = factors.length > 0 ? factors : measures.flatMap((one) => [...one.factors]);
		const chosen =
			own.length > 0
				? levels.filter(({ number }) => own.includes(number))
				: suggestChoice(levels).filter(({ suggested }) => suggested);
		return { id: schoolId, school, roadmapId, levels: chosen.filter(worthIt(own)), measures };
	});
}

/** What a roadmap names counts at any level; of a profile alone only deficits do. */
function worthIt(named: readonly number[]): (one: LevelOf) => boolean {
	return (one) => named.includes(one.number) || isDeficit(one);
}

function unknownLevels(): LevelOf[] {
	return deficits.map(({ code, number }) => ({
		factor: code,
		number,
		score: null,
		level: 'unknown',
		reason: null
	}));
}

/** The school year that runs, while there is something left of it, and the next. */
function yearsFor(today: string): number[] {
	const { first } = schoolYearOf(today);
	const month = Number(today.slice(5, 7));
	return month >= 5 && month <= 8 ? [first + 1] : [first, first + 1];
}

function yearIn(asked: number, years: number[]): number {
	if (!years.includes(asked)) throw new Invalid('error_form', { year: 'draft_error_year' });
	return asked;
}
