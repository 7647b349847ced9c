import { error } from '@sveltejs/kit';
import { writeTemplate } from '#lib/results/import/import.ts';
import { m } from '#lib/paraglide/messages.js';
import { sendFile } from '#lib/ui/download.server.ts';
import type { RequestHandler } from './$types';

const types = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8'
};

export const GET: RequestHandler = ({ params }) => {
	const { format } = params;
	if (format !== 'xlsx' && format !== 'csv') error(404);
	const bytes = new Uint8Array(writeTemplate(format));
	const name = `${m.results_template_name()}.${format}`;
	return sendFile({ bytes, name, type: types[format] }, `results.${format}`);
};
