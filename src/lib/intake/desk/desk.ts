/** Front door of the stored side of the intake: what the pages of documents may call. */
export {
	listDocuments,
	openFile,
	uploadDocument,
	waitForReading,
	type DocumentList,
	type DocumentView,
	type Upload
} from './documents.ts';
export { openHistory, type IntakeHistory } from './history.ts';
export { acceptIntake, mendIntake, readAgain, undoLastMend, type MendConflict } from './mending.ts';
export { resumeReadings } from './reading.ts';
export { openLeaf, openReview, type PlanView, type Review } from './review.ts';
export type { AnswerView, Form, QuestionView } from './questions.ts';
export type { Asked, MeasureView, RowView, SectionView, SheetView, Show } from './view.ts';
export type { Leaf, PaperCell, PaperTable, Spot } from './paper.ts';
export type { Fields, Mend } from './mend.ts';
export { parseMend } from './mend-schema.ts';
