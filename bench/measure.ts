/** One line of a benchmark's table. */
export interface Row {
	name: string;
	/** Median of the runs. */
	median: number;
	min: number;
	max: number;
	unit: string;
	/** The goal from the issue, as text, where there is one. */
	goal?: string;
	/** Whether the median meets the goal. */
	met?: boolean;
}

/**
 * Times `work` over `runs` runs after `warm` warm-up runs.
 * `limit` is the goal in milliseconds.
 */
export async function measure(
	name: string,
	work: () => unknown,
	{ runs = 15, warm = 3, limit }: { runs?: number; warm?: number; limit?: number } = {}
): Promise<Row> {
	for (let i = 0; i < warm; i++) await work();
	const times: number[] = [];
	for (let i = 0; i < runs; i++) {
		const begin = performance.now();
		await work();
		times.push(performance.now() - begin);
	}
	times.sort((a, b) => a - b);
	const median = times[Math.floor(times.length / 2)]!;
	return {
		name,
		median,
		min: times[0]!,
		max: times.at(-1)!,
		unit: 'ms',
		...(limit === undefined ? {} : { goal: `≤ ${limit} ms`, met: median <= limit })
	};
}
