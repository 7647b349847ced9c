/** How the pages of matching say things. */
import { m } from '#lib/paraglide/messages.js';
import { fullName } from '../../people/names.ts';
import { roleName } from '../../ui/roles.ts';
import { GROUP, type Meaning, type Reason } from './match.ts';
import type { Somebody } from './responsible.ts';

const reasons: Record<Reason, () => string> = {
	'full-name': m.responsible_reason_full_name,
	initials: m.responsible_reason_initials,
	'part-of-name': m.responsible_reason_part_of_name,
	declined: m.responsible_reason_declined,
	'maybe-declined': m.responsible_reason_maybe_declined,
	'surname-only': m.responsible_reason_surname_only,
	'other-initials': m.responsible_reason_other_initials,
	slip: m.responsible_reason_slip,
	far: m.responsible_reason_far,
	'nearest-of-several': m.responsible_reason_nearest,
	'several-bear': m.responsible_reason_several_bear,
	'only-holder': m.responsible_reason_only_holder,
	'several-hold': m.responsible_reason_several_hold,
	'nobody-holds': m.responsible_reason_nobody_holds,
	group: m.responsible_reason_group,
	organisation: m.responsible_reason_organisation,
	'only-office': m.responsible_reason_only_office,
	'several-named': m.responsible_reason_several_named,
	'unknown-name': m.responsible_reason_unknown_name,
	unclear: m.responsible_reason_unclear
};

/** Why Opora thinks so. */
export const reasonText = (reason: Reason): string => reasons[reason]();

/** Whom a party means, in words: a person, an organisation, a role or a group. */
export function meaningText(
	{ role }: Pick<Meaning, 'role'>,
	person: Pick<Somebody, 'surname' | 'given' | 'patronymic'> | null,
	organisation: string | null
): string {
	if (person) return fullName(person);
	if (organisation) return organisation;
	return role ? roleName(role) : m.responsible_as_is();
}

/** A meaning as forms send it. */
export function choiceOf({ personId, organisationId, role }: Meaning): string {
	if (personId) return `person:${personId}`;
	if (organisationId) return `organisation:${organisationId}`;
	return role === GROUP ? 'group' : role ? `role:${role}` : 'as-is';
}
