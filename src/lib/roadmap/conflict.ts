/** Values of a form by field, each as one line or lines of text. */
export type Fields<F extends string> = Record<F, string>;

export interface Merge<F extends string> {
	/** What to save: both changes, and the own value where both changed one field. */
	merged: Fields<F>;
	/** Fields that both changed, differently: a person must choose. */
	conflicts: F[];
	/** Fields that the other one changed and that were taken as stored. */
	taken: F[];
}

/**
 * Brings two changes of one thing together. `base` is what the person saw before typing (null: what
 * is stored, nobody saved since), `mine` what the person sent, `stored` what is there now. Fields that
 * were not sent stay as stored; of a field whose sight was not sent nothing is overwritten unasked.
 */
export function merge<F extends string>(
	base: Partial<Fields<F>> | null,
	mine: Partial<Fields<F>>,
	stored: Fields<F>
): Merge<F> {
	const merged = { ...stored };
	const conflicts: F[] = [];
	const taken: F[] = [];
	for (const field of Object.keys(stored) as F[]) {
		const own = mine[field];
		const seen = base ? base[field] : stored[field];
		const isUntouched = seen !== undefined && same(seen, stored[field]);
		if (own === undefined || same(own, stored[field])) {
			if (seen !== undefined && !isUntouched) taken.push(field);
			continue;
		}
		if (seen !== undefined && same(own, seen)) {
			taken.push(field);
			continue;
		}
		merged[field] = own;
		if (!isUntouched) conflicts.push(field);
	}
	return { merged, conflicts, taken };
}

/** Line ends of forms and white space at the edges are no change. */
function same(a: string, b: string): boolean {
	return tidy(a) === tidy(b);
}

export function tidy(text: string): string {
	return text.replace(/\r\n?/g, '\n').trim();
}
