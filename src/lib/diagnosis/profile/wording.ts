/** Words of the risk profile in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { MarkState } from '#lib/ui/icons.ts';
import type { Audience } from '../instruments/instrument.ts';
import { audienceName } from '../instruments/wording.ts';
import { shippedFormula } from './formula.ts';
import type { FactorRisk, Level, Voice } from './profile.ts';

export const levelName: Record<Level, () => string> = {
	high: m.profile_level_high,
	medium: m.profile_level_medium,
	low: m.profile_level_low,
	unknown: m.profile_level_unknown
};

/** Help, not blame: no level is red. */
export const levelMark: Record<Level, MarkState> = {
	high: 'wait',
	medium: 'going',
	low: 'done',
	unknown: 'idle'
};

/** Of these there is one form: how many answered is no news. */
const alone = new Set<Audience>(['head', 'school', 'results']);

/** Points as they are shown: whole, or with one digit. */
export function pointsOf(value: number, digits = 0): string {
	return value.toLocaleString(getLocale() === 'ru' ? 'ru-RU' : 'en-GB', {
		maximumFractionDigits: digits,
		minimumFractionDigits: digits
	});
}

/** A score as it is shown: without its fraction, so that 65.9 does not look like a high 66. */
export function scoreOf(score: number): string {
	return pointsOf(Math.floor(score));
}

/** What one audience says, or that it is too small; '' where it said nothing. */
export function voiceSentence({ audience, score, respondents, why }: Voice): string {
	const name = audienceName[audience]();
	if (score !== null) {
		const said = { audience: name, score: pointsOf(score) };
		if (audience === 'class') return m.profile_voice_classes({ ...said, n: respondents });
		return alone.has(audience)
			? m.profile_voice_alone(said)
			: m.profile_voice({ ...said, n: respondents });
	}
	return why === 'small-group'
		? m.profile_small({ audience: name, n: shippedFormula.smallestGroup })
		: '';
}

/** That audiences disagree, or why there is no score; '' where there is nothing to say. */
export function remarkOf({ why, coverage, disagreement }: FactorRisk): string {
	if (why === 'few-audiences') return m.profile_why_few();
	if (why === 'little-coverage')
		return m.profile_why_little({
			coverage: Math.round(100 * coverage),
			enough: Math.round(100 * shippedFormula.enough.coverage)
		});
	if (!disagreement) return '';
	const { low, high, points } = disagreement;
	return m.profile_apart({
		points: pointsOf(points),
		low: audienceName[low](),
		high: audienceName[high]()
	});
}
