import { openProgrammePaper } from '#lib/diagnosis/draft/programmes.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const factor = url.searchParams.get('factor');
	const paper = await openProgrammePaper(
		locals.actor!,
		params.id,
		factor === null ? null : Number(factor)
	);
	return sendFile(await exportPaper(paper, format), `programme.${format}`);
};
