/** The SQL of corrections. */

import { sql } from 'kysely';
import { shortName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import type { Mend } from './mend.ts';
import type { IntakeRow } from './store.ts';

export interface MendRow {
	position: number;
	mend: Mend;
	by: string | null;
	at: Date;
}

/** Corrections that stand, in order. */
export async function findMends(db: Db, intakeId: string): Promise<MendRow[]> {
	const rows = await mends(db, intakeId).where('undone_at', 'is', null).execute();
	return rows.map(toMend);
}

/** All corrections in order, with those that were undone. */
export async function findAllMends(
	db: Db,
	intakeId: string
): Promise<(MendRow & { undone: boolean })[]> {
	const rows = await mends(db, intakeId).execute();
	return rows.map((row) => ({ ...toMend(row), undone: row.undoneAt !== null }));
}

function mends(db: Db, intakeId: string) {
	return db
		.selectFrom('intake_mend')
		.leftJoin('person', 'person.id', 'intake_mend.made_by')
		.select(['position', 'mend', 'made_at as at', 'undone_at as undoneAt'])
		.select(['surname', 'given', 'patronymic'])
		.where('intake_id', '=', intakeId)
		.orderBy('position');
}

function toMend(row: Awaited<ReturnType<ReturnType<typeof mends>['execute']>>[number]): MendRow {
	const { position, mend, at, surname, given, patronymic } = row;
	return {
		position,
		mend: mend as unknown as Mend,
		at: new Date(at as unknown as string),
		by: surname ? shortName({ surname, given: given ?? '', patronymic: patronymic ?? '' }) : null
	};
}

/** The next free position: undone corrections keep theirs. */
export async function nextPosition(db: Db, intakeId: string): Promise<number> {
	const { last } = await db
		.selectFrom('intake_mend')
		.select(({ fn }) => fn.max('position').as('last'))
		.where('intake_id', '=', intakeId)
		.executeTakeFirstOrThrow();
	return (last ?? 0) + 1;
}

export async function insertMend(
	db: Db,
	intake: Pick<IntakeRow, 'id' | 'organisationId'>,
	position: number,
	mend: Mend,
	personId: string
): Promise<void> {
	await db
		.insertInto('intake_mend')
		.values({
			intake_id: intake.id,
			organisation_id: intake.organisationId,
			position,
			mend: JSON.stringify(mend),
			made_by: personId
		})
		.execute();
}

/** Marks the correction as undone; it stays in the history. */
export async function undoMend(
	db: Db,
	intakeId: string,
	position: number,
	personId: string
): Promise<void> {
	await db
		.updateTable('intake_mend')
		.set({ undone_at: sql`now()`, undone_by: personId })
		.where('intake_id', '=', intakeId)
		.where('position', '=', position)
		.execute();
}

/** People of the organisation and their posts: who may be responsible. */
export async function findParties(db: Db, organisationId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('person')
		.select(['surname', 'given', 'patronymic', 'post'])
		.where('organisation_id', '=', organisationId)
		.where('left_on', 'is', null)
		.orderBy('surname')
		.limit(200)
		.execute();
	return rows.map(({ surname, given, patronymic }) => {
		const letters = [given, patronymic].filter(Boolean).map((name) => `${name[0]!}.`);
		return letters.length > 0 ? `${surname} ${letters.join('')}` : surname;
	});
}
