/** An order approves a roadmap, or the draft of its next version. */
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { changeAs, type Changed } from '../change.ts';
import { syncOccurrences } from '../execution/execution.ts';
import { isApproved, type Roadmap, type RoadmapHead } from '../model.ts';
import { findRoadmap } from '../store.ts';
import { updateWithdrawn } from '../store-change.ts';
import { compare, isSame, summaryOf, type Summary } from './compare.ts';
import { contentOf, digestOf } from './content.ts';
import { holdRoadmap, mustStand, versionAhead } from './hold.ts';
import { readOrder, type OrderFields, type OrderValues } from './order.ts';
import { receiveOrder, type SentFile } from './order-file.ts';
import { findNewest, insertOrderFile, insertStep, insertVersion, updateStatus } from './store.ts';
import { mayApprove } from './way.ts';
import { beginApproving, writeBack } from './write-back.ts';

export interface SentOrder extends OrderFields {
	/** SHA-256 of what the person was shown. */
	digest: string;
	file: SentFile | null;
}

export interface Approved {
	/** The roadmap in force; not the draft that it was written from. */
	roadmapId: string;
	version: number;
	/** The same form was sent before. */
	repeated: boolean;
}

/**
 * Approves what the person was shown: stores the version, and makes or changes the occurrences, all
 * or nothing. The draft of a next version is written into the roadmap that it corrects and put away.
 * Throws `Invalid` with fields, `Forbidden`, and `Conflict` where the text changed meanwhile or the
 * roadmap stands elsewhere by now.
 */
export async function approveRoadmap(
	actor: Actor,
	id: string,
	sent: SentOrder
): Promise<Changed<Approved>> {
	const file = sent.file && (await receiveOrder(sent.file));
	return changeAs(actor, async (db) => {
		const { head, rights } = await holdRoadmap(db, actor, id);
		const targetId = head.correctsId ?? id;
		if (!rights.approve) throw new Forbidden('error_forbidden');
		const newest = await findNewest(db, targetId);
		if (newest && isApproved(head.status) && isRepeated(newest, sent, actor))
			return { roadmapId: targetId, version: newest.number, repeated: true };
		mustStand(head);
		if (!mayApprove(rights, head.status)) throw new Conflict('approval_refused_step', head.status);
		const order = readOrder(sent, {
			period: head.period,
			today: head.today,
			correction: head.correctsId !== null
		});
		const draft = (await findRoadmap(db, id))!;
		const content = contentOf(draft);
		const digest = digestOf(content);
		if (draft.measures.length === 0) throw new Invalid('approval_refused_empty');
		if (digest !== sent.digest) throw new Conflict('approval_refused_changed', head.status);
		const number = head.correctsId ? (newest?.number ?? 0) + 1 : versionAhead(head, null);
		const documentId =
			file &&
			(await insertOrderFile(db, {
				...file,
				organisationId: head.owner.id,
				personId: actor.personId
			}));
		await beginApproving(db);
		const changes = head.correctsId
			? await correct(db, draft, head.correctsId, order)
			: await approveFirst(db, head, order);
		await insertVersion(db, {
			roadmapId: targetId,
			ownerId: head.owner.id,
			number,
			content,
			digest,
			changes,
			reason: order.reason,
			order,
			documentId,
			inForceFrom: order.inForceFrom,
			personId: actor.personId
		});
		await insertStep(db, {
			roadmapId: targetId,
			ownerId: head.owner.id,
			from: head.status,
			to: 'approved',
			comment: order.reason,
			personId: actor.personId,
			personName: actor.name,
			version: number
		});
		await syncOccurrences(db, targetId);
		return { roadmapId: targetId, version: number, repeated: false };
	});
}

function isRepeated(
	newest: { digest: string; orderNumber: string; by: string | null },
	sent: SentOrder,
	actor: Actor
): boolean {
	return (
		newest.digest === sent.digest &&
		newest.orderNumber === sent.number.replace(/^\s*№\s*/, '').trim() &&
		newest.by === actor.personId
	);
}

async function approveFirst(db: Db, head: RoadmapHead, order: OrderValues): Promise<null> {
	await db
		.updateTable('roadmap')
		.set({ ...orderColumns(order), status: 'approved', in_force_from: order.inForceFrom })
		.where('id', '=', head.id)
		.execute();
	return null;
}

async function correct(
	db: Db,
	draft: Roadmap,
	roadmapId: string,
	order: OrderValues
): Promise<Summary> {
	const roadmap = (await findRoadmap(db, roadmapId))!;
	if (roadmap.head.withdrawn || roadmap.head.status === 'closed')
		throw new Conflict('approval_refused_closed', roadmap.head.status);
	const difference = compare(contentOf(roadmap), contentOf(draft));
	if (isSame(difference)) throw new Invalid('approval_refused_same');
	await writeBack(db, draft, roadmap, order.reason);
	await db.updateTable('roadmap').set(orderColumns(order)).where('id', '=', roadmapId).execute();
	await updateStatus(db, draft.head.id, 'closed');
	await updateWithdrawn(db, 'roadmap', [draft.head.id], { reason: order.reason });
	return summaryOf(difference);
}

function orderColumns({ number, date, issuer }: OrderValues) {
	return { order_number: number, order_date: date, order_issuer: issuer || null };
}
