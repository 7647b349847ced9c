import { NotFound } from '#lib/platform/errors.ts';
import { exportFormats, exportRoadmap } from '#lib/roadmap/export/export.ts';
import { openSnapshot } from '#lib/roadmap/roadmap.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const format = exportFormats.find((each) => each === params.format);
	if (!format) throw new NotFound('not_found');
	const file = await exportRoadmap(await openSnapshot(locals.actor!, params.id), format);
	return sendFile(file, `roadmap.${format}`);
};
