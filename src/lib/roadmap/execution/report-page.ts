/** What the report form shows. */
import { randomUUID } from 'node:crypto';
import { allowed, type Actor } from '../../people/access.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import { findEvidence, type Evidence } from '../evidence/evidence.ts';
import { isApproved, type RoadmapHead } from '../model.ts';
import { findHead } from '../store.ts';
import { expectedNumber, type Expected } from './expected.ts';
import { stateOf } from './state.ts';
import type { State } from './model.ts';
import { selectListed, selectReports, type Listed, type StoredReport } from './store-report.ts';

export interface ReportChoice extends Listed {
	state: State;
	/** What the report was returned with. */
	comment: string | null;
}

export interface ReportPage {
	head: RoadmapHead;
	/** Of this form, so that it counts once however often it is sent. */
	token: string;
	/** What the actor may report on, in print order. */
	choices: ReportChoice[];
	/** Wanted by the address but not open to a report of this actor any more. */
	closed: ReportChoice[];
	/** Ids of the choices that the address wants. */
	chosen: string[];
	/** Of the chosen ones: kinds of evidence to bring, what is expected, its number of a single measure. */
	asked: string[];
	expected: { name: string | null; result: string }[];
	number: Expected | null;
	/** The actor's own report that this one follows. */
	former: StoredReport | null;
	kept: Evidence[];
}

/** The form of a report on `wanted` occurrences of a roadmap; ids that are none are passed over. */
export function openReport(actor: Actor, roadmapId: string, wanted: string[]): Promise<ReportPage> {
	return actAs(actor, async (db) => {
		const head = isId(roadmapId) ? await findHead(db, roadmapId) : null;
		if (!head || !isApproved(head.status)) throw new NotFound('not_found');
		const byRole = allowed(actor, 'execution.report', head.owner.path);
		const ids = wanted.filter(isId).slice(0, 200);
		const listed = (await selectListed(db, roadmapId, head.today, ids)).filter(
			({ own }) => byRole || own
		);
		if (!byRole && listed.length === 0 && ids.length > 0) throw new Forbidden('error_forbidden');
		const asked = listed.filter(({ id }) => ids.includes(id));
		const reported = asked.filter(({ reportId }) => reportId !== null).map(({ id }) => id);
		const reports = await selectReports(db, reported);
		const verdicts = reports.flatMap((report) => report.verdicts);
		const choiceOf = (one: Listed): ReportChoice => ({
			...one,
			state: stateOf(one, head.today),
			comment:
				one.stage === 'returned'
					? (verdicts.find(
							({ occurrenceId, verdict }) => occurrenceId === one.id && verdict === 'returned'
						)?.comment ?? null)
					: null
		});
		const isMine = ({ reportId }: Listed) =>
			reports.some(({ id, authorId }) => id === reportId && authorId === actor.personId);
		const takes = (one: Listed): boolean =>
			head.status !== 'closed' &&
			(['open', 'begun', 'returned', 'not-done'].includes(one.stage) ||
				(one.stage === 'reported' && isMine(one)));
		const chosen = asked.filter(takes);
		const measures = [...new Map(chosen.map((one) => [one.measureId, one])).values()];
		const former = chosen.length > 0 ? formerOf(chosen, reports, actor.personId) : null;
		return {
			head,
			token: randomUUID(),
			choices: listed.filter(takes).map(choiceOf),
			closed: asked.filter((one) => !takes(one)).map(choiceOf),
			chosen: chosen.map(({ id }) => id),
			asked: [...new Set(chosen.flatMap(({ evidenceKinds }) => evidenceKinds))],
			expected: measures.flatMap(({ number, result }) =>
				result ? [{ name: measures.length > 1 ? number : null, result }] : []
			),
			number: measures.length === 1 ? expectedNumber(measures[0]!.result) : null,
			former,
			kept: former ? await findEvidence(db, [former.id]) : []
		};
	});
}

/** The actor's own newest report, where every chosen occurrence stands by it. */
function formerOf(
	chosen: Listed[],
	reports: StoredReport[],
	personId: string
): StoredReport | null {
	const id = chosen[0]!.reportId;
	if (id === null || chosen.some(({ reportId }) => reportId !== id)) return null;
	return reports.find((report) => report.id === id && report.authorId === personId) ?? null;
}
