/** Words of campaigns in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import type { MarkState } from '#lib/ui/icons.ts';
import type { CampaignState } from './model.ts';

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
