import { z } from 'zod';
import { act } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { parseInput } from '../platform/parse.ts';
import { allowed, mayGive, roles, type Actor } from './access.ts';
import { chosen, line, optionalDay, requiredDay } from './input.ts';
import { schoolKinds, type Term } from './model.ts';
import { getPerson } from './persons.ts';
import {
	endDuty,
	hasAppointment,
	hasCuratorship,
	insertAppointment,
	insertCuratorship
} from './store-duties.ts';
import { findOrganisation } from './store-organisations.ts';
import { findAppointments, findCuratorships } from './store-persons.ts';

const acting = (actor: Actor) => ({ personId: actor.personId, today: null });

const term = {
	from: requiredDay,
	to: optionalDay,
	orderNumber: line(40),
	orderDate: optionalDay
};
const givenRole = z.object({
	organisationId: chosen('error_organisation'),
	role: z.enum(roles, 'error_role'),
	...term
});
const givenSchool = z.object({ organisationId: chosen('error_school'), ...term });

/** Gives a person a role by an order; only a role whose every right the giver has there. */
export async function giveRole(
	actor: Actor,
	personId: string,
	given: Record<string, string>
): Promise<void> {
	const { organisationId, role, ...rest } = parseInput(givenRole, given);
	const held = asTerm(rest);
	await act(acting(actor), async (db) => {
		const person = await getPerson(db, personId);
		const place = await findOrganisation(db, organisationId);
		if (!place) throw new Invalid('error_form', { organisationId: 'error_organisation' });
		if (!mayGive(actor, role, place.path)) throw new Forbidden('error_may_not_give');
		if (await hasAppointment(db, person.id, role, organisationId, held.from))
			throw new Invalid('error_form', { role: 'error_role_held' });
		await insertAppointment(db, { personId: person.id, role, organisationId, ...held });
	});
}

/** The role's last day; the rights go with it. */
export async function endRole(
	actor: Actor,
	personId: string,
	given: Record<string, string>
): Promise<void> {
	const { id, revision, to } = parseInput(ended, given);
	await act(acting(actor), async (db) => {
		await getPerson(db, personId);
		const held = (await findAppointments(db, personId)).find((one) => one.id === id);
		if (!held) throw new NotFound('error_no_person');
		if (!mayGive(actor, held.role, held.path)) throw new Forbidden('error_may_not_give');
		if (to < held.from) throw new Invalid('error_form', { to: 'error_ends_before' });
		if (!(await endDuty(db, 'appointment', id, revision, to)))
			throw new Conflict('error_conflict', held);
	});
}

/** Gives a school to a curator. */
export async function assignSchool(
	actor: Actor,
	personId: string,
	given: Record<string, string>
): Promise<void> {
	const { organisationId, ...rest } = parseInput(givenSchool, given);
	const held = asTerm(rest);
	await act(acting(actor), async (db) => {
		const person = await getPerson(db, personId);
		const school = await findOrganisation(db, organisationId);
		if (!school || !schoolKinds.includes(school.kind))
			throw new Invalid('error_form', { organisationId: 'error_school' });
		if (!allowed(actor, 'role.give', school.path)) throw new Forbidden('error_may_not_give');
		if (await hasCuratorship(db, person.id, organisationId, held.from))
			throw new Invalid('error_form', { organisationId: 'error_school_held' });
		await insertCuratorship(db, { personId: person.id, organisationId, ...held });
	});
}

/** The last day on which a curator supports the school. */
export async function endCuratorship(
	actor: Actor,
	personId: string,
	given: Record<string, string>
): Promise<void> {
	const { id, revision, to } = parseInput(ended, given);
	await act(acting(actor), async (db) => {
		await getPerson(db, personId);
		const held = (await findCuratorships(db, personId)).find((one) => one.id === id);
		if (!held) throw new NotFound('error_no_person');
		if (!allowed(actor, 'role.give', held.path)) throw new Forbidden('error_may_not_give');
		if (to < held.from) throw new Invalid('error_form', { to: 'error_ends_before' });
		if (!(await endDuty(db, 'curatorship', id, revision, to)))
			throw new Conflict('error_conflict', held);
	});
}

const ended = z.object({
	id: z.uuid(),
	revision: z.coerce.number().int().positive(),
	to: requiredDay
});

function asTerm(given: {
	from: string;
	to: string | null;
	orderNumber: string;
	orderDate: string | null;
}): Term {
	if (given.to !== null && given.to < given.from)
		throw new Invalid('error_form', { to: 'error_ends_before' });
	return { ...given, orderNumber: given.orderNumber || null };
}
