import { makeCodes, openCodes } from '#lib/diagnosis/campaign/papers.ts';
import type { Campaign } from '#lib/diagnosis/campaign/model.ts';
import { m } from '#lib/paraglide/messages.js';
import { originOf, useServices } from '#lib/platform/services.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { drawQr } from '#lib/ui/qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const wanted = url.searchParams.get('link') ?? '';
	const { campaign, link } = await openCodes(locals.actor!, params.id, wanted);
	const address = `${originOf(url)}/q/${link.token}`;
	return {
		title: m.campaign_codes_of({ school: link.school }),
		crumbs: crumbsOf(campaign),
		...{ campaign, link, address, picture: drawQr(address) }
	};
};

export const actions: Actions = {
	/** The slips are in the answer itself: a code is known nowhere else. */
	default: async ({ locals, params, request, url }) => {
		const form = await readForm(request);
		try {
			const { codes, link } = await makeCodes(
				locals.actor!,
				useServices().secret,
				params.id,
				url.searchParams.get('link') ?? '',
				{ count: form.count ?? '', anew: form.anew !== undefined }
			);
			return { codes, free: link.freeCodes };
		} catch (error) {
			return refuse(error, form);
		}
	}
};

function crumbsOf({ id, title }: Campaign) {
	return [
		{ label: m.diag_title(), href: '/diagnosis' },
		{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
		{ label: title, href: `/diagnosis/campaigns/${id}` },
		{ label: m.campaign_codes() }
	];
}
