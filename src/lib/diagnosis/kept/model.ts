/** Words of kept profiles that pages and storage share. */
import type { PlainDate } from '../../calendar/term.ts';
import type { Level } from '../profile/profile.ts';

export const levels = ['high', 'medium', 'low', 'unknown'] as const satisfies readonly Level[];

/** What stands for one factor in a kept profile. */
export interface KeptLevel {
	factor: string;
	number: number;
	score: number | null;
	/** What the computation said. */
	computed: Level;
	/** What stands: as computed until somebody decides. */
	level: Level;
	reason: string;
	/** Who confirmed or changed it; null while nobody did, or where the reader may not see him. */
	by: string | null;
	at: Date | null;
	revision: number;
}

/** A version of a school's profile. */
export interface KeptHead {
	id: string;
	schoolId: string;
	year: number;
	version: number;
	formulaVersion: number;
	state: 'draft' | 'approved';
	/** A draft that a newer one took the place of. */
	withdrawn: boolean;
	campaignId: string | null;
	campaign: string | null;
	at: Date;
	by: string | null;
	approvedOn: PlainDate | null;
	approvedBy: string | null;
	revision: number;
}

/** What other rooms build upon: the newest profile of a school. */
export interface LatestLevels {
	schoolId: string;
	profileId: string;
	version: number;
	year: number;
	/** null: a draft that nobody approved yet. */
	approvedOn: PlainDate | null;
	levels: {
		factor: string;
		number: number;
		score: number | null;
		level: Level;
		reason: string | null;
	}[];
}
