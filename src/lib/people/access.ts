/** Roles of domain.md §3.2; who holds which, where and since when is an appointment. */
export const roles = [
	'administrator',
	'regional-operator',
	'municipal-coordinator',
	'methodist',
	'curator',
	'school-coordinator',
	'school-head',
	'expert',
	'observer'
] as const;
export type Role = (typeof roles)[number];

export const actions = [
	'organisation.read',
	'organisation.edit',
	'person.read',
	'person.edit',
	'person.invite',
	'role.give',
	'roadmap.read',
	'roadmap.read-approved',
	'roadmap.edit',
	'roadmap.agree',
	'roadmap.approve',
	'execution.read',
	'execution.report',
	'execution.verify',
	'half-year.accept',
	'programme.read',
	'programme.edit',
	'comment.add',
	'document.read',
	'document.add',
	'results.read',
	'results.edit',
	'results.run',
	'results.signs',
	'survey.read',
	'survey.run',
	'diagnosis.read',
	'diagnosis.enter',
	'diagnosis.edit',
	'diagnosis.approve',
	'history.read'
] as const;
export type Action = (typeof actions)[number];

/**
 * Where a role's action holds, seen from the organisation of the appointment:
 * `tree` it and what lies under it; `assigned` the schools under it that are assigned to the
 * person; `…-and-up` those and every organisation above them.
 */
export type Reach = 'tree' | 'tree-and-up' | 'assigned' | 'assigned-and-up';

/** The one table of who may do what. Its mirror in the database is written at every start. */
export const permissions: Record<Role, Partial<Record<Action, Reach>>> = {
	administrator: {
		'organisation.read': 'tree-and-up',
		'organisation.edit': 'tree',
		'person.read': 'tree-and-up',
		'person.edit': 'tree',
		'person.invite': 'tree',
		'role.give': 'tree',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'roadmap.agree': 'tree',
		'roadmap.approve': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'execution.verify': 'tree',
		'half-year.accept': 'tree',
		'programme.read': 'tree-and-up',
		'programme.edit': 'tree',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'results.edit': 'tree',
		'results.run': 'tree',
		'results.signs': 'tree',
		'survey.read': 'tree',
		'survey.run': 'tree',
		'diagnosis.read': 'tree',
		'diagnosis.enter': 'tree',
		'diagnosis.edit': 'tree',
		'diagnosis.approve': 'tree',
		'history.read': 'tree'
	},
	'regional-operator': {
		'organisation.read': 'tree-and-up',
		'organisation.edit': 'tree',
		'person.read': 'tree-and-up',
		'person.edit': 'tree',
		'person.invite': 'tree',
		'role.give': 'tree',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'roadmap.agree': 'tree',
		'roadmap.approve': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'execution.verify': 'tree',
		'half-year.accept': 'tree',
		'programme.read': 'tree-and-up',
		'programme.edit': 'tree',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'results.edit': 'tree',
		'results.run': 'tree',
		'results.signs': 'tree',
		'survey.read': 'tree',
		'survey.run': 'tree',
		'diagnosis.read': 'tree',
		'diagnosis.enter': 'tree',
		'diagnosis.edit': 'tree',
		'diagnosis.approve': 'tree',
		'history.read': 'tree'
	},
	'municipal-coordinator': {
		'organisation.read': 'tree-and-up',
		'organisation.edit': 'tree',
		'person.read': 'tree-and-up',
		'person.edit': 'tree',
		'person.invite': 'tree',
		'role.give': 'tree',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'roadmap.agree': 'tree',
		'roadmap.approve': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'execution.verify': 'tree',
		'half-year.accept': 'tree',
		'programme.read': 'tree-and-up',
		'programme.edit': 'tree',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'results.edit': 'tree',
		'results.run': 'tree',
		'results.signs': 'tree',
		'survey.read': 'tree',
		'survey.run': 'tree',
		'diagnosis.read': 'tree',
		'diagnosis.enter': 'tree',
		'diagnosis.edit': 'tree',
		'diagnosis.approve': 'tree',
		'history.read': 'tree'
	},
	methodist: {
		'organisation.read': 'tree-and-up',
		'person.read': 'tree-and-up',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'programme.read': 'tree-and-up',
		'programme.edit': 'tree',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'results.signs': 'tree',
		'survey.read': 'tree',
		'diagnosis.read': 'tree',
		'history.read': 'tree'
	},
	curator: {
		'organisation.read': 'assigned-and-up',
		'person.read': 'assigned-and-up',
		'roadmap.read': 'assigned',
		'roadmap.read-approved': 'assigned-and-up',
		'roadmap.agree': 'assigned',
		'execution.read': 'assigned',
		'execution.verify': 'assigned',
		'programme.read': 'assigned-and-up',
		'comment.add': 'assigned',
		'document.read': 'assigned',
		'results.read': 'assigned',
		'survey.read': 'assigned',
		'diagnosis.read': 'assigned',
		'diagnosis.edit': 'assigned',
		'history.read': 'assigned'
	},
	'school-coordinator': {
		'organisation.read': 'tree-and-up',
		'person.read': 'tree-and-up',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'programme.read': 'tree-and-up',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'survey.read': 'tree',
		'diagnosis.read': 'tree',
		'diagnosis.enter': 'tree',
		'history.read': 'tree'
	},
	'school-head': {
		'organisation.read': 'tree-and-up',
		'person.read': 'tree-and-up',
		'person.edit': 'tree',
		'person.invite': 'tree',
		'role.give': 'tree',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.edit': 'tree',
		'roadmap.approve': 'tree',
		'execution.read': 'tree',
		'execution.report': 'tree',
		'programme.read': 'tree-and-up',
		'comment.add': 'tree',
		'document.read': 'tree',
		'document.add': 'tree',
		'results.read': 'tree',
		'survey.read': 'tree',
		'diagnosis.read': 'tree',
		'diagnosis.enter': 'tree',
		'history.read': 'tree'
	},
	expert: {
		'organisation.read': 'tree-and-up',
		'person.read': 'tree',
		'roadmap.read': 'tree',
		'roadmap.read-approved': 'tree-and-up',
		'roadmap.agree': 'tree',
		'execution.read': 'tree',
		'programme.read': 'tree-and-up',
		'comment.add': 'tree',
		'document.read': 'tree',
		'diagnosis.read': 'tree'
	},
	observer: {
		'organisation.read': 'tree-and-up',
		'roadmap.read-approved': 'tree-and-up',
		'programme.read': 'tree-and-up'
	}
};

