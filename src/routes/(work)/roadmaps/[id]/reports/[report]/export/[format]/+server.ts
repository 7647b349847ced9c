import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { openReport } from '#lib/roadmap/half-year/half-year.ts';
import { reportPaper } from '#lib/roadmap/half-year/paper.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const sent = url.searchParams.get('sent');
	const { content } = await openReport(locals.actor!, params.id, params.report, sent);
	const paper = reportPaper(content, url.searchParams.has('annex'));
	return sendFile(await exportPaper(paper, format), `report.${format}`);
};
