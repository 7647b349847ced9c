/** What the pages of approval and versions show. */
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { findHead, findRoadmap } from '../store.ts';
import { compare, type Difference } from './compare.ts';
import { contentOf, digestOf, snapshotOfContent, type VersionContent } from './content.ts';
import { rightsOf } from './hold.ts';
import type { Standing, VersionHead } from './standing.ts';
import {
	findContents,
	findRemarks,
	findStanding,
	findVersions,
	type Remarks,
	type StoredVersion
} from './store.ts';
import { mayApprove, possibleMoves, type Move } from './way.ts';

export interface ApprovalPage {
	head: RoadmapHead;
	standing: Standing;
	/** What the person can do now. */
	moves: Move[];
	mayApprove: boolean;
	mayCorrect: boolean;
	/** SHA-256 of the text as it stands: what an agreement or an order is given to. */
	digest: string;
	measures: number;
	remarks: Remarks[];
	/** In the draft of a next version: what it changes; null: it is the first. */
	difference: Difference | null;
}

/** At most nine statements. */
export function openApproval(actor: Actor, id: string): Promise<ApprovalPage> {
	return actAs(actor, async (db) => {
		const roadmap = isId(id) ? await findRoadmap(db, id) : null;
		if (!roadmap) throw new NotFound('not_found');
		const { head } = roadmap;
		const rights = rightsOf(actor, head);
		const content = contentOf(roadmap);
		const isOpen = !head.withdrawn;
		const standing = await findStanding(db, id);
		const base = head.correctsId ? await findRoadmap(db, head.correctsId) : null;
		return {
			head,
			standing,
			moves: isOpen ? possibleMoves(rights, head.status) : [],
			mayApprove: isOpen && mayApprove(rights, head.status),
			mayCorrect:
				isOpen && rights.edit && (head.status === 'approved' || head.status === 'in-force'),
			digest: digestOf(content),
			measures: roadmap.measures.length,
			remarks: await findRemarks(db, id),
			difference: base && compare(contentOf(base), content)
		};
	});
}

export interface VersionsPage {
	head: RoadmapHead;
	/** The newest first. */
	versions: VersionHead[];
	correction: Standing['correction'];
}

export function openVersions(actor: Actor, id: string): Promise<VersionsPage> {
	return actAs(actor, async (db) => {
		const head = await headOf(db, id);
		return {
			head,
			versions: await findVersions(db, id),
			correction: (await findStanding(db, id)).correction
		};
	});
}

/** One version as it was approved. */
export function openVersion(
	actor: Actor,
	id: string,
	number: number
): Promise<{ head: RoadmapHead; stored: StoredVersion; newest: number }> {
	return actAs(actor, async (db) => {
		const head = await headOf(db, id);
		const [stored] = Number.isSafeInteger(number) ? await findContents(db, id, [number]) : [];
		if (!stored) throw new NotFound('not_found');
		const versions = await findVersions(db, id);
		return { head, stored, newest: versions[0]!.number };
	});
}

/** A version as plain values, for an export. */
export async function openVersionSnapshot(
	actor: Actor,
	id: string,
	number: number
): Promise<RoadmapSnapshot> {
	const { stored } = await openVersion(actor, id, number);
	return snapshotOfContent(stored.content, stored.version.order);
}

/** One of the two that are compared; the draft of the next version has no head yet. */
export interface Side {
	version: VersionHead | null;
	content: VersionContent;
}

export interface Comparison {
	head: RoadmapHead;
	/** The newest first, to choose from. */
	versions: VersionHead[];
	/** The open draft of the next version, if the person may see it. */
	draftId: string | null;
	older: Side;
	newer: Side;
	difference: Difference;
}

/**
 * Two versions side by side, the older one first whatever the order asked for; null as `to` is the
 * open draft of the next version. Without numbers: the two newest, or the newest and the draft.
 */
export function openComparison(
	actor: Actor,
	id: string,
	asked: { from: number | null; to: number | 'draft' | null }
): Promise<Comparison> {
	return actAs(actor, async (db) => {
		const opened = await headOf(db, id);
		// a draft of the next version is compared with what it corrects
		const head = opened.correctsId ? await headOf(db, opened.correctsId) : opened;
		const versions = await findVersions(db, head.id);
		const draftId = (await findStanding(db, head.id)).correction?.id ?? null;
		const newest = versions[0]?.number;
		if (newest === undefined) throw new NotFound('not_found');
		const to = asked.to ?? (draftId ? 'draft' : newest);
		const from = asked.from ?? (to === 'draft' ? newest : to - 1);
		const numbers = [from, ...(to === 'draft' ? [] : [to])].sort((a, b) => a - b);
		const stored = await findContents(db, head.id, numbers);
		const draft = to === 'draft' && draftId ? await findRoadmap(db, draftId) : null;
		const sides: Side[] = [
			...stored,
			...(draft ? [{ version: null, content: contentOf(draft) }] : [])
		];
		const [older, newer] = sides;
		if (!older || !newer) throw new NotFound('not_found');
		return {
			head,
			versions,
			draftId,
			older,
			newer,
			difference: compare(older.content, newer.content)
		};
	});
}

async function headOf(db: Db, id: string): Promise<RoadmapHead> {
	const head = isId(id) ? await findHead(db, id) : null;
	if (!head) throw new NotFound('not_found');
	return head;
}
