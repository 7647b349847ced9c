/** Which figures feed which factor: what the profile's scores are made of, before anybody answered. */

import { factors, type Factor } from '../../roadmap/factors.ts';
import type { Audience, Feed, Instrument, Ramp } from './instrument.ts';
import { measuresOf } from './measures.ts';
import { instruments as shipped } from './shipped.ts';

/** One figure that feeds a factor. */
export interface Feeding {
	audience: Audience;
	/** Number of the question; null for a share worked out of several. */
	number: number | null;
	text: { ru: string; en: string };
	weight: number;
	direction: Feed['direction'];
	ramp: Ramp | null;
}

/** Every factor with its figures, instruments in their order. */
export function feedingOf(
	instruments: readonly Instrument[] = shipped
): { factor: Factor; feeding: Feeding[] }[] {
	const all = instruments.flatMap((instrument) =>
		measuresOf(instrument).flatMap(({ number, text, ramp, feeds }) =>
			feeds.map(({ factor, weight, direction }) => ({
				factor,
				feeding: { audience: instrument.audience, number, text, weight, direction, ramp }
			}))
		)
	);
	return factors.map((factor) => ({
		factor,
		feeding: all.filter((one) => one.factor === factor.code).map(({ feeding }) => feeding)
	}));
}
