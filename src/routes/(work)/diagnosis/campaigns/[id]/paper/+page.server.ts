import { fail, redirect } from '@sveltejs/kit';
import { enterPaper, openPaper } from '#lib/diagnosis/campaign/papers.ts';
import { inLanguage, problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const wanted = url.searchParams.get('link') ?? '';
	const opened = await openPaper(locals.actor!, params.id, wanted);
	const { campaign, link, instrument } = opened;
	return {
		title: m.campaign_paper_of({ school: link.school, name: inLanguage(instrument.name) }),
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: campaign.title, href: `/diagnosis/campaigns/${campaign.id}` },
			{ label: m.campaign_paper() }
		],
		entered: Number(url.searchParams.get('entered') ?? 0) || 0,
		...opened
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, url, cookies }) => {
		const form = await request.formData();
		const link = url.searchParams.get('link') ?? '';
		const { done, problems } = await enterPaper(locals.actor!, params.id, link, form);
		const entered = (Number(url.searchParams.get('entered') ?? 0) || 0) + 1;
		if (done === 'kept') {
			setFlash(cookies, { text: m.campaign_paper_told({ n: entered }) });
			redirect(303, `${url.pathname}?link=${link}&entered=${entered}`);
		}
		return fail(422, {
			done,
			given: Object.fromEntries(
				[...new Set(form.keys())].map((name) => [
					name,
					form.getAll(name).filter((value) => typeof value === 'string')
				])
			),
			problems: problems.map((problem) => ({
				key: problem.key,
				number: problem.number,
				sentence: problemSentence(problem)
			}))
		});
	}
};
