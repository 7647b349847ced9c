/** What a person changes in a programme: each part by itself, merged with what others changed. */
import { allowed, type Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { actAs, isId } from '../roadmap/change.ts';
import { merge, type Fields } from '../roadmap/conflict.ts';
import { lastChange, type EditConflict } from '../roadmap/measure.ts';
import type { LineSection, Programme, ProgrammeYear } from './model.ts';
import { passportOf, settingsOf } from './open.ts';
import { ofRow } from './faults.ts';
import * as parts from './parts.ts';
import * as around from './parts-around.ts';
import type { ProgrammePart, SentPart, YearPart } from './parts.ts';
import * as store from './store.ts';
import * as linked from './store-linked.ts';

/** The programme, held until the transaction ends, where the actor may write it. */
export async function holdProgramme(db: Db, actor: Actor, id: string): Promise<Programme> {
	const seen = isId(id) ? await store.findProgramme(db, id) : null;
	if (!seen || seen.withdrawn) throw new NotFound('not_found');
	if (!allowed(actor, 'programme.edit', seen.place.path)) throw new Forbidden('error_forbidden');
	return (await store.findProgramme(db, id, true))!;
}

/**
 * Both changes brought together. Throws `Conflict` with an `EditConflict` where both changed one
 * field; `rowOf` says whose change is told, by the field.
 */
async function merged(
	db: Db,
	sent: SentPart,
	stored: Fields<string>,
	rowOf: (field: string) => { table: `programme${string}`; id: string }
): Promise<Fields<string>> {
	const found = merge(sent.base, sent.mine, stored);
	const [first] = found.conflicts;
	if (first === undefined) return found.merged;
	const { table, id } = rowOf(first);
	// a row that is being added waits for the choice as well
	const added = sent.added
		? Object.fromEntries(
				Object.entries({ ...sent.added.values, id: sent.added.id }).map(([name, value]) => [
					`new.${name}`,
					value
				])
			)
		: {};
	throw new Conflict<EditConflict<string>>('roadmap_conflict', {
		mine: { ...sent.mine, ...added },
		stored,
		fields: found.conflicts,
		taken: found.taken,
		revision: 0,
		...(await lastChange(db, table, id))
	});
}

/** Saves a part of the programme. Throws `Conflict` with an `EditConflict`, `Invalid` with fields. */
export function saveProgrammePart(
	actor: Actor,
	id: string,
	part: ProgrammePart,
	sent: SentPart
): Promise<void> {
	return actAs(actor, async (db) => {
		const programme = await holdProgramme(db, actor, id);
		switch (part) {
			case 'passport':
				return savePassport(db, programme, sent);
			case 'targets':
				return saveTargets(db, programme, sent);
			case 'orders':
				return saveOrders(db, programme, sent);
			default:
				return saveMembers(db, programme, part, sent);
		}
	});
}

async function savePassport(db: Db, programme: Programme, sent: SentPart): Promise<void> {
	const stored = parts.passportFields(passportOf(programme));
	const fields = await merged(db, sent, stored, () => ({ table: 'programme', id: programme.id }));
	const years = await store.findYears(db, programme.id);
	const passport = parts.readPassport(
		fields,
		years.map(({ year }) => year)
	);
	if (isChanged(stored, fields)) await store.updatePassport(db, programme.id, passport);
}

/** Years of a programme, each with a column of target values. */
export function yearsOf({
	firstYear,
	lastYear
}: Pick<Programme, 'firstYear' | 'lastYear'>): number[] {
	return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
}

async function saveTargets(db: Db, programme: Programme, sent: SentPart): Promise<void> {
	const before = await store.findTargets(db, programme.id);
	const years = yearsOf(programme);
	const stored = around.targetsFields(before, years);
	const fields = await merged(db, sent, stored, (field) => ({
		table: 'programme_target',
		id: field.slice(0, field.indexOf('.'))
	}));
	const read = around.readTargets(before, fields, years);
	const added = sent.added && around.readAddedTarget(sent.added, years);
	mustFit(before.length + (added ? 1 : 0), parts.most.targets, 'programme_wrong_many_targets');
	const at = { programmeId: programme.id, placeId: programme.place.id };
	const changed = changedRows(read, stored, fields);
	for (const target of [...changed, ...(added ? [added] : [])]) {
		if ('removed' in target) continue;
		const known = before.find(({ id }) => id === target.id);
		await store.upsertTarget(db, at, target);
		for (const value of target.values) {
			const was = known?.values.find(({ year }) => year === value.year);
			const isEmpty = value.target === null && value.fact === null && value.factSource === '';
			if (was ? JSON.stringify(was) !== JSON.stringify(value) : !isEmpty)
				await store.upsertValue(db, { targetId: target.id, placeId: at.placeId }, value);
		}
	}
	await store.withdrawRows(db, 'programme_target', removedIds(read));
}

async function saveMembers(
	db: Db,
	programme: Programme,
	body: 'working-group' | 'council',
	sent: SentPart
): Promise<void> {
	const all = await store.findMembers(db, programme.id);
	const before = all.filter((member) => member.body === body);
	const stored = around.membersFields(before);
	const fields = await merged(db, sent, stored, (field) => ({
		table: 'programme_member',
		id: field.slice(0, field.indexOf('.'))
	}));
	const people = await linked.findPeople(db, programme.place.id);
	const read = around.readMembers(before, fields, people);
	const added = sent.added && around.readAddedMember(body, sent.added, people);
	mustFit(before.length + (added ? 1 : 0), parts.most.members, 'programme_wrong_many_members');
	const at = { programmeId: programme.id, placeId: programme.place.id };
	for (const member of [...changedRows(read, stored, fields), ...(added ? [added] : [])])
		if (!('removed' in member)) await store.upsertMember(db, at, member);
	await store.withdrawRows(db, 'programme_member', removedIds(read));
}

async function saveOrders(db: Db, programme: Programme, sent: SentPart): Promise<void> {
	const before = await store.findOrders(db, programme.id);
	const stored = around.ordersFields(before);
	const fields = await merged(db, sent, stored, (field) => ({
		table: 'programme_order',
		id: field.slice(0, field.indexOf('.'))
	}));
	const documents = await linked.findDocuments(db, programme.place.id);
	const read = around.readOrders(before, fields, documents);
	const added = sent.added && around.readAddedOrder(sent.added, documents);
	mustFit(before.length + (added ? 1 : 0), parts.most.orders, 'programme_wrong_many_orders');
	const at = { programmeId: programme.id, placeId: programme.place.id };
	for (const order of [...changedRows(read, stored, fields), ...(added ? [added] : [])])
		if (!('removed' in order)) await store.upsertOrder(db, at, order);
	await store.withdrawRows(db, 'programme_order', removedIds(read));
}

/** Saves a part of the plan of a year. Throws as `saveProgrammePart` does. */
export function saveYearPart(
	actor: Actor,
	at: { id: string; year: number },
	part: YearPart,
	sent: SentPart
): Promise<void> {
	return actAs(actor, async (db) => {
		const programme = await holdProgramme(db, actor, at.id);
		const year = (await store.findYears(db, at.id)).find((one) => one.year === at.year);
		if (!year) throw new NotFound('not_found');
		if (part === 'settings') await saveSettings(db, programme, year, sent);
		else await saveLines(db, programme, year, part, sent);
	});
}

async function saveSettings(
	db: Db,
	{ place }: Programme,
	year: ProgrammeYear,
	sent: SentPart
): Promise<void> {
	const stored = parts.settingsFields(settingsOf(year));
	const fields = await merged(db, sent, stored, () => ({ table: 'programme_year', id: year.id }));
	if (!isChanged(stored, fields)) return;
	const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
	const settings = parts.readSettings(fields, {
		campaigns: ids(await linked.findCampaigns(db, place.id)),
		roadmaps: ids(await linked.findRoadmaps(db, place.id, year.year))
	});
	await store.updateSettings(db, year.id, settings);
}

async function saveLines(
	db: Db,
	{ place }: Programme,
	year: ProgrammeYear,
	section: LineSection,
	sent: SentPart
): Promise<void> {
	const all = await store.findLines(db, [year.id]);
	const before = all.filter((line) => line.section === section);
	const stored = parts.linesFields(section, before);
	const fields = await merged(db, sent, stored, (field) => ({
		table: 'programme_line',
		id: field.slice(0, field.indexOf('.'))
	}));
	const read = parts.readLines(section, before, fields);
	const changed = changedRows(read, stored, fields);
	const added = sent.added && section !== 'deficits' && parts.readAddedLine(section, sent.added);
	if (changed.length > 0) await store.updateLines(db, changed);
	if (!added) return;
	const own = before.filter(({ key }) => key === null).length;
	mustFit(own + 1, parts.most.lines, 'programme_wrong_many_lines');
	await store.insertLines(db, { yearId: year.id, placeId: place.id }, [added]);
}

function isChanged(before: Fields<string>, after: Fields<string>): boolean {
	return Object.keys(before).some((field) => before[field] !== after[field]);
}

/** Of the rows read those whose fields differ. */
function changedRows<Row extends { id: string }>(
	rows: readonly Row[],
	before: Fields<string>,
	after: Fields<string>
): Row[] {
	return rows.filter(({ id }) => isChanged(ofRow(before, id), ofRow(after, id)));
}

function removedIds(rows: readonly ({ id: string } | { id: string; removed: true })[]): string[] {
	return rows.filter((row) => 'removed' in row).map(({ id }) => id);
}

function mustFit(count: number, limit: number, code: string): void {
	if (count > limit) throw new Invalid(code, {}, { limit });
}
