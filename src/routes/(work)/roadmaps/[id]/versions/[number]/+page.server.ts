import { m } from '#lib/paraglide/messages.js';
import { openVersion } from '#lib/roadmap/version/version.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { head, stored, newest } = await openVersion(
		locals.actor!,
		params.id,
		Number(params.number)
	);
	const home = `/roadmaps/${head.id}`;
	const name = m.versions_name({ number: stored.version.number });
	return {
		head,
		version: stored.version,
		content: stored.content,
		isNewest: stored.version.number === newest,
		home,
		title: name,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: home },
			{ label: m.versions_title(), href: `${home}/versions` },
			{ label: name }
		]
	};
};
