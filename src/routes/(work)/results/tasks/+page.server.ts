import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { readYearFilter } from '#lib/results/lists/lists.ts';
import { importTasks, openTaskImports } from '#lib/results/skills/import.ts';
import { problemText } from '#lib/results/skills/wording.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { place } = readYearFilter(url.searchParams);
	const found = await openTaskImports(locals.actor!, place ?? '');
	return {
		title: m.skills_import(),
		crumbs: [{ label: m.lists_results(), href: '/results' }, { label: m.skills_import() }],
		...found
	};
};

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		const place = String(form.get('place') ?? '');
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0)
			return fail(400, { error: m.skills_error_no_file(), problems: [] as string[] });
		try {
			const given = {
				...{ name: file.name, size: file.size },
				stream: () => file.stream() as unknown as AsyncIterable<Uint8Array>
			};
			const done = await importTasks(locals.actor!, place, given);
			if ('problems' in done)
				return fail(400, {
					error: m.skills_error_problems({ n: done.problems.length }),
					problems: done.problems.map(problemText)
				});
			setFlash(cookies, { text: m.skills_told(done) });
		} catch (error) {
			const refused = refuse(error, {});
			return fail(refused.status, { error: refused.data.error, problems: [] as string[] });
		}
		redirect(303, `/results/tasks?place=${place}`);
	}
};
