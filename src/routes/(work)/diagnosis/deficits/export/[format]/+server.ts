import { deficitsPaper, openDeficits, readMapAddress } from '#lib/diagnosis/kept/kept.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	const table = await openDeficits(
		locals.actor!,
		readMapAddress(url.searchParams),
		url.searchParams.get('medium') === '1'
	);
	if (!format || !table || table.year === null) throw new NotFound('not_found');
	return sendFile(await exportPaper(deficitsPaper(table), format), `deficits.${format}`);
};
