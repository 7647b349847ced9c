import { openEvidence } from '#lib/roadmap/evidence/evidence.ts';
import type { RequestHandler } from './$types';

/** Nothing in a file may run or load anything; a browser's own viewers need their style. */
const policies = {
	image: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
	pdf: "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
};

/** A file of evidence: pictures and PDF are shown, everything else is saved; `?save` saves these, too. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const file = await openEvidence(locals.actor!, params.id);
	const preview = url.searchParams.has('save') ? null : file.preview;
	const headers = {
		etag: `"${file.hash}"`,
		// asked for again each time, so that a right that was taken away ends at once
		'cache-control': 'private, no-cache',
		'content-type': file.type,
		'content-disposition': `${preview ? 'inline' : 'attachment'}; ${namedAs(file.name)}`,
		'content-security-policy': policies[preview ?? 'image'],
		'x-content-type-options': 'nosniff',
		'cross-origin-resource-policy': 'same-origin'
	};
	if (request.headers.get('if-none-match') === headers.etag)
		return new Response(null, { status: 304, headers });
	return new Response(await file.open(), {
		headers: { ...headers, 'content-length': String(file.size) }
	});
};

/** RFC 6266: Latin letters for old programs, RFC 5987 for all others. */
function namedAs(name: string): string {
	const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const full = encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `filename="${plain}"; filename*=UTF-8''${full}`;
}
