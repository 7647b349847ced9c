import { NotFound } from '#lib/platform/errors.ts';
import { exportPaper, readFormat } from '#lib/programme/export.ts';
import { passportPaper } from '#lib/programme/passport-paper.ts';
import { openPassport } from '#lib/programme/programme.ts';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const format = readFormat(params.format);
	if (!format) throw new NotFound('not_found');
	const paper = passportPaper(await openPassport(locals.actor!, params.id));
	return sendFile(await exportPaper(paper, format), `passport.${format}`);
};
