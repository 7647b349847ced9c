import { NotFound } from '#lib/platform/errors.ts';
import { exportFormats, exportRoadmap } from '#lib/roadmap/export/export.ts';
import { openSnapshot } from '#lib/roadmap/roadmap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const format = exportFormats.find((each) => each === params.format);
	if (!format) throw new NotFound('not_found');
	const file = await exportRoadmap(await openSnapshot(locals.actor!, params.id), format);
	return new Response(file.bytes, {
		headers: {
			'content-type': file.type,
			'content-length': String(file.bytes.byteLength),
			// RFC 6266: the plain name for old programs, the Russian one for all others
			'content-disposition': `attachment; filename="roadmap.${format}"; filename*=UTF-8''${encoded(file.name)}`
		}
	});
};

/** RFC 8187 forbids more signs than encodeURIComponent escapes. */
function encoded(name: string): string {
	return encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
