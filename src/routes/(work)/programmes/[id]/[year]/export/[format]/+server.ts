import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readFormat } from '#lib/programme/export.ts';
import { programmePaper } from '#lib/programme/paper.ts';
import { openPaper } from '#lib/programme/programme.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const version = url.searchParams.get('version');
	const given = await openPaper(
		locals.actor!,
		params.id,
		Number(params.year),
		version === null ? null : Number(version)
	);
	return sendFile(await exportPaper(programmePaper(given), format), `programme.${format}`);
};
