/** How far a roadmap is on its way to an order, for its page. Pure. */
import type { PlainDate } from '../../calendar/term.ts';
import type { RoadmapHead, Status } from '../model.ts';
import type { Summary } from './compare.ts';

/** A step that somebody took. */
export interface Step {
	from: Status;
	to: Status;
	/** ISO 8601. */
	at: string;
	/** «Ермакова Н. В.» as it was then. */
	name: string | null;
	comment: string | null;
	/** The version that it led to. */
	version: number;
}

/** A version without its content. */
export interface VersionHead {
	number: number;
	order: { number: string; date: PlainDate; issuer: string };
	inForceFrom: PlainDate;
	reason: string | null;
	/** What it changed against the version before it; null: it is the first. */
	changes: Summary | null;
	/** The order's file. */
	document: { id: string; name: string } | null;
}

export interface Standing {
	/** ISO 8601: when its draft was begun. */
	createdAt: string;
	/** In order of time; of a roadmap in force also those of the drafts that became versions. */
	steps: Step[];
	/** The newest version; null before the first order. */
	version: VersionHead | null;
	/** The open draft of the next version. */
	correction: { id: string; status: Status; createdAt: string } | null;
	/** In such a draft: whose it is. */
	corrects: { id: string; title: string } | null;
}

export interface Milestone {
	kind: 'made' | 'review' | 'order' | 'force' | 'closed';
	/** `now` stands where the roadmap is. */
	state: 'done' | 'now' | 'ahead';
	/** ISO 8601 or a day; null where there is none yet. */
	at: string | null;
}

/** Made → reviewed → ordered → in force (where that is still to come) → closed, as a line of steps. */
export function milestones(
	{ status, inForceFrom }: Pick<RoadmapHead, 'status' | 'inForceFrom'>,
	{ createdAt, steps, version }: Pick<Standing, 'createdAt' | 'steps' | 'version'>
): Milestone[] {
	const approved = status === 'approved' || status === 'in-force' || status === 'closed';
	const own = steps.filter((step) => !approved || !version || step.version === version.number);
	const last = (to: Status): Step | null => own.findLast((step) => step.to === to) ?? null;
	// what was agreed and then sent back was not agreed
	const back = own.findLastIndex(({ to }) => to === 'draft');
	const agreed = own.slice(back + 1).find(({ to }) => to === 'agreed') ?? null;
	const begun = own.find(({ to }) => to === 'draft' && back === 0)?.at ?? createdAt;
	const line: Milestone[] = [
		{ kind: 'made', state: status === 'draft' ? 'now' : 'done', at: begun }
	];
	if (agreed) line.push({ kind: 'review', state: 'done', at: agreed.at });
	else if (!approved)
		line.push({
			kind: 'review',
			state: status === 'review' ? 'now' : 'ahead',
			at: status === 'review' ? (last('review')?.at ?? null) : null
		});
	line.push({
		kind: 'order',
		state: approved ? 'done' : status === 'agreed' ? 'now' : 'ahead',
		at: approved ? (version?.order.date ?? null) : null
	});
	if (status === 'approved') line.push({ kind: 'force', state: 'now', at: inForceFrom });
	if (status === 'closed')
		line.push({ kind: 'closed', state: 'done', at: last('closed')?.at ?? null });
	return line;
}
