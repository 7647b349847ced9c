import { z } from 'zod';
import { act, type Db } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { readHistory, type HistoryPage } from '../platform/history.ts';
import { parseInput } from '../platform/parse.ts';
import { allowed, type Actor } from './access.ts';
import { chosen, optionalDay, requiredLine, revision } from './input.ts';
import {
	organisationKinds,
	schoolKinds,
	type Organisation,
	type OrganisationChoice,
	type Page,
	type SchoolRow
} from './model.ts';
import {
	findChoices,
	findOrganisation,
	findPapersOf,
	findSchools,
	insertOrganisation,
	updateOrganisation
} from './store-organisations.ts';
import { findCurators, findStaff } from './store-persons.ts';

export const SCHOOLS_PER_PAGE = 50;

const acting = (actor: Actor) => ({ personId: actor.personId, today: null });

/** A page of the schools (or of all organisations) that `actor` sees, in alphabetical order. */
export async function listSchools(
	actor: Actor,
	filter: { q: string; all: boolean },
	page: number
): Promise<Page<SchoolRow> & { mayAdd: boolean }> {
	const kinds = filter.all ? organisationKinds : schoolKinds;
	const found = await act(acting(actor), (db) =>
		findSchools(db, { q: filter.q, kinds }, page, SCHOOLS_PER_PAGE)
	);
	return {
		...found,
		page,
		size: SCHOOLS_PER_PAGE,
		mayAdd: actor.duties.some(({ path }) => allowed(actor, 'organisation.edit', path))
	};
}

export interface OrganisationPage {
	organisation: Organisation;
	staff: Awaited<ReturnType<typeof findStaff>>;
	curators: Awaited<ReturnType<typeof findCurators>>;
	papers: Awaited<ReturnType<typeof findPapersOf>>;
	history: HistoryPage;
	may: { edit: boolean; addPerson: boolean; addRoadmap: boolean; history: boolean };
}

/** A school on one page. Throws NotFound for unknown and unseen alike. */
export async function readOrganisation(
	actor: Actor,
	id: string,
	before?: number
): Promise<OrganisationPage> {
	return act(acting(actor), async (db) => {
		const organisation = await getOrganisation(db, id);
		const { path } = organisation;
		return {
			organisation,
			staff: await findStaff(db, id),
			curators: await findCurators(db, id),
			papers: await findPapersOf(db, id),
			history: await readHistory(db, 'organisation', id, 10, before),
			may: {
				edit: allowed(actor, 'organisation.edit', path),
				addPerson: allowed(actor, 'person.edit', path),
				addRoadmap: allowed(actor, 'roadmap.edit', path),
				history: allowed(actor, 'history.read', path)
			}
		};
	});
}

/** One organisation for its form. */
export async function readOrganisationToEdit(actor: Actor, id: string): Promise<Organisation> {
	const organisation = await act(acting(actor), (db) => getOrganisation(db, id));
	if (!allowed(actor, 'organisation.edit', organisation.path))
		throw new Forbidden('error_forbidden');
	return organisation;
}

/** Organisations under which `actor` may make new ones. */
export async function listParents(actor: Actor): Promise<OrganisationChoice[]> {
	const found = await act(acting(actor), findChoices);
	return found.filter(
		({ kind, path }) =>
			(kind === 'region' || kind === 'municipality') && allowed(actor, 'organisation.edit', path)
	);
}

/** Zones of Russia and what else the runtime knows; `Europe/Moscow` is the usual one. */
export const timeZones: readonly string[] = [
	'Europe/Kaliningrad',
	'Europe/Moscow',
	'Europe/Samara',
	'Asia/Yekaterinburg',
	'Asia/Omsk',
	'Asia/Krasnoyarsk',
	'Asia/Irkutsk',
	'Asia/Yakutsk',
	'Asia/Vladivostok',
	'Asia/Magadan',
	'Asia/Kamchatka'
];

const fields = {
	name: requiredLine(400, 'error_name'),
	shortName: requiredLine(120, 'error_short_name'),
	kind: z.enum(organisationKinds, 'error_kind'),
	timeZone: z.enum(timeZones as [string, ...string[]], 'error_time_zone'),
	code: z
		.string()
		.default('')
		.transform((text) => text.trim() || null)
		.pipe(
			z
				.string()
				.regex(/^\S{1,40}$/, 'error_school_code')
				.nullable()
		)
};
const newOrganisation = z.object({ ...fields, parentId: chosen('error_parent') });
const savedOrganisation = z.object({ ...fields, closedOn: optionalDay, revision });

/** Adds an organisation under another and returns its id. */
export async function addOrganisation(
	actor: Actor,
	given: Record<string, string>
): Promise<string> {
	const { parentId, ...wanted } = parseInput(newOrganisation, given);
	if (wanted.kind === 'region') throw new Invalid('error_form', { kind: 'error_kind' });
	return act(acting(actor), async (db) => {
		const parent = await findOrganisation(db, parentId);
		if (!parent || !allowed(actor, 'organisation.edit', parent.path))
			throw new Invalid('error_form', { parentId: 'error_parent' });
		return insertOrganisation(db, parentId, wanted);
	});
}

/** Saves over the revision that the form was made from. Throws Conflict with what is stored now. */
export async function editOrganisation(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<void> {
	const { revision: over, ...wanted } = parseInput(savedOrganisation, given);
	await act(acting(actor), async (db) => {
		const organisation = await getOrganisation(db, id);
		if (!allowed(actor, 'organisation.edit', organisation.path))
			throw new Forbidden('error_forbidden');
		if (organisation.revision !== over) throw new Conflict('error_conflict', organisation);
		if (!(await updateOrganisation(db, id, over, wanted)))
			throw new Conflict('error_conflict', await getOrganisation(db, id));
	});
}

async function getOrganisation(db: Db, id: string): Promise<Organisation> {
	const organisation = z.uuid().safeParse(id).success ? await findOrganisation(db, id) : null;
	if (!organisation) throw new NotFound('error_no_organisation');
	return organisation;
}
