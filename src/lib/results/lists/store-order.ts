/** The SQL of orders that name schools. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Finding } from '../identify.ts';
import type { Order } from './model.ts';

const columns = sql`l.id, l.place_id as "placeId", l.year, l.kind, l.number, l.dated, l.issuer,
	l.document_id as "documentId",
	(select count(*) from official_entry e where e.list_id = l.id)::integer as schools`;

/** Orders of a year that hold for a place, and those with the given ids. */
export async function findOrders(
	db: Db,
	placeId: string,
	year: number,
	ids: readonly string[] = []
): Promise<Order[]> {
	const { rows } = await sql<Order>`
		select ${columns} from official_list l
		where l.withdrawn_at is null and (l.id = any (${[...ids]}::uuid[]) or l.year = ${year} and l.place_id in (
			select o.id from organisation place join organisation o on o.path @> place.path
			where place.id = ${placeId}))
		order by l.kind, l.dated desc, l.id`.execute(db);
	return rows;
}

export interface StoredOrder extends Order {
	withdrawnAt: Date | null;
	place: string;
	path: string;
	/** Name of its file, for whoever may open it. */
	fileName: string | null;
}

/** An order, withdrawn or not. */
export async function findOrder(db: Db, id: string): Promise<StoredOrder | null> {
	const { rows } = await sql<StoredOrder>`
		select ${columns}, l.withdrawn_at as "withdrawnAt", o.short_name as place, o.path::text,
			d.name as "fileName"
		from official_list l join organisation o on o.id = l.place_id
		left join document d on d.id = l.document_id
		where l.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

/** A school that an order names, or that it does not though the calculation would. */
export interface Entry {
	schoolId: string;
	school: string;
	municipality: string | null;
	basis: string;
	calculated: Finding['status'] | null;
	isNamed: boolean;
}

/** The schools of an order, and in a list of low results those that the calculation finds besides. */
export async function findEntries(db: Db, order: StoredOrder): Promise<Entry[]> {
	const { rows } = await sql<Entry>`
		select y.school_id as "schoolId", y.school, y.municipality, coalesce(e.basis, '') as basis,
			y.calculated, e.id is not null as "isNamed"
		from read_year(${order.placeId}, ${order.year}) y
		left join official_entry e on e.school_id = y.school_id and e.list_id = ${order.id}
		where e.id is not null
			or ${order.kind} = 'low-results' and y.calculated = 'low-results'
		order by y.school collate "ru-x-icu", y.school_id`.execute(db);
	return rows;
}

/** Stores an order with its schools. */
export async function insertOrder(
	db: Db,
	personId: string,
	placeId: string,
	order: Pick<Order, 'year' | 'kind' | 'number' | 'dated' | 'issuer' | 'documentId'> & {
		entries: readonly { schoolId: string; basis: string }[];
	}
): Promise<string> {
	const { entries, documentId, ...head } = order;
	const { id } = await db
		.insertInto('official_list')
		.values({ ...head, place_id: placeId, document_id: documentId, by: personId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await sql`
		insert into official_entry (list_id, place_id, school_id, basis)
		select ${id}, ${placeId}, school_id, basis
		from unnest(${entries.map(({ schoolId }) => schoolId)}::uuid[],
			${entries.map(({ basis }) => basis)}::text[]) one (school_id, basis)`.execute(db);
	return id;
}

/** Says which document is the file of an order. */
export async function setDocument(db: Db, id: string, documentId: string): Promise<void> {
	await db
		.updateTable('official_list')
		.set({ document_id: documentId })
		.where('id', '=', id)
		.execute();
}

/** Takes an order out of force. */
export async function setWithdrawn(db: Db, id: string): Promise<void> {
	await db
		.updateTable('official_list')
		.set({ withdrawn_at: sql`opora.now()` })
		.where('id', '=', id)
		.execute();
}
