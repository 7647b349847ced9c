import { instrumentOf } from '#lib/diagnosis/campaign/answering.ts';
import { openCampaign } from '#lib/diagnosis/campaign/campaign.ts';
import { inLanguage } from '#lib/diagnosis/instruments/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import { NotFound } from '#lib/platform/errors.ts';
import { originOf } from '#lib/platform/services.ts';
import { drawQr } from '#lib/ui/qr.server.ts';
import type { PageServerLoad } from './$types';

/** The posters of one school: a campaign may ask hundreds. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { campaign, links } = await openCampaign(locals.actor!, params.id);
	const own = links.filter(({ schoolId }) => schoolId === url.searchParams.get('school'));
	if (own.length === 0) throw new NotFound('not_found');
	const title = m.campaign_posters_of({ school: own[0]!.school });
	return {
		title,
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: campaign.title, href: `/diagnosis/campaigns/${campaign.id}` },
			{ label: m.campaign_posters() }
		],
		campaign,
		posters: await Promise.all(
			own.map(async (link) => {
				const { id, school, token } = link;
				const address = `${originOf(url)}/q/${token}`;
				const { anonymous, minutes, name } = await instrumentOf(link);
				const picture = drawQr(address);
				return { id, school, name: inLanguage(name), anonymous, minutes, address, picture };
			})
		)
	};
};
