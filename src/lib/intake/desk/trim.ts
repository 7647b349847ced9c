/** Only what a form really changed: the rest of it stood there already. */

import type { Fields, Mend } from './mend.ts';
import type { MeasureItem, PlanHead, Sheet } from './sheet.ts';

/** The correction without what it leaves as it is; null where nothing is left of it. */
export function trimMend(mend: Mend, sheet: Sheet): Mend | null {
	if (mend.kind === 'set') {
		const item = sheet.items.find(({ key }) => key === mend.key);
		if (item?.kind !== 'measure') return mend;
		const fields = changedFields(mend.fields, item);
		return Object.keys(fields).length > 0 ? { ...mend, fields } : null;
	}
	if (mend.kind === 'head') {
		const head = changedHead(mend.head, sheet.head);
		return Object.keys(head).length > 0 ? { ...mend, head } : null;
	}
	return mend;
}

function changedFields(fields: Fields, item: MeasureItem): Fields {
	const now: Required<Omit<Fields, 'repeats'>> = {
		number: item.number,
		text: item.text,
		term: item.term.phrase,
		dates: item.byHand ? item.term.occurrences : null,
		responsible: item.responsible,
		result: item.result,
		notes: item.notes,
		lane: item.lane
	};
	const changed = Object.fromEntries(
		Object.entries(fields).filter(
			([field, value]) =>
				field === 'term' ||
				field === 'dates' ||
				field === 'repeats' ||
				!same(value, now[field as keyof typeof now])
		)
	) as Fields;
	// phrase and dates are one field to a reader: a new phrase must not lose dates set by hand
	if (same(fields.term, now.term)) {
		delete changed.term;
		if (same(fields.dates, now.dates)) delete changed.dates;
	} else if (fields.dates === null) delete changed.dates;
	if (!changed.dates) delete changed.repeats;
	return changed;
}

function changedHead(head: Partial<PlanHead>, now: PlanHead): Partial<PlanHead> {
	return Object.fromEntries(
		Object.entries(head).filter(([name, value]) => !same(value, now[name as keyof PlanHead]))
	);
}

/** Empty and absent are the same to a person who looks at a form. */
function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one || null) === JSON.stringify(other || null);
}
