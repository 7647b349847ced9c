import type { Db } from '../../platform/database.ts';
import { planOccurrences, reconcile, type Planned } from './occurrences.ts';
import {
	insertOccurrences,
	lockSync,
	selectOccurrences,
	selectTerms,
	updateRules,
	withdrawOccurrences
} from './store.ts';

export interface Synced {
	added: number;
	kept: number;
	withdrawn: number;
}

/**
 * Makes the occurrences of a roadmap in force what its terms say, inside the caller's transaction;
 * what was already reported stays. At most six statements, whatever its size.
 */
export async function syncOccurrences(db: Db, roadmapId: string): Promise<Synced> {
	await lockSync(db, roadmapId);
	return sync(db, { roadmapId });
}

/** The same for one measure of a roadmap in force. */
export async function syncMeasure(db: Db, roadmapId: string, measureId: string): Promise<Synced> {
	await lockSync(db, roadmapId);
	return sync(db, { measureId });
}

async function sync(db: Db, of: { roadmapId: string } | { measureId: string }): Promise<Synced> {
	const found = await selectTerms(db, of);
	if (!found) return { added: 0, kept: 0, withdrawn: 0 };
	const stored = Map.groupBy(await selectOccurrences(db, of), ({ measureId }) => measureId);
	const add: ({ measureId: string } & Planned)[] = [];
	const withdraw: string[] = [];
	const rules: { id: string; planned: Planned }[] = [];
	let kept = 0;
	for (const { id, term, checkIn, withdrawn } of found.measures) {
		const planned = withdrawn ? [] : planOccurrences(term, found.plan, checkIn);
		const result = reconcile(stored.get(id) ?? [], planned);
		add.push(...result.add.map((each) => ({ measureId: id, ...each })));
		withdraw.push(...result.withdraw);
		rules.push(...result.redate);
		kept += result.keep.length + result.redate.length;
	}
	await insertOccurrences(db, found, add);
	await withdrawOccurrences(db, withdraw);
	await updateRules(db, rules);
	return { added: add.length, kept, withdrawn: withdraw.length };
}
