/** Who corrected what and when, with what was undone. */

import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { readHistories, type HistoryPage } from '../../platform/history.ts';
import { actingOf, idOf } from './acting.ts';
import { replay } from './mend.ts';
import { sheetOf } from './sheet.ts';
import * as store from './store.ts';
import { findAllMends } from './store-mends.ts';
import { wordMend } from './words.ts';

export interface IntakeHistory {
	document: { id: string; name: string };
	/** The newest first. */
	mends: { text: string; by: string | null; at: string; undone: boolean }[];
	history: HistoryPage;
}

/** The history of a document and its review. Throws `NotFound`. */
export async function openHistory(
	actor: Actor,
	documentId: string,
	before: number | undefined
): Promise<IntakeHistory> {
	return act(actingOf(actor), async (db) => {
		const row = await store.findDocument(db, idOf(documentId));
		if (!row) throw new NotFound('not_found');
		const intake = row.intake && (await store.findIntake(db, documentId));
		const mends = intake ? await findAllMends(db, intake.id) : [];
		const sheet = intake?.draft
			? replay(
					sheetOf(intake.draft),
					mends.filter(({ undone }) => !undone).map(({ mend }) => mend)
				).sheet
			: null;
		return {
			document: { id: row.id, name: row.name },
			mends: sheet
				? mends
						.map(({ mend, by, at, undone }) => ({
							text: wordMend(mend, sheet),
							by,
							at: at.toISOString(),
							undone
						}))
						.reverse()
				: [],
			history: readable(
				await readHistories(
					db,
					[
						{ table: 'document', ids: [row.id] },
						{ table: 'intake', ids: intake ? [intake.id] : [] }
					],
					20,
					before
				)
			)
		};
	});
}

/** Columns that say something to a reader; the others are the machine's own. */
const shown = new Set(['name', 'state', 'organisation_id']);

function readable({ changes, next }: HistoryPage): HistoryPage {
	return {
		next,
		changes: changes
			.map((change) => ({
				...change,
				fields: change.fields
					.filter(({ name }) => shown.has(name))
					.map((field) =>
						field.name === 'state'
							? { ...field, before: stateWord(field.before), after: stateWord(field.after) }
							: field
					)
			}))
			.filter(({ fields }) => fields.length > 0)
	};
}

function stateWord(state: unknown): unknown {
	const words: Record<string, () => string> = {
		reading: m.documents_state_reading,
		review: m.intake_state_review,
		refused: m.documents_state_refused,
		accepted: m.documents_state_accepted
	};
	return words[String(state)]?.() ?? state;
}
