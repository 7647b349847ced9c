/** Handing over the open work of a person who leaves. */
import { z } from 'zod';
import { allowed, mayGive, type Actor } from '../../people/access.ts';
import {
	findOpenDuties,
	type Appointment,
	type Curatorship,
	type Person
} from '../../people/people.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
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
		const count = parts.measures.length + parts.appointments.length + parts.curatorships.length;
		if (count === 0) throw new Invalid('handover_nothing');
		const successors = await findSuccessors(db, person);
		const successor = successors.find(({ id }) => id === sent.successorId);
		if (!successor) throw new Invalid('error_form', { successorId: 'handover_wrong_successor' });
		const mine = (held: Appointment) => mayGive(actor, held.role, held.path);
		const given = appointments.filter(({ id }) => parts.appointments.includes(id));
		const schools = curatorships.filter(({ id }) => parts.curatorships.includes(id));
		if (!given.every(mine) || !schools.every(({ path }) => allowed(actor, 'role.give', path)))
			throw new Forbidden('error_may_not_give');
		return { moveId: await handOverRows(db, personId, { ...sent, ...parts }) };
	});
}
