/**
 * Every limit of reading, in one place, each with its reason.
 * The largest honest documents of the field are a few hundred kilobytes and 40 pages, so each
 * limit lies one to two orders above them. `docs/guide/limits.md` says the same to users.
 */
export const limits = {
	/** Bytes of an uploaded file: a scanned order of 60 pages is about 20 MB. */
	fileBytes: 25 * 1024 * 1024,
	/** Inflated bytes of one part of an archive: 20,000 table rows of Word take about 40 MB. */
	entryBytes: 64 * 1024 * 1024,
	/** Inflated bytes of all parts that are read, so that many small parts cannot add up. */
	archiveBytes: 128 * 1024 * 1024,
	/** Parts of an archive: a document with 500 pictures has about 1,100. */
	archiveEntries: 5_000,
	/** Inflated to packed size of a part: real tables of one repeated row reach about 120. */
	ratio: 300,
	/** The ratio is asked only above this size: small parts of blanks compress without harm. */
	ratioFromBytes: 4 * 1024 * 1024,
	/** Bytes of a part's name: what Windows itself can hold. */
	nameBytes: 1_024,
	/** Nesting of XML and HTML elements: Word's deepest real documents stay under 120. */
	depth: 400,
	/** Tables inside tables: beyond this no person could have drawn it. */
	nestedTables: 20,
	/** Rows of all tables together: a whole region's plans have fewer. */
	rows: 20_000,
	/** Cells of all tables together: rows × 25 columns of months and fields. */
	cells: 500_000,
	/** Columns of one table: Word allows 63, a year by weeks in a spreadsheet needs 60. */
	columns: 256,
	/** Paragraphs outside of tables: a book of 1,000 pages. */
	paragraphs: 100_000,
	/** Characters of one cell or paragraph: ten printed pages in one cell. */
	textLength: 100_000,
	/** Characters between two tags: what one cell may hold, written as references. */
	rawText: 1_000_000,
	/** Characters of all text read from one file: about 8,000 printed pages. */
	documentText: 20_000_000,
	/** Styles or lists of one document: Word itself stops at 4,079 styles. */
	definitions: 20_000,
	/** Seconds for reading and understanding one file. */
	seconds: 30,
	/** Seconds of these that LibreOffice may take to convert an old format. */
	conversionSeconds: 25,
	/** Megabytes of a reading process and its LibreOffice: it is ended in time to stay under 1 GB. */
	memoryMegabytes: 850,
	/** Megabytes of its JavaScript heap: leaves room for buffers beside it. */
	heapMegabytes: 640,
	/** Files after which a reading process is replaced, so that leaks cannot grow. */
	filesPerWorker: 200,
	/** Megabytes after which an idle reading process is replaced. */
	idleMegabytes: 400,
	/** Reading processes at one time: one busy, one ready, on the smallest server. */
	workers: 2
} as const;
