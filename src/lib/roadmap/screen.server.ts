/** What the roadmap's pages share on the server: told changes, chosen fields, forms of conflicts. */
import { fail, redirect, type ActionFailure, type Cookies } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse, type Refusal } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import { Conflict } from '../platform/errors.ts';
import type { Changed } from './change.ts';
import type { EditConflict } from './measure.ts';

/** Says what was done, offers to take it back, and goes on to `to`. */
export function tell(
	cookies: Cookies,
	given: { roadmapId: string; text: string; changed: Changed<unknown>; to: string }
): never {
	const { roadmapId, text, changed, to } = given;
	if (changed.auditId === null) setFlash(cookies, { text: m.roadmap_told_nothing() });
	else
		setFlash(cookies, {
			text,
			undo: {
				action: `/roadmaps/${roadmapId}?/undo`,
				fields: { audit: String(changed.auditId), back: to }
			}
		});
	redirect(303, to);
}

/** The page to go back to: what the form asks for, else `usual`. */
export function backOf(form: FormData, usual: string): string {
	const wanted = form.get('back');
	return typeof wanted === 'string' && wanted !== '' ? ownPath(wanted) : usual;
}

export interface ConflictAnswer {
	conflict: EditConflict<string>;
}

/** The answer to a form that was refused: both versions, or what was typed with the faults. */
export function refuseEdit(
	error: unknown,
	form: FormData,
	mine: Record<string, string>
): ActionFailure<ConflictAnswer> | ActionFailure<Refusal> {
	if (error instanceof Conflict && isEditConflict(error.stored))
		return fail(409, { conflict: error.stored });
	const typed: Record<string, string> = { ...mine };
	for (const [name, value] of form) if (typeof value === 'string') typed[name] ??= value;
	return refuse(error, typed);
}

function isEditConflict(stored: unknown): stored is EditConflict<string> {
	return typeof stored === 'object' && stored !== null && 'fields' in stored;
}
