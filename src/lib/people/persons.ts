import { z } from 'zod';
import { act, type Db } from '../platform/database.ts';
import { endSessions, renameAccount } from '../platform/accounts.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { readHistories, type HistoryPage } from '../platform/history.ts';
import { parseInput } from '../platform/parse.ts';
import { allowed, mayGive, roles, type Actor, type Role } from './access.ts';
import { chosen, line, optionalDay, optionalEmail, requiredLine, revision } from './input.ts';
import type {
	Appointment,
	Curatorship,
	OrganisationChoice,
	Page,
	Person,
	PersonRow
} from './model.ts';
import { fullName } from './names.ts';
import { findChoices } from './store-organisations.ts';
import {
	findAppointments,
	findCuratorships,
	findPerson,
	findPersons,
	insertPerson,
	isEmailTaken,
	updatePerson,
	type PersonFilter
} from './store-persons.ts';

export const PEOPLE_PER_PAGE = 50;

const acting = (actor: Actor) => ({ personId: actor.personId, today: null });

/** A page of the people that `actor` sees, with the organisations to choose from. */
export async function listPeople(
	actor: Actor,
	filter: PersonFilter,
	page: number
): Promise<Page<PersonRow> & { organisations: OrganisationChoice[]; mayAdd: boolean }> {
	return act(acting(actor), async (db) => {
		const found = await findPersons(db, filter, page, PEOPLE_PER_PAGE);
		const organisations = await findChoices(db);
		return {
			...found,
			page,
			size: PEOPLE_PER_PAGE,
			organisations,
			mayAdd: organisations.some(({ path }) => allowed(actor, 'person.edit', path))
		};
	});
}

/** What `actor` may do with a person, so that the page offers nothing that would be refused. */
export interface PersonRights {
	edit: boolean;
	/** Send the link by which the person signs in. */
	invite: boolean;
	/** Change the address, the organisation or the last day of a person who signs in. */
	govern: boolean;
}

export interface PersonPage {
	person: Person;
	appointments: (Appointment & { mayEnd: boolean })[];
	curatorships: (Curatorship & { mayEnd: boolean })[];
	rights: PersonRights;
	/** Where which roles may be given by `actor`. */
	gives: { organisation: OrganisationChoice; roles: Role[] }[];
	/** Schools that may be assigned; only for curators. */
	schools: OrganisationChoice[];
	history: HistoryPage;
}

/** A person with roles, schools and history. Throws NotFound for unknown and unseen alike. */
export async function readPerson(actor: Actor, id: string, before?: number): Promise<PersonPage> {
	return act(acting(actor), async (db) => {
		const person = await getPerson(db, id);
		const appointments = await findAppointments(db, id);
		const curatorships = await findCuratorships(db, id);
		const organisations = await findChoices(db);
		const gives = organisations.flatMap((organisation) => {
			const given = roles.filter((role) => mayGive(actor, role, organisation.path));
			return given.length > 0 ? [{ organisation, roles: given }] : [];
		});
		const isCurator = appointments.some(({ role, open }) => role === 'curator' && open);
		return {
			person,
			appointments: appointments.map((held) => ({
				...held,
				mayEnd: held.open && mayGive(actor, held.role, held.path)
			})),
			curatorships: curatorships.map((held) => ({
				...held,
				mayEnd: held.open && allowed(actor, 'role.give', held.path)
			})),
			rights: rightsOver(actor, person, appointments),
			gives,
			schools: isCurator
				? organisations.filter(
						({ kind, path }) =>
							(kind === 'school' || kind === 'leader-school') && allowed(actor, 'role.give', path)
					)
				: [],
			history: await readHistories(
				db,
				[
					{ table: 'person', ids: [id] },
					{ table: 'appointment', ids: appointments.map((held) => held.id) },
					{ table: 'curatorship', ids: curatorships.map((held) => held.id) }
				],
				20,
				before
			)
		};
	});
}

/** Whoever sends the link or changes the address could sign in himself: he must hold the rights. */
export function rightsOver(
	actor: Actor,
	person: Pick<Person, 'id' | 'path' | 'accountId'>,
	appointments: readonly Pick<Appointment, 'role' | 'path' | 'open'>[]
): PersonRights {
	const edit = allowed(actor, 'person.edit', person.path);
	const holdsAll = appointments.every(
		({ role, path, open }) => !open || mayGive(actor, role, path)
	);
	return {
		edit,
		invite: allowed(actor, 'person.invite', person.path) && holdsAll,
		govern: edit && (person.accountId === null || person.id === actor.personId || holdsAll)
	};
}

