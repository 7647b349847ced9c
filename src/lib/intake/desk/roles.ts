/** What a column holds, in the page's language. */

import { m } from '#lib/paraglide/messages.js';
import { monthName } from '#lib/ui/dates.ts';
import type { ColumnRole } from '../draft.ts';

const plain: Record<string, () => string> = {
	number: m.intake_role_number,
	text: m.intake_role_text,
	term: m.intake_role_term,
	begin: m.intake_role_begin,
	end: m.intake_role_end,
	responsible: m.intake_role_responsible,
	result: m.intake_role_result,
	section: m.intake_role_section,
	notes: m.intake_role_notes,
	ignore: m.intake_role_ignore
};

export function roleWord(role: ColumnRole): string {
	const [kind, value] = role.split(':');
	const n = Number(value);
	if (kind === 'lane') return m.intake_role_lane({ n: n + 1 });
	if (kind === 'month') return m.intake_role_month({ name: monthName(n) });
	if (kind === 'quarter') return m.intake_role_quarter({ n });
	if (kind === 'year') return m.intake_role_year({ n });
	return plain[role]?.() ?? role;
}

/** Roles to choose from; lanes and marks are offered where the table has some already. */
export function choosableRoles(now: ColumnRole[]): ColumnRole[] {
	const lanes = ([0, 1, 2] as const).map((at): ColumnRole => `lane:${at}`);
	return [...new Set([...(Object.keys(plain) as ColumnRole[]), ...lanes, ...now])];
}
