/** What the pages of execution share on the server. */
import { redirect, type Cookies } from '@sveltejs/kit';
import { setFlash } from '#lib/ui/flash.ts';
import type { Changed } from '../change.ts';
import { tell } from '../screen.server.ts';

/** Says what was done and goes on; who may not read the history gets no button to take it back. */
export function tellDone(
	cookies: Cookies,
	given: { roadmapId: string; text: string; changed: Changed<unknown>; to: string }
): never {
	if (given.changed.auditId !== null) return tell(cookies, given);
	setFlash(cookies, { text: given.text });
	redirect(303, given.to);
}
