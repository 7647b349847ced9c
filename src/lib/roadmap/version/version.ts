/** Approval and versions: the folder's front door. */
export { approveRoadmap, type Approved, type SentOrder } from './approve.ts';
export { beginCorrection } from './correction.ts';
export { moveRoadmap, type Moved } from './move.ts';
export {
	openApproval,
	openComparison,
	openVersion,
	openVersions,
	openVersionSnapshot,
	type ApprovalPage,
	type Comparison,
	type Side,
	type VersionsPage
} from './page.ts';
