import { json } from '@sveltejs/kit';
import { waitForReading } from '#lib/intake/desk/desk.ts';
import { m } from '#lib/paraglide/messages.js';
import { Failure } from '#lib/platform/errors.ts';
import { say } from '#lib/ui/say.server.ts';
import { uploaded } from '../uploaded.server.ts';
import type { RequestHandler } from './$types';

/** One file at a time, for the page's script, which shows how much of it is on its way. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const form = await request.formData();
	const file = form.get('file');
	if (!(file instanceof File)) return json({ error: m.intake_no_file() }, { status: 400 });
	try {
		const { id } = await uploaded(locals.actor!, form, file);
		await waitForReading(id);
		return json({ id });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return json({ error: say(error.code) }, { status: error.status });
	}
};
