/** Approval of a year's plan by order: what was seen becomes a version that never changes. */
import { z } from 'zod';
import type { Actor } from '../people/access.ts';
import { Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { parseInput } from '../platform/parse.ts';
import { actAs } from '../roadmap/change.ts';
import { holdProgramme } from './edit.ts';
import { wholeOf } from './open.ts';
import * as store from './store.ts';
import { changedParts, markOf, readContent, readSchools } from './version.ts';

const line = (limit: number, code: string) =>
	z.string(code).trim().min(1, code).max(limit, 'error_too_long');
const approval = z.object({
	orderNumber: line(60, 'programme_wrong_order_number'),
	orderDate: z.iso.date('error_date'),
	orderIssuer: line(300, 'programme_wrong_issuer'),
	mark: z.string()
});

/**
 * Approves the plan of a year by an order. Throws `Conflict` where somebody changed it since the page
 * was shown, `Invalid` with fields, and where nothing differs from the version in force.
 */
export async function approveYear(
	actor: Actor,
	at: { id: string; year: number },
	given: Record<string, string>
): Promise<{ number: number }> {
	const { orderNumber, orderDate, orderIssuer, mark } = parseInput(approval, given);
	return actAs(actor, async (db) => {
		await holdProgramme(db, actor, at.id);
		const { programme, yearRow, content, schools } = await wholeOf(db, at.id, at.year);
		if (orderDate > programme.place.today)
			throw new Invalid('error_form', { orderDate: 'programme_wrong_order_date' });
		const now = { written: content.written, schools };
		if ((await markOf(now)) !== mark) throw new Conflict('programme_stale', null);
		const versions = (await store.findVersions(db, at.id)).get(yearRow.id) ?? [];
		const last = versions[0]?.number ?? 0;
		if (last > 0) {
			const stored = await store.findVersion(db, yearRow.id, last);
			if (!stored) throw new NotFound('not_found');
			const before = {
				written: readContent(stored.content).written,
				schools: readSchools(stored.schools)
			};
			if (changedParts(before, now).length === 0) throw new Invalid('programme_nothing_new');
		}
		const number = last + 1;
		await store.insertVersion(db, {
			...{ yearId: yearRow.id, placeId: programme.place.id, number, content, schools },
			order: { number: orderNumber, date: orderDate, issuer: orderIssuer },
			by: { id: actor.personId, name: actor.name }
		});
		return { number };
	});
}
