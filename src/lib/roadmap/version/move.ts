/** Steps of a roadmap on its way, but for the order itself. */
import type { Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { changeAs, type Changed } from '../change.ts';
import type { Status } from '../model.ts';
import { findRoadmap } from '../store.ts';
import { contentOf, digestOf } from './content.ts';
import { holdRoadmap, mustStand, versionAhead } from './hold.ts';
import { findNewest, insertStep, updateStatus } from './store.ts';
import { mayMove, moveTo, needsComment, type Move } from './way.ts';

const LONGEST_COMMENT = 4_000;

export interface Moved {
	roadmapId: string;
	status: Status;
}

/**
 * Takes one step. `digest` names what the person was shown and is asked for by `agree` alone.
 * Throws `Forbidden`; `Invalid` where a comment is needed or nothing stands in the roadmap;
 * `Conflict` where the roadmap stands elsewhere by now, or its text is not the one shown.
 */
export function moveRoadmap(
	actor: Actor,
	id: string,
	sent: { move: Move; comment: string; digest: string | null }
): Promise<Changed<Moved>> {
	const { move } = sent;
	return changeAs(actor, async (db) => {
		const { head, rights } = await holdRoadmap(db, actor, id);
		if (!mayMove(move, rights)) throw new Forbidden('error_forbidden');
		mustStand(head);
		const to = moveTo(move, head.status);
		if (to === null) throw new Conflict('approval_refused_step', head.status);
		const comment = readComment(sent.comment, needsComment.includes(move));
		if (move === 'submit' || move === 'agree') {
			const roadmap = (await findRoadmap(db, id))!;
			if (roadmap.measures.length === 0) throw new Invalid('approval_refused_empty');
			if (move === 'agree' && digestOf(contentOf(roadmap)) !== sent.digest)
				throw new Conflict('approval_refused_changed', head.status);
		}
		await updateStatus(db, id, to);
		const newest = await findNewest(db, id);
		await insertStep(db, {
			roadmapId: id,
			ownerId: head.owner.id,
			from: head.status,
			to,
			comment,
			personId: actor.personId,
			personName: actor.name,
			version: versionAhead(head, newest?.number ?? null)
		});
		return { roadmapId: id, status: to };
	});
}

export function readComment(text: string, needed: boolean): string | null {
	const comment = text.replace(/\r\n?/g, '\n').trim();
	if (needed && comment === '')
		throw new Invalid('error_form', { comment: 'approval_comment_needed' });
	if (comment.length > LONGEST_COMMENT)
		throw new Invalid('error_form', { comment: 'error_too_long' });
	return comment || null;
}
