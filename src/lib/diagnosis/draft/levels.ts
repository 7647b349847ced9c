/** What a draft takes from a school's kept profile. Pure. */

export type FactorLevel = 'high' | 'medium' | 'low' | 'unknown';

export interface LevelOf {
	factor: string;
	/** 1 … 17. */
	number: number;
	score: number | null;
	level: FactorLevel;
	/** Why a curator changed the level, where he did. */
	reason: string | null;
}

/** A deficit that somebody has to answer. */
export function isDeficit({ level }: Pick<LevelOf, 'level'>): boolean {
	return level === 'high' || level === 'medium';
}
