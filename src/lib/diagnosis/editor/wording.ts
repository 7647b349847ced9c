/** Words of the editor in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './edit.ts';

export const kindName: Record<Kind, () => string> = {
	scale: m.editor_kind_scale,
	single: m.editor_kind_single,
	several: m.editor_kind_several,
	number: m.editor_kind_number,
	matrix: m.editor_kind_matrix,
	text: m.editor_kind_text
};

/** Texts around the questions. */
export const headName = {
	name: m.diag_name,
	purpose: m.editor_purpose,
	use: m.editor_use,
	section: m.editor_section,
	scale: m.editor_scale_answer
};
