import { m } from '#lib/paraglide/messages.js';
import { readYearFilter } from '#lib/results/lists/lists.ts';
import { openSkills } from '#lib/results/skills/open.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { year } = readYearFilter(url.searchParams);
	const skills = await openSkills(locals.actor!, params.id, year);
	const { shortName } = skills.school;
	return {
		title: m.skills_title_of({ school: shortName }),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: shortName, href: `/schools/${params.id}` },
			{ label: m.lists_results(), href: `/schools/${params.id}/results` },
			{ label: m.skills_title() }
		],
		...skills
	};
};
