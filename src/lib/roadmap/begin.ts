/** Ways to begin a roadmap without a document; documents come through the intake. */
import type { PlainDate } from '../calendar/term.ts';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { actAs, changeAs, ownHead, type Changed } from './change.ts';
import { createRoadmap, type CreateRoadmap } from './create.ts';
import { headFieldsOf, readHeadFields, type HeadFields } from './head-fields.ts';
import { movedTo, nextYear } from './next-year.ts';
import { readSnapshot } from './read.ts';

/** A roadmap without measures. Throws `Invalid` with fields. */
export function beginRoadmap(
	actor: Actor,
	given: { ownerId: string; head: HeadFields }
): Promise<Changed<{ id: string }>> {
	const head = readHeadFields(given.head);
	return changeAs(actor, (db) =>
		create(db, actor, {
			ownerId: given.ownerId,
			snapshot: { ...head, owner: '', sections: [], measures: [] }
		})
	);
}

/** The head that a copy of a roadmap for the next year begins with, and whose it is. */
export function readCopyHead(
	actor: Actor,
	fromId: string
): Promise<{ ownerId: string; head: HeadFields; measures: number }> {
	return actAs(actor, async (db) => {
		const { owner } = await ownHead(db, actor, fromId);
		const copy = nextYear(await readSnapshot(db, fromId));
		return { ownerId: owner.id, head: headFieldsOf(copy), measures: copy.measures.length };
	});
}

/** A copy of a roadmap for the period in `head`, with its terms moved there. */
export function copyRoadmap(
	actor: Actor,
	given: { fromId: string; ownerId: string; head: HeadFields }
): Promise<Changed<{ id: string }>> {
	const head = readHeadFields(given.head);
	return changeAs(actor, async (db) => {
		await ownHead(db, actor, given.fromId);
		const copy = movedTo(await readSnapshot(db, given.fromId), head.period);
		return create(db, actor, {
			ownerId: given.ownerId,
			snapshot: { ...copy, ...head, lanes: copy.lanes },
			copiedFrom: given.fromId
		});
	});
}

function create(db: Db, actor: Actor, given: CreateRoadmap): Promise<{ id: string }> {
	return createRoadmap({ personId: actor.personId, today: null }, given, db);
}

/** The head of an empty roadmap for the school year that people plan on `today`. */
export function emptyHead(today: PlainDate): HeadFields {
	const [year, month] = today.split('-').map(Number) as [number, number];
	// from June on people plan the coming year
	const first = month >= 6 ? year : year - 1;
	return headFieldsOf({
		title: '',
		level: 'school',
		period: { from: `${first}-09-01`, to: `${first + 1}-08-31` },
		yearKind: 'school',
		order: null,
		signatory: null,
		lanes: []
	});
}
