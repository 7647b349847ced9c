/** Places between which a measure or section can be put without touching its neighbours. */
const STEP = 1024;

/** Positions of `count` things in a row. */
export function positions(count: number): number[] {
	return Array.from({ length: count }, (_, i) => (i + 1) * STEP);
}