/** A duty that a person holds now. `path` is the organisation's place in the tree. */
export interface Duty {
	role: Role;
	organisationId: string;
	/** Short name of the organisation. */
	organisation: string;
	path: string;
	/** Paths of the schools assigned to the person (curators). */
	assigned: string[];
}

/** Who acts in a request. */
export interface Actor {
	personId: string;
	accountId: string;
	/** «Вершинина М. С.» */
	name: string;
	fullName: string;
	/** «МВ» */
	initials: string;
	post: string;
	organisationId: string;
	duties: Duty[];
}

/** Whoever holds duties, as far as the rules must know. */
export interface Holder {
	duties: Pick<Duty, 'role' | 'path' | 'assigned'>[];
}

/** Whether `actor` may do `action` in the organisation that lies at `path` of the tree. */
export function allowed(actor: Holder, action: Action, path: string): boolean {
	return actor.duties.some((duty) => {
		const reach = permissions[duty.role][action];
		if (!reach) return false;
		const nodes = reach.startsWith('assigned') ? duty.assigned : [duty.path];
		return nodes.some(
			(node) => isUnder(path, node) || (reach.endsWith('-and-up') && isUnder(node, path))
		);
	});
}

/** Whether `actor` may do `action` anywhere at all: for menus. */
export function allowedSomewhere(actor: Holder, action: Action): boolean {
	return actor.duties.some((duty) => {
		const reach = permissions[duty.role][action];
		return reach !== undefined && (!reach.startsWith('assigned') || duty.assigned.length > 0);
	});
}

/** Nobody gives rights that he lacks: every action of `role` must be the giver's own at `path`. */
export function mayGive(actor: Holder, role: Role, path: string): boolean {
	return (
		allowed(actor, 'role.give', path) &&
		actions.every((action) => !permissions[role][action] || allowed(actor, action, path))
	);
}

function isUnder(path: string, above: string): boolean {
	return path === above || path.startsWith(`${above}.`);
}
