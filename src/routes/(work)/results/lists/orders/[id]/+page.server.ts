import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import { attachOrderFile, openOrder, withdrawOrder } from '#lib/results/lists/lists.ts';
import { orderName } from '#lib/results/lists/wording.ts';
import { acceptedOrders } from '#lib/roadmap/version/order-file.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readFormWithFile, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await openOrder(locals.actor!, params.id);
	const { order } = found;
	const list = `/results/lists?place=${order.placeId}&year=${order.year}`;
	return {
		title: orderName(order),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: list },
			{ label: orderName(order) }
		],
		accepted: acceptedOrders,
		...found
	};
};

export const actions: Actions = {
	file: async ({ locals, request, params, cookies }) => {
		const { file } = await readFormWithFile(request);
		try {
			if (!file) throw new Invalid('error_form', { file: 'lists_error_no_file' });
			await attachOrderFile(locals.actor!, params.id, file);
		} catch (error) {
			return refuse(error, {});
		}
		setFlash(cookies, { text: m.lists_told_file() });
		redirect(303, `/results/lists/orders/${params.id}`);
	},
	withdraw: async ({ locals, params, cookies }) => {
		let to: string;
		try {
			const { placeId, year } = await withdrawOrder(locals.actor!, params.id);
			setFlash(cookies, { text: m.lists_told_withdrawn() });
			to = `/results/lists?place=${placeId}&year=${year}`;
		} catch (error) {
			return refuse(error, {});
		}
		redirect(303, to);
	}
};
