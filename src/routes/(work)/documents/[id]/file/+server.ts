import { openFile } from '#lib/intake/desk/desk.ts';
import type { RequestHandler } from './$types';

/** The file as it was given: always saved, never shown by the browser, whatever is in it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { bytes, name, type } = await openFile(locals.actor!, params.id);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': type,
			'content-length': String(bytes.length),
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox"
		}
	});
};
