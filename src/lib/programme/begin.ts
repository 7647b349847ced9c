/** New programmes and new plans, empty or from last year's. */
import { z } from 'zod';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { parseInput } from '../platform/parse.ts';
import { actAs } from '../roadmap/change.ts';
import { copiedLines } from './copy.ts';
import { holdProgramme } from './edit.ts';
import { formOf, forms, startLines } from './form.ts';
import type { Place, Programme, YearSettings } from './model.ts';
import { getProgramme, passportOf } from './open.ts';
import { most } from './parts.ts';
import * as store from './store.ts';
import * as linked from './store-linked.ts';

const newProgramme = z
	.object({
		place: z.uuid('programme_wrong_choice'),
		form: z.enum(
			forms.map(({ id }) => id),
			'programme_wrong_choice'
		),
		title: z.string().trim().min(1, 'programme_wrong_title').max(most.title, 'error_too_long'),
		firstYear: z.coerce
			.number('programme_wrong_year')
			.int()
			.min(1990, 'programme_wrong_year')
			.max(2190, 'programme_wrong_year'),
		lastYear: z.coerce
			.number('programme_wrong_year')
			.int()
			.min(1990, 'programme_wrong_year')
			.max(2199, 'programme_wrong_year'),
		/** A programme to begin from; empty: the form. */
		from: z.uuid('programme_wrong_choice').or(z.literal(''))
	})
	.superRefine(({ firstYear, lastYear }, context) => {
		const issue = (message: string) =>
			context.addIssue({ code: 'custom', path: ['lastYear'], message });
		if (lastYear < firstYear) issue('programme_wrong_years');
		else if (lastYear >= firstYear + most.years) issue('programme_wrong_many_years');
	});

export interface NewPage {
	places: Place[];
	forms: { id: string; name: string; source: string }[];
	/** Programmes that a new one may begin from. */
	programmes: store.ListedProgramme[];
}

/** What a new programme may be; empty places: the actor may begin none. */
export function openNew(actor: Actor): Promise<NewPage> {
	return actAs(actor, async (db) => ({
		places: await store.findPlaces(db),
		forms: forms.map(({ id, name, source }) => ({ id, name, source })),
		programmes: (await store.findProgrammes(db, { limit: 100, offset: 0 })).programmes
	}));
}

/** Begins a programme with the plan of its first year. */
export async function beginProgramme(
	actor: Actor,
	given: Record<string, string>
): Promise<{ id: string; year: number }> {
	const {
		place: placeId,
		from,
		form: formId,
		title,
		firstYear,
		lastYear
	} = parseInput(newProgramme, given);
	return actAs(actor, async (db) => {
		const place = (await store.findPlaces(db)).find(({ id }) => id === placeId);
		if (!place) throw new NotFound('not_found');
		const source = from === '' ? null : await getProgramme(db, from);
		const form = formOf(source?.form ?? formId);
		const passport = {
			...(source ? passportOf(source) : blankPassport(place, form.measures.purpose)),
			...{ title, firstYear, lastYear }
		};
		const by = actor.personId;
		const id = await store.insertProgramme(db, {
			...{ placeId, passport, by },
			...{ form: form.id, formVersion: form.version }
		});
		if (source) await copyAround(db, source, { id, placeId });
		const programme = (await store.findProgramme(db, id))!;
		await addPlan(db, actor, programme, firstYear, source);
		return { id, year: firstYear };
	});
}

function blankPassport(place: Place, purpose: string) {
	const blank = { basis: '', customer: place.name, coordinator: '', executors: '', purpose };
	return {
		...blank,
		...{ stagePreparationTerm: '', stagePreparation: '' },
		...{ stageExecutionTerm: '', stageExecution: '', stageSpreadingTerm: '', stageSpreading: '' },
		...{ financing: '', expected: '', control: '' }
	};
}

/** Target values without facts, and the groups' members; orders are of their years. */
async function copyAround(
	db: Db,
	source: Programme,
	to: { id: string; placeId: string }
): Promise<void> {
	const at = { programmeId: to.id, placeId: to.placeId };
	for (const target of await store.findTargets(db, source.id))
		await store.upsertTarget(db, at, { ...target, id: crypto.randomUUID() });
	for (const member of await store.findMembers(db, source.id))
		await store.upsertMember(db, at, { ...member, id: crypto.randomUUID() });
}

/** Adds the plan of a year: a copy of the newest year's before it, or the empty form. */
export function beginYear(
	actor: Actor,
	id: string,
	given: { year: number; copy: boolean }
): Promise<void> {
	return actAs(actor, async (db) => {
		const programme = await holdProgramme(db, actor, id);
		const { firstYear, lastYear } = programme;
		if (!Number.isInteger(given.year) || given.year < firstYear || given.year > lastYear)
			throw new Invalid('error_form', { year: 'programme_wrong_planned' });
		await addPlan(db, actor, programme, given.year, given.copy ? programme : null);
	});
}

async function addPlan(
	db: Db,
	actor: Actor,
	programme: Programme,
	year: number,
	source: Programme | null
): Promise<void> {
	const { place } = programme;
	const planned = source ? await store.findYears(db, source.id) : [];
	const last = planned.findLast((one) => one.year < year) ?? planned.at(-1) ?? null;
	const yearId = await store.insertYear(db, {
		...{ programmeId: programme.id, placeId: place.id, year, by: actor.personId },
		settings: await usualSettings(db, place, year)
	});
	// begun twice, it is one plan
	if (yearId === null) return;
	const lines = last
		? copiedLines(await store.findLines(db, [last.id]), last.year, year)
		: startLines(formOf(programme.form), place.name);
	await store.insertLines(db, { yearId, placeId: place.id }, lines);
}

/** The newest lists by then, the campaign of the year, and the roadmap that runs in it. */
async function usualSettings(db: Db, place: Place, year: number): Promise<YearSettings> {
	const lists = await linked.findListYears(db, place.id);
	const campaigns = await linked.findCampaigns(db, place.id);
	const roadmaps = await linked.findRoadmaps(db, place.id, year);
	const [roadmap] = roadmaps;
	const runs =
		roadmap && Number(roadmap.from.slice(0, 4)) <= year && Number(roadmap.to.slice(0, 4)) >= year;
	return {
		listYear: lists.find((one) => one <= year) ?? year,
		campaignId: campaigns.find(({ from }) => from?.startsWith(String(year)))?.id ?? null,
		...{ diagnosisOrder: '', diagnosisFrom: null, diagnosisTo: null },
		deficitsFrom: 'high',
		roadmapId: runs ? roadmap.id : null
	};
}
