import { now } from '#lib/platform/clock.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { openSchoolResults, readYearFilter, schoolPaper } from '#lib/results/lists/lists.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const { year } = readYearFilter(url.searchParams);
	const { name, post } = locals.actor!;
	const results = await openSchoolResults(locals.actor!, params.id, year);
	// who asks for the paper signs it: «М. С. Вершинина»
	const [surname = '', ...initials] = name.split(/\s/);
	const signatory = { post, name: [...initials, surname].join('\u00a0') };
	const today = now().toISOString().slice(0, 10);
	return sendFile(
		await exportPaper(schoolPaper(results, today, signatory), format),
		`results.${format}`
	);
};
