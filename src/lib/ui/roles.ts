import { m } from '#lib/paraglide/messages.js';

const roles: Record<string, () => string> = {
	administrator: m.role_administrator,
	'regional-operator': m.role_regional_operator,
	'municipal-coordinator': m.role_municipal_coordinator,
	methodist: m.role_methodist,
	curator: m.role_curator,
	'school-coordinator': m.role_school_coordinator,
	'school-head': m.role_school_head,
	expert: m.role_expert,
	observer: m.role_observer,
	// a responsible party that means a circle of people
	group: m.responsible_group
};
const kinds: Record<string, () => string> = {
	region: m.kind_region,
	municipality: m.kind_municipality,
	authority: m.kind_authority,
	'methodical-service': m.kind_methodical_service,
	school: m.kind_school,
	'leader-school': m.kind_leader_school,
	'additional-education': m.kind_additional_education,
	'regional-operator': m.kind_regional_operator,
	partner: m.kind_partner
};

/** «муниципальный координатор». */
export const roleName = (role: string): string => roles[role]?.() ?? role;

/** «школа-лидер». */
export const kindName = (kind: string): string => kinds[kind]?.() ?? kind;
