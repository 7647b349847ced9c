export const MEGABYTE = 1024 * 1024;

/** Bounds of what a report may bring. */
export const evidenceLimits = {
	/** Bytes: a scanned order of thirty pages has 3 MB, a photo of a phone 5. */
	fileBytes: 20 * MEGABYTE,
	/** Files of one report. */
	files: 20,
	/** Files, links and papers of one report. */
	items: 50,
	/** Files that one person sent and no report took yet. */
	waiting: 100,
	/** A picture of 60 megapixels takes 240 MB of a browser's memory. */
	pixels: 60_000_000
};

/** Megabytes of a whole form where no script sends files one by one (BODY_SIZE_LIMIT is 30 MB). */
export const plainMegabytes = 28;
