/** The form of an order: its head, and its schools found among those of the place. */
import type { Actor } from '../../people/access.ts';
import { Invalid } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import type { SentFile } from '../../roadmap/version/order-file.ts';
import { matchSchools, type KnownSchool } from '../match.ts';
import { findSchools as findKnown } from '../store-schools.ts';
import type { Place } from './model.ts';
import { readNamed, type NamedLine } from './named.ts';
import { placeToOrder, recordOrder } from './orders.ts';

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
	form: Record<string, string>,
	file: SentFile | null = null
): Promise<{ id: string } | { open: OpenLine[] }> {
	const lines = readNamed(form.schools ?? '');
	const known = await actAs(actor, async (db) => {
		const { path } = await placeToOrder(db, actor, placeId);
		return findKnown(db, path);
	});
	const { entries, open } = findSchools(lines, known, form);
	if (open.length > 0) return { open };
	return { id: await record(actor, placeId, form, entries, file) };
}

function findSchools(
	lines: readonly NamedLine[],
	known: readonly KnownSchool[],
	form: Record<string, string>
): { entries: { schoolId: string; basis: string }[]; open: OpenLine[] } {
	const names = new Map(known.map(({ id, shortName }) => [id, shortName]));
	const entries: { schoolId: string; basis: string }[] = [];
	const open: OpenLine[] = [];
	const byName = known.toSorted((a, b) => a.shortName.localeCompare(b.shortName, 'ru'));
	const matches = matchSchools(lines, known, new Map());
	for (const [at, line] of lines.entries()) {
		const chosen = form[fieldOf(line.line)] ?? '';
		if (chosen === leaveOut) continue;
		const match = matches[at]!;
		const schoolId = names.has(chosen) ? chosen : match.schoolId;
		if (schoolId !== null) entries.push({ schoolId, basis: line.basis });
		else {
			const rest = known.length > mostChoices ? [] : byName.map(({ id }) => id);
			const choices = [...new Set([...match.suggestions, ...rest])].map((id) => ({
				id,
				name: names.get(id)!
			}));
			open.push({ ...line, choices });
		}
	}
	return { entries, open };
}

async function record(
	actor: Actor,
	placeId: string,
	form: Record<string, string>,
	entries: { schoolId: string; basis: string }[],
	file: SentFile | null
): Promise<string> {
	const head = {
		...{ year: form.year, kind: form.kind as 'low-results', number: form.number ?? '' },
		...{ dated: form.dated ?? '', issuer: form.issuer ?? '' }
	};
	try {
		return await recordOrder(actor, placeId, { ...head, entries }, file);
	} catch (error) {
		// the form has one field for all schools
		if (error instanceof Invalid && error.fields.entries)
			throw new Invalid(error.code, { ...error.fields, schools: error.fields.entries });
		throw error;
	}
}
