import { Readable } from 'node:stream';
import { openMended } from '#lib/results/import/import.ts';
import { streamFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

/** The table as it came, with what is wrong in each row. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { name, body } = await openMended(locals.actor!, params.id);
	return streamFile(Readable.toWeb(body) as ReadableStream<Uint8Array>, name);
};
