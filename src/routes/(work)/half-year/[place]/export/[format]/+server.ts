import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { openSummary, readPeriod } from '#lib/roadmap/half-year/half-year.ts';
import { summaryPaper } from '#lib/roadmap/half-year/summary-paper.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	const period = readPeriod(url.searchParams.get('period'));
	if (!format || !period) throw new NotFound('not_found');
	const { name, post } = locals.actor!;
	const summary = await openSummary(locals.actor!, params.place, period);
	// who asks for the paper signs it: «М. С. Вершинина»
	const [surname = '', ...initials] = name.split(/\s/);
	const signatory = { post, name: [...initials, surname].join('\u00a0') };
	return sendFile(await exportPaper(summaryPaper(summary, signatory), format), `summary.${format}`);
};
