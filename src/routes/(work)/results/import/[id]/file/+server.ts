import { openOriginal } from '#lib/results/import/import.ts';
import { streamFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { name, body } = await openOriginal(locals.actor!, params.id);
	return streamFile(body, name);
};
