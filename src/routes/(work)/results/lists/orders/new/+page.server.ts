import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	openOrderForm,
	readYearFilter,
	saveOrder,
	type OpenLine
} from '#lib/results/lists/lists.ts';
import { acceptedOrders } from '#lib/roadmap/version/order-file.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readFormWithFile, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readYearFilter(url.searchParams);
	const place = await openOrderForm(locals.actor!, filter.place ?? '');
	return {
		title: m.lists_order_new(),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${place.id}` },
			{ label: m.lists_order_new() }
		],
		place,
		year: filter.year,
		accepted: acceptedOrders
	};
};

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const { fields: form, file } = await readFormWithFile(request);
		let to: string;
		try {
			const saved = await saveOrder(locals.actor!, form.place ?? '', form, file);
			if ('open' in saved)
				return fail(400, {
					values: form,
					error: m.lists_error_open({ n: saved.open.length }),
					errors: {} as Record<string, string>,
					open: saved.open
				});
			setFlash(cookies, { text: m.lists_told_order() });
			to = `/results/lists/orders/${saved.id}`;
		} catch (error) {
			const refused = refuse(error, form);
			return fail(refused.status, { ...refused.data, open: [] as OpenLine[] });
		}
		redirect(303, to);
	}
};
