/** Limits of reading large tables, each with its reason. */
export const rowLimits = {
	/** Bytes of a file: a million rows of pupils take about 60 MB as text. */
	fileBytes: 512 * 1024 * 1024,
	/** Bytes of a workbook: it is packed, and a full sheet of Excel takes about 60 MB. */
	workbookBytes: 128 * 1024 * 1024,
	/** Rows: the country's schools in five years are two million. */
	rows: 5_000_000,
	/** Columns that are looked at; a sheet of Excel has 16,384. */
	columns: 1_000,
	/** Characters of one row: as many columns of a paragraph each. */
	rowText: 1_000_000,
	/** Bytes by which format, separator and encoding are told. */
	sampleBytes: 64 * 1024,
	/** Inflated bytes of a sheet: a full sheet of twenty columns takes about 1 GB. */
	sheetBytes: 2 * 1024 * 1024 * 1024
} as const;
