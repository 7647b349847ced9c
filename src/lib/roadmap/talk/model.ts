import type { FullName } from '../../people/names.ts';

/** A remark on a measure, or an answer to one. */
export interface Comment {
	id: string;
	/** The remark that it answers; null: it is one itself, open until somebody resolves it. */
	replyTo: string | null;
	/** «Ермакова Н. В.», as it was when she wrote. */
	author: string;
	/** The acting person wrote it. */
	own: boolean;
	/** Empty where its author took it back. */
	text: string;
	at: Date;
	withdrawn: boolean;
	resolved: Resolved | null;
	/** Names as written that mean somebody. */
	mentions: string[];
	/** It names the acting person, who had not looked at it before. */
	fresh: boolean;
}

export interface Resolved {
	by: string;
	at: Date;
}

/** What is said about one measure. */
export interface Talk {
	/** Remarks in order of time, each followed by its answers. */
	comments: Comment[];
	/** Older remarks that are not in `comments`. */
	earlier: number;
	/** Remarks that nobody resolved. */
	open: number;
	/** The actor may write here. */
	may: boolean;
}

/** Somebody who reads the measure and can be named. */
export interface Reader extends FullName {
	id: string;
	post: string | null;
	/** Short name. */
	organisation: string;
	responsible: boolean;
}

/** Whom does a name mean? Asked where it fits several readers of the measure, or none. */
export interface Question {
	/** As written: «@Ермакова». */
	text: string;
	/** The name fits these; false: it fits nobody, and these stand nearest to the measure. */
	fits: boolean;
	readers: Reader[];
}
