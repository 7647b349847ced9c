/** Carrying out what an order approved: the room's front door. */
import type { Db } from '../../platform/database.ts';
import type { Occurrence } from './model.ts';
import { selectOccurrences } from './store.ts';

export {
	addOccurrence,
	beginOccurrence,
	cancelOccurrence,
	closeNotDone,
	dateOccurrence,
	reopenOccurrence,
	setExecution,
	type Done,
	type Shown
} from './hand.ts';
export type { Happened } from './hold.ts';
export { sendReport, type Reported, type SentReport } from './report.ts';
export { openReport, type ReportChoice, type ReportPage } from './report-page.ts';
export type { Act } from './acts.ts';
export type { MeasureWork, ShownOccurrence, ShownReport } from './measure-work.ts';
export { syncOccurrences, type Synced } from './sync.ts';

/** The occurrences of a roadmap or a measure that were not withdrawn, by their last days. */
export function findOccurrences(
	db: Db,
	of: { roadmapId: string } | { measureId: string }
): Promise<Occurrence[]> {
	return selectOccurrences(db, of);
}
