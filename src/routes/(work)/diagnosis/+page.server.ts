import { feedingOf } from '#lib/diagnosis/instruments/feeding.ts';
import { itemsOf } from '#lib/diagnosis/instruments/instrument.ts';
import { instruments } from '#lib/diagnosis/instruments/shipped.ts';
import { shippedFormula } from '#lib/diagnosis/profile/formula.ts';
import { allowedSomewhere } from '#lib/people/access.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
	title: m.diag_title(),
	may: { surveys: allowedSomewhere(locals.actor!, 'survey.read') },
	instruments: instruments.map((instrument) => {
		const { id, version, audience, anonymous, minutes, name } = instrument;
		return { id, version, audience, anonymous, minutes, name, items: itemsOf(instrument).length };
	}),
	factors: feedingOf().map(({ factor, feeding }) => ({
		factor,
		counts: instruments.map(
			({ audience }) => feeding.filter((one) => one.audience === audience).length
		)
	})),
	formula: shippedFormula
});
