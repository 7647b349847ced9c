/** How one measure of a roadmap in force is carried out, for its page. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { findEvidence, type Evidence } from '../evidence/evidence.ts';
import { isApproved, type Measure, type RoadmapHead } from '../model.ts';
import { actsOn, type Act } from './acts.ts';
import { expectedNumber, isMet, type Expected } from './expected.ts';
import { mayHaveMore } from './hand.ts';
import type { Occurrence, State } from './model.ts';
import { stateOf } from './state.ts';
import { selectReports, type StoredReport } from './store-report.ts';
import { selectOccurrences } from './store.ts';
import { isSchool } from './verify.ts';
import { workOf, type Work } from './work.ts';

export interface ShownOccurrence extends Occurrence {
	state: State;
	acts: Act[];
}

export interface ShownReport extends StoredReport {
	/** Its number against the expected one; null where either is missing. */
	met: { expected: Expected; isMet: boolean } | null;
	evidence: Evidence[];
	/** No occurrence stands by it any more: a newer one followed. */
	former: boolean;
}

export interface MeasureWork {
	/** null: it has no occurrences. */
	work: Work | null;
	/** In order of days. */
	occurrences: ShownOccurrence[];
	/** Newest first; empty for who may not read them. */
	reports: ShownReport[];
	/** The actor may add an occurrence; may settle how it is reported. */
	may: { add: boolean; settle: boolean };
}

/** Three statements, whatever its size; null before an order approved the roadmap. */
export async function openMeasureWork(
	db: Db,
	actor: Actor,
	head: RoadmapHead,
	measure: Measure
): Promise<MeasureWork | null> {
	// a draft of the next version is not carried out, also when it is spent
	if (!isApproved(head.status) || head.correctsId !== null) return null;
	const occurrences = await selectOccurrences(db, { measureId: measure.id });
	const told = await openReports(
		db,
		occurrences.map(({ id }) => id),
		measure.result
	);
	const standing = new Set(occurrences.map(({ reportId }) => reportId));
	const reports = told.map((report) => ({ ...report, former: !standing.has(report.id) }));
	const hand = {
		byRole: allowed(actor, 'execution.report', head.owner.path),
		own: measure.responsible.some(({ personId }) => personId === actor.personId),
		shut: head.status === 'closed' || head.withdrawn || measure.withdrawn
	};
	const verifies = allowed(actor, 'execution.verify', head.owner.path);
	const wrote = (id: string | null): boolean =>
		reports.some((report) => report.id === id && report.authorId === actor.personId);
	return {
		work: workOf(occurrences, head.today),
		occurrences: occurrences.map((one) => ({
			...one,
			state: stateOf(one, head.today),
			acts: actsOn(one, {
				...hand,
				wrote: wrote(one.reportId),
				// nobody verifies his own report of a school (docs/decisions/0012)
				verifies: verifies && !(isSchool(head.owner.kind) && wrote(one.reportId))
			})
		})),
		reports,
		may: {
			add: !hand.shut && (hand.byRole || hand.own) && mayHaveMore(measure.term, measure.checkIn),
			settle: !hand.shut && allowed(actor, 'roadmap.edit', head.owner.path)
		}
	};
}

/** Reports on some occurrences of a measure with its evidence and verdicts: two statements. */
export async function openReports(
	db: Db,
	occurrenceIds: string[],
	expectedResult: string | null
): Promise<Omit<ShownReport, 'former'>[]> {
	const stored = await selectReports(db, occurrenceIds);
	if (stored.length === 0) return [];
	const evidence = await findEvidence(
		db,
		stored.map(({ id }) => id)
	);
	const expected = expectedNumber(expectedResult);
	return stored.map((report) => ({
		...report,
		met:
			expected && report.number !== null
				? { expected, isMet: isMet(expected, Number(report.number)) }
				: null,
		evidence: evidence.filter(({ reportId }) => reportId === report.id)
	}));
}
