import { deficits } from '../diagnosis/factors/factors.ts';

/** A deficit of a school's risk profile that measures answer, as roadmaps name it. */
export interface Factor {
	/** 1 … 17, as papers name it: «Дефицит 3». */
	number: number;
	code: string;
	ru: string;
	en: string;
}

export const factors: readonly Factor[] = deficits.map(({ number, code, name }) => ({
	number,
	code,
	...name
}));
