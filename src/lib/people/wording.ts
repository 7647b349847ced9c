/** How pages of people say things. */
import { m } from '#lib/paraglide/messages.js';
import type { Likeness } from './likeness.ts';

const likenesses: Record<Likeness, () => string> = {
	'same-name': m.merge_like_same_name,
	'same-initials': m.merge_like_same_initials,
	'part-of-name': m.merge_like_part_of_name,
	'one-initial': m.merge_like_one_initial
};

/** Why two records look like one person. */
export const likenessText = (likeness: Likeness): string => likenesses[likeness]();
