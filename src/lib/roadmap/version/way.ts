/** The way of a roadmap from draft to closed: who may take which step, and when its text is fixed. Pure. */
import type { PlainDate } from '../../calendar/term.ts';
import { isApproved, type Status } from '../model.ts';

export const moves = ['submit', 'recall', 'agree', 'return', 'close', 'reopen'] as const;
/**
 * `submit` for review; `recall` to go on editing; `agree`; `return` to the draft with a comment;
 * `close` with a reason; `reopen`. The order itself is a step of its own, `approve`.
 */
export type Move = (typeof moves)[number];

/** What a person may do with roadmaps of the owner. */
export interface Rights {
	edit: boolean;
	agree: boolean;
	approve: boolean;
}

const steps: Record<Move, { from: Status[]; to: Status; who: (rights: Rights) => boolean }> = {
	submit: { from: ['draft'], to: 'review', who: ({ edit }) => edit },
	recall: { from: ['review', 'agreed'], to: 'draft', who: ({ edit }) => edit },
	agree: { from: ['review'], to: 'agreed', who: ({ agree }) => agree },
	return: {
		from: ['review', 'agreed'],
		to: 'draft',
		who: ({ agree, approve }) => agree || approve
	},
	close: { from: ['approved', 'in-force'], to: 'closed', who: ({ approve }) => approve },
	reopen: { from: ['closed'], to: 'approved', who: ({ approve }) => approve }
};

/** Steps that say nothing without words: what to mend, why it ends. */
export const needsComment: readonly Move[] = ['return', 'close'];

/** Where the step leads, or null where it cannot be taken from there. */
export function moveTo(move: Move, from: Status): Status | null {
	return steps[move].from.includes(from) ? steps[move].to : null;
}

export function mayMove(move: Move, rights: Rights): boolean {
	return steps[move].who(rights);
}

/** The steps that a person can take now. */
export function possibleMoves(rights: Rights, status: Status): Move[] {
	return moves.filter((move) => moveTo(move, status) !== null && mayMove(move, rights));
}

/**
 * Whether an order can be entered: for what was agreed; and by who may also agree at any time before
 * that, as for a paper that was approved before it came into Opora.
 */
export function mayApprove({ agree, approve }: Rights, status: Status): boolean {
	return approve && (status === 'agreed' || (agree && !isApproved(status)));
}

/** Why the ordinary editor does not open a roadmap. */
export type Shut = 'agreed' | 'approved' | 'closed';

/** On review people still mend what the talk asks for; from the agreement on the text is fixed. */
export function whyShut(status: Status): Shut | null {
	if (status === 'agreed' || status === 'closed') return status;
	return isApproved(status) ? 'approved' : null;
}

/**
 * `approved` is stored, «in force» is read: it begins on its day in the owner's zone, whether or not
 * a job ran that night.
 */
export function statusOn(stored: Status, inForceFrom: PlainDate | null, today: PlainDate): Status {
	return stored === 'approved' && inForceFrom !== null && inForceFrom <= today
		? 'in-force'
		: stored;
}
