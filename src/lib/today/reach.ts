/** Whose work is whose: what a person does and what he only watches. Pure. */
import type { Duty, Role } from '../people/access.ts';

/** Places in the tree of organisations, as paths. */
export interface Reach {
	/** Everything under them is the actor's own work. */
	own: string[];
	/** The work of the place itself and its services is the actor's own, that of its schools is not. */
	places: string[];
	/** Under them lie the schools whose work the actor follows, school by school. */
	watched: string[];
	/** Regions, which are followed municipality by municipality. */
	regions: string[];
}

const ofSchool: Role[] = ['school-coordinator', 'school-head'];
const ofPlace: Role[] = ['municipal-coordinator', 'methodist'];

/**
 * Schools' people do their school's work. A municipal coordinator and a methodist do that of the
 * municipality and follow its schools, a curator follows his. A regional operator does the region's
 * own and follows the municipalities. Experts and observers do and follow nothing by their role.
 */
export function reachOf(duties: readonly Pick<Duty, 'role' | 'path' | 'assigned'>[]): Reach {
	const paths = (roles: Role[]) =>
		duties.filter(({ role }) => roles.includes(role)).map(({ path }) => path);
	const curated = duties
		.filter(({ role }) => role === 'curator')
		.flatMap(({ assigned }) => assigned);
	const places = paths(ofPlace);
	const regions = paths(['regional-operator']);
	return {
		own: distinct(paths(ofSchool)),
		places: distinct(places),
		watched: distinct([...places, ...curated]),
		regions: distinct(regions)
	};
}

function distinct(paths: string[]): string[] {
	return [...new Set(paths)];
}
