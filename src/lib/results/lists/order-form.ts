/** The form of an order: its head, and its schools found among those of the place. */
import type { Actor } from '../../people/access.ts';
import { Invalid } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { likelySchools, schoolFinder, type KnownSchool } from './known.ts';
import type { Place } from './model.ts';
import { readNamed, type NamedLine } from './named.ts';
import { placeToOrder, recordOrder } from './orders.ts';
import { findKnownSchools } from './store-order.ts';

/** In a place of so many schools every one of them may be chosen for a line. */
const mostChoices = 200;

/** A line that no school is sure for. */
export interface OpenLine extends NamedLine {
	/** Likely ones first, then, in a small place, all. */
	choices: { id: string; name: string }[];
}

/** The form's place, empty otherwise. */
export function openOrderForm(actor: Actor, placeId: string): Promise<Place> {
	return actAs(actor, (db) => placeToOrder(db, actor, placeId));
}

/** The value of a line's choice that leaves it out. */
export const leaveOut = 'none';
/** The field in which a line's school is chosen. */
export const fieldOf = (line: string): string => `school:${line}`;

/** Saves the order, or says which lines need a school chosen; nothing is stored then. */
export async function saveOrder(
	actor: Actor,
	placeId: string,
	form: Record<string, string>
): Promise<{ id: string } | { open: OpenLine[] }> {
	const lines = readNamed(form.schools ?? '');
	const known = await actAs(actor, async (db) => {
		await placeToOrder(db, actor, placeId);
		return findKnownSchools(db, placeId);
	});
	const { entries, open } = findSchools(lines, known, form);
	const id = await recordIfWhole(actor, placeId, form, entries, open);
	return id === null ? { open } : { id };
}

function findSchools(
	lines: readonly NamedLine[],
	known: readonly KnownSchool[],
	form: Record<string, string>
): { entries: { schoolId: string; basis: string }[]; open: OpenLine[] } {
	const names = new Map(known.map(({ id, shortName }) => [id, shortName]));
	const entries: { schoolId: string; basis: string }[] = [];
	const open: OpenLine[] = [];
	const find = schoolFinder(known);
	for (const line of lines) {
		const chosen = form[fieldOf(line.line)] ?? '';
		if (chosen === leaveOut) continue;
		const schoolId = names.has(chosen) ? chosen : (find(line.written) ?? find(line.name));
		if (schoolId !== null) entries.push({ schoolId, basis: line.basis });
		else {
			const likely = likelySchools(known, `${line.written} ${line.name}`);
			const rest = known.length > mostChoices ? [] : known.map(({ id }) => id);
			const choices = [...new Set([...likely, ...rest])].map((id) => ({
				id,
				name: names.get(id)!
			}));
			open.push({ ...line, choices });
		}
	}
	return { entries, open };
}

async function recordIfWhole(
	actor: Actor,
	placeId: string,
	form: Record<string, string>,
	entries: { schoolId: string; basis: string }[],
	open: readonly OpenLine[]
): Promise<string | null> {
	const head = {
		...{ year: form.year, kind: form.kind as 'low-results', number: form.number ?? '' },
		...{ dated: form.dated ?? '', issuer: form.issuer ?? '' }
	};
	if (open.length > 0) return null;
	try {
		return await recordOrder(actor, placeId, { ...head, entries });
	} catch (error) {
		// the form has one field for all schools
		if (error instanceof Invalid && error.fields.entries)
			throw new Invalid(error.code, { ...error.fields, schools: error.fields.entries });
		throw error;
	}
}
