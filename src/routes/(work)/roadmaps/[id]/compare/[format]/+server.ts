import { NotFound } from '#lib/platform/errors.ts';
import { readCompared } from '#lib/roadmap/version/compared.ts';
import { changeFormats, exportChanges } from '#lib/roadmap/version/export-changes.ts';
import { openComparison } from '#lib/roadmap/version/version.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

/** «Изменения, которые вносятся в дорожную карту» as the annex of an order. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = changeFormats.find((each) => each === params.format);
	if (!format) throw new NotFound('not_found');
	const asked = readCompared(url.searchParams);
	const file = await exportChanges(await openComparison(locals.actor!, params.id, asked), format);
	return sendFile(file, `changes.${format}`);
};
