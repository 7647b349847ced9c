import { redirect, type Cookies } from '@sveltejs/kit';
import {
	applyImport,
	dropImport,
	mapColumns,
	openImport,
	readAgain,
	tellSchools,
	undoImport
} from '#lib/results/import/import.ts';
import type { Actor } from '#lib/people/access.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = await openImport(locals.actor!, params.id, {
		page: pageNumber(url),
		kind: url.searchParams.get('kind'),
		head: url.searchParams.get('head')
	});
	return {
		title: view.fileName,
		crumbs: [{ label: say('nav_results'), href: '/results' }, { label: view.fileName }],
		view
	};
};

type Step = (actor: Actor, id: string, given: Record<string, string>) => Promise<unknown>;

/** An action that does `step` and says so on the page where the import goes on. */
function doing(step: Step, done: ((cookies: Cookies) => void) | null = null, to = ''): Action {
	return async ({ locals, params, request, cookies }) => {
		const given = await readForm(request);
		try {
			await step(locals.actor!, params.id, given);
		} catch (error) {
			return refuse(error, given);
		}
		done?.(cookies);
		redirect(303, to || `/results/import/${params.id}`);
	};
}

const told = (code: string) => (cookies: Cookies) => setFlash(cookies, { text: say(code) });

export const actions: Actions = {
	map: doing(mapColumns),
	tell: doing(tellSchools),
	again: doing(readAgain),
	apply: doing(
		(actor, id, { added, changed }) =>
			applyImport(actor, id, { added: Number(added), changed: Number(changed) }),
		told('results_applied')
	),
	undo: doing(undoImport, told('results_undone')),
	drop: doing(dropImport, told('results_dropped'), '/results')
};
