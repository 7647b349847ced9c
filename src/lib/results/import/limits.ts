/** Limits of an import, each with its reason; docs/guide/limits.md says the same to users. */
export const importLimits = {
	/** Bytes of a file that a script sends: a million rows of pupils take about 60 MB as text. */
	fileBytes: 200 * 1024 * 1024,
	/** Bytes of a file in a form without a script (BODY_SIZE_LIMIT of the whole form). */
	formBytes: 30 * 1024 * 1024,
	/** Seconds of reading: a file of the greatest size takes about 20. */
	seconds: 120,
	/** Megabytes of the reading process, and of its JavaScript heap. */
	memoryMegabytes: 500,
	heapMegabytes: 420,
	/** Files read at one time by one node; others wait. */
	readers: 1,
	/** Files that may wait: more means that somebody sends them by a program. */
	waiting: 20,
	/** Problems kept with their place; all are counted. */
	problems: 5_000,
	/** Schools with their results that are handed over at a time. */
	batch: 8_000
} as const;
