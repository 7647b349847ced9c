/** A draft with its corrections, opened inside a transaction. */

import type { Db } from '../../platform/database.ts';
import type { Draft } from '../draft.ts';
import { replay } from './mend.ts';
import { sheetOf, type Sheet } from './sheet.ts';
import { findMends, type MendRow } from './store-mends.ts';

export interface Work {
	/** As it was read. */
	original: Sheet;
	/** With all corrections that fit. */
	sheet: Sheet;
	mends: MendRow[];
	/** Indices of those that do not. */
	unfit: number[];
}

/** Replays the stored corrections on the draft. One statement. */
export async function openWork(db: Db, draft: Draft, intakeId: string): Promise<Work> {
	const mends = await findMends(db, intakeId);
	const original = sheetOf(draft);
	const { sheet, unfit } = replay(
		original,
		mends.map(({ mend }) => mend)
	);
	return { original, sheet, mends, unfit };
}
