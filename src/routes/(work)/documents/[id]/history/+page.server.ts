import { openHistory } from '#lib/intake/desk/desk.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const before = Number(url.searchParams.get('before'));
	const opened = await openHistory(locals.actor!, params.id, before > 0 ? before : undefined);
	return {
		...opened,
		title: m.intake_history_title(),
		crumbs: [
			{ label: m.documents_title(), href: '/documents' },
			{ label: opened.document.name, href: `/documents/${opened.document.id}` },
			{ label: m.intake_history() }
		]
	};
};
