import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	addOpinion,
	decideReport,
	openReport,
	recallReport
} from '#lib/roadmap/half-year/half-year.ts';
import { reportName } from '#lib/roadmap/half-year/wording.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const sent = url.searchParams.get('sent');
	const page = await openReport(locals.actor!, params.id, params.report, sent);
	const title = reportName(page.report.report);
	return {
		...page,
		title,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: `/roadmaps/${params.id}` },
			{ label: m.halfyear_of_roadmap(), href: `/roadmaps/${params.id}/reports` },
			{ label: title }
		]
	};
};

type Form = Record<string, string>;

/** Runs what a form asks for, tells it, and shows the report again. */
async function answer(
	{ request, cookies, params }: RequestEvent,
	work: (form: Form) => Promise<string>
) {
	const form = await readForm(request);
	try {
		setFlash(cookies, { text: await work(form) });
	} catch (error) {
		return refuse(error, form);
	}
	redirect(303, `/roadmaps/${params.id}/reports/${params.report}`);
}

export const actions: Actions = {
	decide: (event) =>
		answer(event, async ({ verdict, comment = '', revision }) => {
			const returned = verdict === 'returned';
			await decideReport(event.locals.actor!, event.params.report, {
				verdict: returned ? 'returned' : 'accepted',
				comment,
				revision: Number(revision)
			});
			return returned ? m.halfyear_told_returned() : m.halfyear_told_accepted();
		}),
	opinion: (event) =>
		answer(event, async ({ opinion = '' }) => {
			await addOpinion(event.locals.actor!, event.params.report, { comment: opinion });
			return m.halfyear_told_opinion();
		}),
	recall: (event) =>
		answer(event, async () => {
			await recallReport(event.locals.actor!, event.params.report);
			return m.halfyear_told_recalled();
		})
};
