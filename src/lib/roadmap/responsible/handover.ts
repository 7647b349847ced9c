/** Handing over the open work of a person who leaves. */
import { z } from 'zod';
import { allowed, mayGive, type Actor } from '../../people/access.ts';
import {
	findMoveByToken,
	findOpenDuties,
	type Appointment,
	type Curatorship,
	type Person
} from '../../people/people.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs } from '../change.ts';
import {
	findOpenWork,
	findSuccessors,
	handOverRows,
	type OpenMeasure,
	type Successor
} from './store-handover.ts';

export interface HandoverPage {
	person: Person;
	measures: OpenMeasure[];
	appointments: (Appointment & { mayGive: boolean })[];
	curatorships: (Curatorship & { mayGive: boolean })[];
	successors: Successor[];
}

/** All open work of a person, as far as the actor sees it. */
export function openHandover(actor: Actor, personId: string): Promise<HandoverPage> {
	return actAs(actor, async (db) => {
		const { person, appointments, curatorships } = await findOpenDuties(db, personId);
		if (!allowed(actor, 'person.edit', person.path)) throw new Forbidden('error_forbidden');
		return {
			person,
			measures: await findOpenWork(db, personId),
			appointments: appointments.map((held) => ({
				...held,
				mayGive: mayGive(actor, held.role, held.path)
			})),
			curatorships: curatorships.map((held) => ({
				...held,
				mayGive: allowed(actor, 'role.give', held.path)
			})),
			successors: await findSuccessors(db, person)
		};
	});
}

const sentHandover = z.object({
	successorId: z.uuid('handover_wrong_successor'),
	fromDay: z.iso.date('error_date'),
	token: z.uuid()
});

/**
 * Gives the chosen measures, roles and schools to the successor: measures at once, roles from the
 * day on. The printed text of parties stays. The same form sent twice is one handover.
 */
export async function handOver(
	actor: Actor,
	personId: string,
	given: Record<string, string>,
	chosen: { measures: string[]; appointments: string[]; curatorships: string[] }
): Promise<{ moveId: string }> {
	const sent = parseInput(sentHandover, given);
	const ids = z.array(z.uuid()).max(2_000);
	const parts = {
		measures: ids.parse(chosen.measures),
		appointments: ids.parse(chosen.appointments),
		curatorships: ids.parse(chosen.curatorships)
	};
	return actAs(actor, async (db) => {
		const { person, appointments, curatorships } = await findOpenDuties(db, personId);
		if (!allowed(actor, 'person.edit', person.path)) throw new Forbidden('error_forbidden');
		const made = await findMoveByToken(db, sent.token);
		if (made) return { moveId: made };
		const count = parts.measures.length + parts.appointments.length + parts.curatorships.length;
		if (count === 0) throw new Invalid('handover_nothing');
		const successor = (await findSuccessors(db, person)).find(({ id }) => id === sent.successorId);
		if (!successor || (successor.leftOn !== null && successor.leftOn <= sent.fromDay))
			throw new Invalid('error_form', { successorId: 'handover_wrong_successor' });
		const work = await findOpenWork(db, personId);
		const measures = chosenOf(work, parts.measures);
		// who edits neither the roadmap nor the successor gives nobody work there
		const governs = allowed(actor, 'person.edit', successor.path);
		if (!measures.every(({ ownerPath }) => governs || allowed(actor, 'roadmap.edit', ownerPath)))
			throw new Forbidden('handover_not_yours');
		const roles = chosenOf(appointments, parts.appointments);
		const schools = chosenOf(curatorships, parts.curatorships);
		if (
			!roles.every(({ role, path }) => mayGive(actor, role, path)) ||
			!schools.every(({ path }) => allowed(actor, 'role.give', path))
		)
			throw new Forbidden('error_may_not_give');
		return { moveId: await handOverRows(db, personId, { ...sent, ...parts }) };
	});
}

/** Rows of these ids; a row that is not there (any more) is one that somebody changed meanwhile. */
function chosenOf<Row extends { id: string }>(rows: readonly Row[], ids: readonly string[]): Row[] {
	const found = rows.filter(({ id }) => ids.includes(id));
	if (found.length !== new Set(ids).size) throw new Conflict('handover_conflict', null);
	return found;
}
