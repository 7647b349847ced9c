import type { Draft, ReadingHints } from '../draft.ts';
import type { RefusalCode, SourceDocument } from '../source.ts';

/** A file for the reading process. */
export interface Request {
	bytes: Uint8Array;
	name: string;
	hints: ReadingHints | undefined;
}

/** What the reading process answers, once for each file. */
export type Answer =
	| { kind: 'read'; document: SourceDocument; draft: Draft }
	| { kind: 'refused'; code: RefusalCode; detail: string }
	| { kind: 'failed'; message: string };

/** LibreOffice began or ended under the reading process: its group is stopped with it. */
export interface Converting {
	kind: 'converting';
	group: number;
	running: boolean;
}
