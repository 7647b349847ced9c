import type { PlainDate } from '../../calendar/term.ts';
import type { EvidenceKind } from './kinds.ts';

/** A confirming document as a form gives it: a file sent before, a link, or a paper's number and date. */
export interface NewEvidence {
	/** Number of its row in the form: errors name the field `evidence-ROW-FIELD`. */
	row: number;
	kind: EvidenceKind;
	uploadId: string | null;
	url: string | null;
	number: string | null;
	date: PlainDate | null;
	issuer: string | null;
	note: string | null;
	/** Never leaves the signed-in area. */
	personalData: boolean;
}

/** A confirming document of a report: a file, a link, or a paper told by `number` and `date`. */
export interface Evidence {
	id: string;
	reportId: string;
	kind: EvidenceKind;
	/** `size` in bytes; `preview` says how the browser may show it. */
	file: { name: string; size: number; preview: 'image' | 'pdf' | null } | null;
	/** `text` is the address as people read it. */
	link: { url: string; text: string } | null;
	/** Of a paper that is told without its file, and its date and issuer. */
	number: string | null;
	date: PlainDate | null;
	issuer: string | null;
	note: string | null;
	personalData: boolean;
}

/** A file that was sent and waits for its report. */
export interface Upload {
	id: string;
	name: string;
	/** Bytes. */
	size: number;
	type: string;
}
