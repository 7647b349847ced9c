/** Orders that name schools: they stand above any calculation. */
import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { receiveOrder, type SentFile } from '../../roadmap/version/order-file.ts';
import { insertOrderFile } from '../../roadmap/version/store.ts';
import { officialKinds, type Order, type Place } from './model.ts';
import {
	findEntries,
	findOrder,
	insertOrder,
	setDocument,
	setWithdrawn,
	type Entry
} from './store-order.ts';
import { settleStatuses } from './store-run.ts';
import { findPlaces } from './store-year.ts';

/** Schools that one order may name. */
const mostSchools = 5_000;

const line = (most: number, code: string) => z.string(code).trim().min(1, code).max(most, code);
const orderSchema = z.object({
	year: z.coerce
		.number('lists_error_year')
		.int('lists_error_year')
		.min(1990, 'lists_error_year')
		.max(2200, 'lists_error_year'),
	kind: z.enum(officialKinds, 'lists_error_kind'),
	number: line(60, 'lists_error_number'),
	dated: z.iso.date('error_date'),
	issuer: line(300, 'lists_error_issuer'),
	entries: z
		.array(z.object({ schoolId: z.uuid(), basis: z.string().trim().max(500).default('') }))
		.min(1, 'lists_error_no_schools')
		.max(mostSchools, 'lists_error_many_schools')
});
export type OrderInput = z.input<typeof orderSchema>;

/** The place whose orders the actor may enter. */
export async function placeToOrder(db: Db, actor: Actor, placeId: string): Promise<Place> {
	const place = (await findPlaces(db)).find(({ id }) => id === placeId);
	if (!place) throw new NotFound('not_found');
	if (!allowed(actor, 'results.edit', place.path)) throw new Forbidden('error_forbidden');
	return place;
}

/** Enters an order with the schools that it names, and its file where one is given; its id. */
export async function recordOrder(
	actor: Actor,
	placeId: string,
	given: OrderInput,
	sent: SentFile | null = null
): Promise<string> {
	const order = parseInput(orderSchema, given);
	const schools = new Set(order.entries.map(({ schoolId }) => schoolId));
	if (schools.size < order.entries.length) throw new Invalid('lists_error_twice');
	await actAs(actor, (db) => placeToOrder(db, actor, placeId));
	const file = sent && (await receiveOrder(sent));
	return actAs(actor, async (db) => {
		await placeToOrder(db, actor, placeId);
		const { personId } = actor;
		const documentId =
			file && (await insertOrderFile(db, { ...file, organisationId: placeId, personId }));
		const id = await insertOrder(db, personId, placeId, { ...order, documentId });
		await settleStatuses(db, placeId, order.year);
		return id;
	});
}

/** Gives an order its file, or another one: the one before stays among the documents. */
export async function attachOrderFile(actor: Actor, id: string, sent: SentFile): Promise<void> {
	await actAs(actor, (db) => orderToEdit(db, actor, id));
	const file = await receiveOrder(sent);
	await actAs(actor, async (db) => {
		const { placeId: organisationId } = await orderToEdit(db, actor, id);
		const { personId } = actor;
		await setDocument(db, id, await insertOrderFile(db, { ...file, organisationId, personId }));
	});
}

/** An order in force that the actor may change. */
async function orderToEdit(db: Db, actor: Actor, id: string): Promise<Order> {
	const order = isId(id) ? await findOrder(db, id) : null;
	if (!order || order.withdrawnAt) throw new NotFound('not_found');
	await placeToOrder(db, actor, order.placeId);
	return order;
}

/** Takes an order out of force: it stays readable, and the calculation stands again. */
export function withdrawOrder(actor: Actor, id: string): Promise<Order> {
	return actAs(actor, async (db) => {
		const order = await orderToEdit(db, actor, id);
		await setWithdrawn(db, id);
		await settleStatuses(db, order.placeId, order.year);
		return order;
	});
}

export interface OrderPage {
	order: Order & { withdrawnAt: Date | null; place: string; fileName: string | null };
	/** Schools by name, as far as the actor reads their results. */
	entries: Entry[];
	/** Schools that meet the conditions by calculation and that the order does not name. */
	missing: Entry[];
	may: { edit: boolean };
}

/** An order with its schools, beside what the calculation says. */
export function openOrder(actor: Actor, id: string): Promise<OrderPage> {
	return actAs(actor, async (db) => {
		const order = isId(id) ? await findOrder(db, id) : null;
		if (!order) throw new NotFound('not_found');
		const entries = await findEntries(db, order);
		return {
			order,
			entries: entries.filter(({ isNamed }) => isNamed),
			missing: entries.filter(({ isNamed }) => !isNamed),
			may: { edit: order.withdrawnAt === null && allowed(actor, 'results.edit', order.path) }
		};
	});
}
