/** Words of campaigns in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import type { MarkState } from '#lib/ui/icons.ts';
import { audienceName } from '../instruments/wording.ts';
import type { CampaignState, Response } from './model.ts';
import type { Stop } from './gate.ts';

export const stateName: Record<CampaignState, () => string> = {
	early: m.campaign_state_early,
	open: m.campaign_state_open,
	closed: m.campaign_state_closed
};

export const stateMark: Record<CampaignState, MarkState> = {
	early: 'idle',
	open: 'going',
	closed: 'done'
};

/** Why a form is not taken now and what to do. */
export const stopSentence: Record<Stop, () => string> = {
	trap: m.q_stop_trap,
	stale: m.q_stop_stale,
	soon: m.q_stop_soon,
	many: m.q_stop_many
};

/** Why a code opens nothing. */
export const codeSentence = { used: m.q_code_used, wrong: m.q_code_wrong };

/** «ученики – не меньше 40 из 150 (27 %), нет ответов из школ: 1» */
export function responseSentence({
	audience,
	sheets,
	isLeast,
	expected,
	silent
}: Response): string {
	const who = audienceName[audience]();
	const count = isLeast ? m.campaign_at_least({ n: sheets }) : String(sheets);
	const share = expected ? Math.round((100 * sheets) / expected) : 0;
	const told = expected
		? m.campaign_response({ who, count, expected, share })
		: m.campaign_response_bare({ who, count });
	return silent > 0 ? `${told}, ${m.campaign_silent({ n: silent })}` : told;
}
