/** Forms of what stands around the plans: target values, groups, orders. As `parts.ts`. Pure. */
import type { Fields } from '../roadmap/conflict.ts';
import { Faults, ofRow, withRow } from './faults.ts';
import {
	measuredKinds,
	orderKinds,
	type Body,
	type Measured,
	type Member,
	type Order,
	type OrderKind,
	type Target
} from './model.ts';
import type { SentPart } from './parts.ts';

// Target values ----------------------------------------------------------------------------------

const written = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));

export function targetsFields(
	targets: readonly Target[],
	years: readonly number[]
): Fields<string> {
	return Object.assign(
		{},
		...targets.map((target) =>
			withRow(target.id, {
				...{ indicator: target.indicator, unit: target.unit, baseline: written(target.baseline) },
				...{ measured: target.measured ?? '', remove: '' },
				...Object.fromEntries(
					years.flatMap((year) => {
						const value = target.values.find((one) => one.year === year);
						return [
							[`target${year}`, written(value?.target ?? null)],
							[`fact${year}`, written(value?.fact ?? null)],
							[`source${year}`, value?.factSource ?? '']
						];
					})
				)
			})
		)
	) as Fields<string>;
}

/** The target of a row's fields; null where it is to be taken out. */
export function readTargets(
	targets: readonly Target[],
	fields: Fields<string>,
	years: readonly number[]
): (Target | { id: string; removed: true })[] {
	const faults = new Faults();
	const read = targets.map(({ id, values }) => {
		const own = ofRow(fields, id);
		if (own.remove === '1') return { id, removed: true as const };
		return targetOf(faults, id, `${id}.`, own, years, values);
	});
	faults.throwAny();
	return read;
}

export function readAddedTarget(
	{ id, values }: NonNullable<SentPart['added']>,
	years: readonly number[]
): Target {
	const faults = new Faults();
	const target = targetOf(faults, id, 'new.', values, years, []);
	faults.throwAny();
	return target;
}

function targetOf(
	faults: Faults,
	id: string,
	prefix: string,
	own: Fields<string>,
	years: readonly number[],
	before: Target['values']
): Target {
	const at = (field: string) => `${prefix}${field}`;
	return {
		id,
		indicator: faults.filled(
			at('indicator'),
			own.indicator ?? '',
			500,
			'programme_wrong_indicator'
		),
		unit: faults.line(at('unit'), own.unit ?? '', 60),
		baseline: faults.number(at('baseline'), own.baseline ?? ''),
		measured: measuredKinds.find((kind): kind is Measured => kind === own.measured) ?? null,
		values: [
			...before.filter(({ year }) => !years.includes(year)),
			...years.map((year) => ({
				year,
				target: faults.number(at(`target${year}`), own[`target${year}`] ?? ''),
				fact: faults.number(at(`fact${year}`), own[`fact${year}`] ?? ''),
				factSource: faults.line(at(`source${year}`), own[`source${year}`] ?? '', 500)
			}))
		]
	};
}

// Members ----------------------------------------------------------------------------------------

export function membersFields(members: readonly Member[]): Fields<string> {
	return Object.assign(
		{},
		...members.map(({ id, role, personId, name, post }) =>
			withRow(id, { role, person: personId ?? '', name, post, remove: '' })
		)
	) as Fields<string>;
}

export interface KnownPerson {
	id: string;
	name: string;
	post: string;
}

export function readMembers(
	members: readonly Member[],
	fields: Fields<string>,
	people: readonly KnownPerson[]
): (Member | { id: string; removed: true })[] {
	const faults = new Faults();
	const read = members.map((member) => {
		const own = ofRow(fields, member.id);
		if (own.remove === '1') return { id: member.id, removed: true as const };
		return memberOf(faults, member, `${member.id}.`, own, people);
	});
	faults.throwAny();
	return read;
}

export function readAddedMember(
	body: Body,
	{ id, values }: NonNullable<SentPart['added']>,
	people: readonly KnownPerson[]
): Member {
	const faults = new Faults();
	const blank = { id, body, role: '', personId: null, name: '', post: '' };
	const member = memberOf(faults, blank, 'new.', values, people);
	faults.throwAny();
	return member;
}

/** Where somebody known is chosen, an empty name and post are his. */
function memberOf(
	faults: Faults,
	before: Member,
	prefix: string,
	own: Fields<string>,
	people: readonly KnownPerson[]
): Member {
	const wanted = own.person ?? '';
	const known = people.find(({ id }) => id === wanted);
	// one who is not on the list any more stays as he was
	if (wanted !== '' && !known && wanted !== before.personId)
		faults.add(`${prefix}person`, 'programme_wrong_choice');
	const other = wanted !== (before.personId ?? '') && known !== undefined;
	const name = own.name && !(other && own.name === before.name) ? own.name : (known?.name ?? '');
	const post = own.post && !(other && own.post === before.post) ? own.post : (known?.post ?? '');
	return {
		...before,
		role: faults.line(`${prefix}role`, own.role ?? '', 200),
		personId: wanted || null,
		name: faults.filled(`${prefix}name`, name, 300, 'programme_wrong_name'),
		post: faults.line(`${prefix}post`, post, 500)
	};
}

// Orders -----------------------------------------------------------------------------------------

export function ordersFields(orders: readonly Order[]): Fields<string> {
	return Object.assign(
		{},
		...orders.map(({ id, kind, number, dated, subject, document }) =>
			withRow(id, { kind, number, dated, subject, document: document?.id ?? '', remove: '' })
		)
	) as Fields<string>;
}

export function readOrders(
	orders: readonly Order[],
	fields: Fields<string>,
	documents: readonly { id: string; name: string }[]
): (Order | { id: string; removed: true })[] {
	const faults = new Faults();
	const read = orders.map((order) => {
		const own = ofRow(fields, order.id);
		if (own.remove === '1') return { id: order.id, removed: true as const };
		return orderOf(faults, order, `${order.id}.`, own, documents);
	});
	faults.throwAny();
	return read;
}

export function readAddedOrder(
	{ id, values }: NonNullable<SentPart['added']>,
	documents: readonly { id: string; name: string }[]
): Order {
	const faults = new Faults();
	const blank: Order = { id, kind: 'other', number: '', dated: '', subject: '', document: null };
	const order = orderOf(faults, blank, 'new.', values, documents);
	faults.throwAny();
	return order;
}

function orderOf(
	faults: Faults,
	before: Order,
	prefix: string,
	own: Fields<string>,
	documents: readonly { id: string; name: string }[]
): Order {
	const wanted = own.document ?? '';
	const document =
		documents.find(({ id }) => id === wanted) ??
		(before.document?.id === wanted ? before.document : null);
	if (wanted !== '' && !document) faults.add(`${prefix}document`, 'programme_wrong_choice');
	const dated = faults.day(`${prefix}dated`, own.dated ?? '');
	if (dated === null) faults.add(`${prefix}dated`, 'error_date');
	return {
		id: before.id,
		kind: orderKinds.find((kind): kind is OrderKind => kind === own.kind) ?? 'other',
		number: faults.filled(`${prefix}number`, own.number ?? '', 60, 'programme_wrong_order_number'),
		dated: dated ?? '',
		subject: faults.line(`${prefix}subject`, own.subject ?? '', 500),
		document
	};
}
