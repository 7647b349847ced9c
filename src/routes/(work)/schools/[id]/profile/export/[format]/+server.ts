import { openSchoolProfile, profilePaper } from '#lib/diagnosis/kept/kept.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readPaperFormat } from '#lib/roadmap/half-year/export.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = readPaperFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const version = url.searchParams.get('version') || null;
	const { school, profile, risks } = await openSchoolProfile(locals.actor!, params.id, version);
	if (!profile) throw new NotFound('not_found');
	return sendFile(
		await exportPaper(profilePaper(school.name, profile, risks), format),
		`profile.${format}`
	);
};
