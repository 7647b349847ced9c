import type { SnapshotMeasure } from '../snapshot.ts';

type Noted = Pick<SnapshotMeasure, 'notes' | 'factors'>;

/** The «Примечание» cell: the notes, then the deficits on a line of their own: «Дефициты: 3, 7». */
export function printedNotes({ notes, factors }: Noted): string {
	const deficits = factors.length > 0 ? `Дефициты: ${factors.join(', ')}` : '';
	return [notes ?? '', deficits].filter(Boolean).join('\n');
}

/**
 * Takes the deficits of a read «Примечание» cell apart from its notes: «… Дефициты: 3, 7».
 * Only numbers 1 … 17 at the very end count; anything else stays with the notes.
 */
export function notesAndFactors(printed: string | null): Noted {
	const match = /(?:^|\s)Дефицит(?:ы)?: ?(\d{1,2}(?:, ?\d{1,2})*)\.?$/u.exec(printed ?? '');
	const factors = (match?.[1] ?? '').split(/, ?/).map(Number);
	if (printed === null || !match || factors.some((factor) => factor < 1 || factor > 17)) {
		return { notes: printed || null, factors: [] };
	}
	return { notes: printed.slice(0, match.index).trim() || null, factors };
}
