import { json } from '@sveltejs/kit';
import { findUploads, receiveUpload } from '#lib/roadmap/evidence/evidence.ts';
import { kindFor } from '#lib/roadmap/evidence/screen.server.ts';
import { Failure } from '#lib/platform/errors.ts';
import { say } from '#lib/ui/say.server.ts';
import type { RequestHandler } from './$types';

/** Which of the given uploads still wait for their report, for a page that was left and comes back. */
export const GET: RequestHandler = async ({ locals, url }) =>
	json(await findUploads(locals.actor!, url.searchParams.getAll('id')));

/**
 * One file as the request's body. The header that names it also keeps other sites out: they cannot
 * send it without being asked first.
 */
export const POST: RequestHandler = async ({ locals, request, url }) => {
	const name = request.headers.get('x-file-name');
	if (name === null) return json({ error: say('evidence_file_cut') }, { status: 400 });
	try {
		const upload = await receiveUpload(locals.actor!, {
			name: decoded(name),
			body: request.body ?? new Blob([]).stream(),
			announced: announcedBytes(request.headers.get('content-length'))
		});
		return json({ ...upload, kind: kindFor(upload.name, url.searchParams.getAll('asked')) });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return json({ error: say(error.code, error.details) }, { status: error.status });
	}
};

function announcedBytes(header: string | null): number | null {
	return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
