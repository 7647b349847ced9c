import { NotFound } from '#lib/platform/errors.ts';
import { exportFormats, exportRoadmap } from '#lib/roadmap/export/export.ts';
import { openVersionSnapshot } from '#lib/roadmap/version/version.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

/** A version as it was approved, with the order that approved it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const format = exportFormats.find((each) => each === params.format);
	if (!format) throw new NotFound('not_found');
	const snapshot = await openVersionSnapshot(locals.actor!, params.id, Number(params.number));
	return sendFile(await exportRoadmap(snapshot, format), `roadmap.${format}`);
};
