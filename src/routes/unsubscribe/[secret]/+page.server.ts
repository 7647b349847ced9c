import { turnLettersOff } from '#lib/reminders/reminders.ts';
import type { Actions, PageServerLoad } from './$types';

// the page is the same for every secret: nobody learns by it which ones there are
export const load: PageServerLoad = ({ locals }) => ({ demonstration: locals.demonstration });

export const actions: Actions = {
	/** The button of the page, and what mail programs send by themselves (RFC 8058). */
	default: async ({ params }) => {
		await turnLettersOff(params.secret);
		return { done: true };
	}
};
