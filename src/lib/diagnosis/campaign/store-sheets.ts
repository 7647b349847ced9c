/** The SQL of sheets and codes: put, counted and decided through functions; none can be read here. */
import { sql } from 'kysely';
import { askAsNobody, type Db } from '../../platform/database.ts';
import type { Answers } from '../instruments/answers.ts';
import type { OpenedLink } from './model.ts';

/** What stands behind a link; null for a foreign one. */
export async function findLink(token: string): Promise<OpenedLink | null> {
	const [found] = await askAsNobody(sql<OpenedLink>`
		select school, place, instrument, instrument_version as "instrumentVersion",
			opens_on as "opensOn", closes_on as "closesOn", codes, state from open_link(${token})`);
	return found ?? null;
}

export type Put = 'kept' | 'early' | 'closed' | 'unknown' | 'used' | 'wrong';

/** Keeps a filled form; a form sent twice is kept once. */
export async function putSheet(
	sheet: string,
	token: string,
	answers: Answers,
	code: Buffer | null
): Promise<Put> {
	const [put] = await askAsNobody(sql<{ done: Put }>`
		select survey.put(${sheet}, ${token}, ${JSON.stringify(answers)}, ${code}) as done`);
	return put!.done;
}

/** Keeps a paper form that the acting person entered. */
export async function putPaper(
	db: Db,
	sheet: string,
	linkId: string,
	answers: Answers
): Promise<Put> {
	const { rows } = await sql<{ done: Put }>`
		select survey.put_paper(${sheet}, ${linkId}, ${JSON.stringify(answers)}) as done`.execute(db);
	return rows[0]!.done;
}

export type CodeState = 'free' | 'used' | 'wrong';

export async function findCode(token: string, code: Buffer): Promise<CodeState> {
	const [found] = await askAsNobody(sql<{ state: CodeState }>`
		select survey.code_state(${token}, ${code}) as state`);
	return found!.state;
}

/** Adds codes to a link; `anew` ends those that nobody has used. Whether the actor may. */
export async function addCodes(
	db: Db,
	linkId: string,
	codes: Buffer[],
	anew: boolean
): Promise<boolean> {
	const { rows } = await sql<{ added: boolean }>`
		select survey.add_codes(${linkId}, ${codes}::bytea[], ${anew}) as added`.execute(db);
	return rows[0]!.added;
}

/** Counts or refuses the held sheets of a link; how many, null where that may not be. */
export async function decideHeld(
	db: Db,
	linkId: string,
	countThem: boolean
): Promise<number | null> {
	const { rows } = await sql<{ decided: number | null }>`
		select survey.decide_held(${linkId}, ${countThem}) as decided`.execute(db);
	return rows[0]!.decided;
}
