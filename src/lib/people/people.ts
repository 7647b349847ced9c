/** The room's front door: what pages and other rooms may call. */
export { assignSchool, endCuratorship, endRole, giveRole } from './duties.ts';
export {
	acceptInvitation,
	invite,
	isListed,
	readInvitation,
	readNewPassword
} from './invitations.ts';
export {
	addOrganisation,
	editOrganisation,
	listParents,
	listSchools,
	readOrganisation,
	readOrganisationToEdit,
	timeZones,
	type OrganisationPage
} from './organisations.ts';
export {
	addPerson,
	editPerson,
	findOpenDuties,
	listPeople,
	listPlacesForPeople,
	readPerson,
	type PersonPage
} from './persons.ts';
export { listTwins, mergePeople, openMerge, undoMove } from './merge.ts';
export { findMoveByToken, findMoves, type Move } from './store-moves.ts';
export type * from './model.ts';
