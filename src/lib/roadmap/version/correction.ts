/** The draft of the next version: begun, thrown away, brought back. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { changeAs, type Changed } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import { holdRoadmap, mustStand } from './hold.ts';
import { findCorrection, findNewest, insertStep } from './store.ts';

const LONGEST_REASON = 1_000;

export interface Begun {
	/** The draft. */
	id: string;
	/** Number of the version that it will be. */
	version: number;
	isNew: boolean;
}

/**
 * Copies what is in force into a draft that the ordinary editor opens; its parts remember what they
 * stand for. One is open at a time: asked again, that one is given. Throws `Forbidden`, `Conflict`
 * where nothing is in force to be corrected.
 */
export function beginCorrection(
	actor: Actor,
	roadmapId: string,
	reason: string
): Promise<Changed<Begun>> {
	return changeAs(actor, async (db) => {
		const { head, rights } = await holdRoadmap(db, actor, roadmapId);
		if (!rights.edit) throw new Forbidden('error_forbidden');
		mustStand(head);
		if (head.status !== 'approved' && head.status !== 'in-force')
			throw new Conflict('approval_refused_step', head.status);
		const open = await findCorrection(db, roadmapId);
		const version = ((await findNewest(db, roadmapId))?.number ?? 0) + 1;
		if (open) return { id: open.id, version, isNew: false };
		const why = reason.trim();
		if (why.length > LONGEST_REASON) throw new Invalid('error_form', { reason: 'error_too_long' });
		const id = randomUUID();
		await copyDraft(db, {
			id,
			head,
			version: version - 1,
			reason: why || null,
			personId: actor.personId
		});
		await insertStep(db, {
			roadmapId: id,
			ownerId: head.owner.id,
			from: head.status,
			to: 'draft',
			comment: why || null,
			personId: actor.personId,
			personName: actor.name,
			version
		});
		return { id, version, isNew: true };
	});
}

interface Copy {
	id: string;
	head: RoadmapHead;
	/** The one that is in force. */
	version: number;
	reason: string | null;
	personId: string;
}

/** Five statements, whatever its size: rows are copied in the database. */
async function copyDraft(db: Db, { id, head, version, reason, personId }: Copy): Promise<void> {
	await sql`
		insert into roadmap (id, owner_id, title, level, period_from, period_to, year_kind,
			signatory_post, signatory_name, lanes, document_id, factors, created_by, created_at,
			corrects_id, corrects_version, correction_reason)
		select ${id}, owner_id, title, level, period_from, period_to, year_kind, signatory_post,
			signatory_name, lanes, document_id, factors, ${personId}, opora.now(), id, ${version}, ${reason}
		from roadmap where id = ${head.id}`.execute(db);
	await sql`
		insert into section (roadmap_id, owner_id, position, title, origin_id)
		select ${id}, owner_id, position, title, id
		from section where roadmap_id = ${head.id} and withdrawn_at is null`.execute(db);
	await sql`
		update section copy set parent_id = above.id
		from section origin, section above
		where copy.roadmap_id = ${id} and origin.id = copy.origin_id
			and above.roadmap_id = ${id} and above.origin_id = origin.parent_id`.execute(db);
	await sql`
		insert into measure (roadmap_id, owner_id, section_id, position, lane, lane_row, number, text,
			term_phrase, term, term_by_hand, window_from, window_to, result, notes, factors, source,
			check_in, evidence_kinds, origin_id)
		select ${id}, m.owner_id, s.id, m.position, m.lane, m.lane_row, m.number, m.text,
			m.term_phrase, m.term, m.term_by_hand, m.window_from, m.window_to, m.result, m.notes,
			m.factors, m.source, m.check_in, m.evidence_kinds, m.id
		from measure m
		left join section s on s.roadmap_id = ${id} and s.origin_id = m.section_id
		where m.roadmap_id = ${head.id} and m.withdrawn_at is null`.execute(db);
	await sql`
		insert into measure_party (measure_id, owner_id, position, text, person_id, organisation_id, role)
		select m.id, p.owner_id, p.position, p.text, p.person_id, p.organisation_id, p.role
		from measure m join measure_party p on p.measure_id = m.origin_id
		where m.roadmap_id = ${id}`.execute(db);
}

/**
 * Whether a draft of a next version that was thrown away can come back: throws `Conflict` where it
 * became a version, where another one is open, or where a version was approved since it was begun.
 */
export async function mustFit(db: Db, head: RoadmapHead): Promise<void> {
	if (!head.correctsId) return;
	if (head.status === 'closed') throw new Conflict('approval_refused_spent', null);
	const open = await findCorrection(db, head.correctsId);
	if (open && open.id !== head.id) throw new Conflict('approval_refused_second', null);
	const newest = await findNewest(db, head.correctsId);
	if ((newest?.number ?? 0) !== head.correctsVersion)
		throw new Conflict('approval_refused_outdated', null);
}
