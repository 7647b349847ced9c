import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	openFill,
	readReportForm,
	refillReport,
	saveReport,
	sendReport
} from '#lib/roadmap/half-year/half-year.ts';
import { reportName } from '#lib/roadmap/half-year/wording.ts';
import { refuseEdit } from '#lib/roadmap/screen.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = await openFill(locals.actor!, params.id, params.report);
	const name = reportName(page.report.report);
	return {
		...page,
		/** The author wanted to send it: what is missing is marked. */
		check: url.searchParams.has('check'),
		title: m.halfyear_fill_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: `/roadmaps/${params.id}` },
			{ label: name, href: `/roadmaps/${params.id}/reports/${params.report}` },
			{ label: m.halfyear_fill_title() }
		]
	};
};

/** Saves or sends; what was typed comes back with a refusal, beside the stored where both differ. */
async function answer(
	{ request, cookies, params }: RequestEvent,
	work: (form: FormData) => Promise<{ text: string; to: string }>
) {
	const form = await request.formData();
	let to: string;
	try {
		const done = await work(form);
		if (done.text) setFlash(cookies, { text: done.text });
		to = `/roadmaps/${params.id}/reports/${params.report}${done.to}`;
	} catch (error) {
		return refuseEdit(error, form, {});
	}
	redirect(303, to);
}

export const actions: Actions = {
	save: (event) =>
		answer(event, async (form) => {
			await saveReport(event.locals.actor!, event.params.report, readReportForm(form));
			return { text: m.halfyear_told_saved(), to: '/fill' };
		}),
	send: (event) =>
		answer(event, async (form) => {
			const { actor } = event.locals;
			const { result } = await sendReport(actor!, event.params.report, readReportForm(form));
			if (!result.sent) return { text: '', to: '/fill?check' };
			return { text: m.halfyear_told_sent(), to: '' };
		}),
	// what was typed beside the button is saved first: counting anew loses nothing
	refill: (event) =>
		answer(event, async (form) => {
			const { actor } = event.locals;
			const { report: id } = event.params;
			await saveReport(actor!, id, readReportForm(form));
			const { result } = await refillReport(actor!, id, {
				from: String(form.get('from') ?? ''),
				to: String(form.get('to') ?? '')
			});
			const { changes: count } = result;
			const text = count > 0 ? m.halfyear_told_refilled({ count }) : m.halfyear_told_same();
			return { text, to: '/fill' };
		})
};
