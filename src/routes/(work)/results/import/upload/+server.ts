import { json } from '@sveltejs/kit';
import { startImport } from '#lib/results/import/import.ts';
import { Failure } from '#lib/platform/errors.ts';
import { say } from '#lib/ui/say.server.ts';
import type { RequestHandler } from './$types';

/**
 * One file as the request's body: it goes to the disk in pieces. The header that names it also
 * keeps other sites out: they cannot send it without being asked first.
 */
export const POST: RequestHandler = async ({ locals, request, url }) => {
	const name = request.headers.get('x-file-name');
	if (name === null) return json({ error: say('results_file_cut') }, { status: 400 });
	const announced = request.headers.get('content-length');
	try {
		const { id } = await startImport(locals.actor!, {
			placeId: url.searchParams.get('place') ?? '',
			name: decoded(name),
			body: request.body ?? new Blob([]).stream(),
			announced: announced !== null && /^\d+$/.test(announced) ? Number(announced) : null
		});
		return json({ id });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return json({ error: say(error.code, error.details) }, { status: error.status });
	}
};

function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