/** A person with the duties that hold now or will hold; three statements of the caller's `db`. */
export async function findOpenDuties(
	db: Db,
	id: string
): Promise<{ person: Person; appointments: Appointment[]; curatorships: Curatorship[] }> {
	return {
		person: await getPerson(db, id),
		appointments: (await findAppointments(db, id)).filter(({ open }) => open),
		curatorships: (await findCuratorships(db, id)).filter(({ open }) => open)
	};
}

export async function getPerson(db: Db, id: string): Promise<Person> {
	const person = z.uuid().safeParse(id).success ? await findPerson(db, id) : null;
	if (!person) throw new NotFound('error_no_person');
	return person;
}

const fields = {
	surname: requiredLine(80, 'error_surname'),
	given: line(80),
	patronymic: line(80),
	post: line(200),
	email: optionalEmail,
	phone: line(60).default(''),
	organisationId: chosen('error_organisation')
};
const newPerson = z.object(fields);
const savedPerson = z.object({ ...fields, leftOn: optionalDay, revision });

/** Adds a person, without an account, and returns the id. */
export async function addPerson(actor: Actor, given: Record<string, string>): Promise<string> {
	const person = parseInput(newPerson, given);
	return act(acting(actor), async (db) => {
		await mustEditPeopleAt(db, actor, person.organisationId);
		await mustBeFree(db, person.email, null);
		return insertPerson(db, person);
	});
}

/**
 * Saves a person over the revision that the form was made from. Throws Conflict with what is
 * stored now. A person who has left is signed out at once.
 */
export async function editPerson(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<void> {
	const { revision: over, ...wanted } = parseInput(savedPerson, given);
	const { person, hasLeft } = await act(acting(actor), async (db) => {
		const person = await getPerson(db, id);
		const rights = rightsOver(actor, person, await findAppointments(db, id));
		if (!rights.edit) throw new Forbidden('error_forbidden');
		if (person.revision !== over) throw new Conflict('error_conflict', person);
		const governs =
			wanted.email !== person.email ||
			wanted.leftOn !== person.leftOn ||
			wanted.organisationId !== person.organisationId;
		if (governs && !rights.govern) throw new Forbidden('error_holds_more');
		if (wanted.organisationId !== person.organisationId)
			await mustEditPeopleAt(db, actor, wanted.organisationId);
		if (person.accountId && !wanted.email)
			throw new Invalid('error_form', { email: 'error_email_needed' });
		await mustBeFree(db, wanted.email, id);
		if (!(await updatePerson(db, id, over, wanted)))
			throw new Conflict('error_conflict', await getPerson(db, id));
		const today = await db
			.selectNoFrom(({ fn }) => fn<string>('opora.today').as('day'))
			.executeTakeFirstOrThrow();
		return { person, hasLeft: wanted.leftOn !== null && wanted.leftOn <= today.day };
	});
	if (!person.accountId) return;
	if (wanted.email && (wanted.email !== person.email || fullName(wanted) !== fullName(person)))
		await renameAccount(person.accountId, { email: wanted.email, name: fullName(wanted) });
	if (hasLeft) await endSessions(person.accountId);
}

/** Organisations in which `actor` may add and edit people. */
export async function listPlacesForPeople(actor: Actor): Promise<OrganisationChoice[]> {
	const found = await act(acting(actor), findChoices);
	return found.filter(({ path }) => allowed(actor, 'person.edit', path));
}

async function mustEditPeopleAt(db: Db, actor: Actor, organisationId: string): Promise<void> {
	const places = await findChoices(db);
	const place = places.find(({ id }) => id === organisationId);
	if (!place || !allowed(actor, 'person.edit', place.path))
		throw new Invalid('error_form', { organisationId: 'error_organisation' });
}

async function mustBeFree(db: Db, email: string | null, person: string | null): Promise<void> {
	if (email && (await isEmailTaken(db, email, person)))
		throw new Invalid('error_form', { email: 'error_email_taken' });
}
