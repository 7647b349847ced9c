/** Reading in the background: begun by an upload, it goes on when nobody looks. */

import { Refusal } from '../../intake/source.ts';
import { act, type Acting, type Db } from '../../platform/database.ts';
import { fileStore, openStored } from '../../platform/files.ts';
import { findOwnProcedures } from '../catalogue/store.ts';
import { importLimits } from './limits.ts';
import { matchSchools } from '../match.ts';
import type { ImportKind } from './model.ts';
import { findSchools } from '../store-schools.ts';
import * as store from './store.ts';
import * as writing from './store-write.ts';
import type { Summary } from './worker/messages.ts';
import { ReadingProcess } from './worker/process.ts';

/** Readings of this process by import. */
const running = new Map<string, Promise<void>>();
/** The end of the reading before: as many files at once as `importLimits.readers`, which is one. */
let last: Promise<unknown> = Promise.resolve();
const progressEvery = 700;

/** Whether this process reads the import now, or will. */
export function isReading(id: string): boolean {
	return running.has(id);
}

/**
 * Reads the file of an import in state `waiting` or `reading` and stages what it says, or stores
 * why not. Never rejects; a second call while it runs waits for the first.
 */
export function beginReading(acting: Acting, id: string): Promise<void> {
	const known = running.get(id);
	if (known) return known;
	const reading = last
		.then(() => read(acting, id))
		.catch((error: unknown) => console.error(`Reading of import ${id} failed:`, error))
		.finally(() => running.delete(id));
	last = reading;
	running.set(id, reading);
	return reading;
}

/** Waits for a reading as long as a person waits for a page without wondering. */
export async function awaitReading(id: string, milliseconds: number): Promise<void> {
	const reading = running.get(id);
	if (!reading) return;
	await Promise.race([
		reading,
		new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
	]);
}

/** Begins again what a stopped application left half-way. Called once when the application starts. */
export async function resumeImports(): Promise<void> {
	const unfinished = await act({ personId: null, today: null }, store.findUnfinished);
	for (const { id, by } of unfinished) void beginReading({ personId: by, today: null }, id);
}

async function read(acting: Acting, id: string): Promise<void> {
	const known = await act(acting, async (db) => {
		const found = await store.findImport(db, id);
		if (!found || !(await writing.changeState(db, id, ['waiting', 'reading'], 'reading')))
			return null;
		const mappings = await store.findMappings(db, found.path);
		return { found, mappings, own: await findOwnProcedures(db, found.path) };
	});
	if (!known) return;
	const progress = new Progress(acting, id);
	const reader = new ReadingProcess(({ rows, bytes }) => progress.tell(rows, bytes));
	try {
		const { mappings, own } = known;
		const order = {
			...{ kind: 'read' as const, mappings, own },
			...{ keptProblems: importLimits.problems, batch: importLimits.batch }
		};
		const summary = await reader.read(order, await openStored(known.found.fileHash));
		await progress.end();
		await take(acting, known.found, summary, reader);
	} catch (error) {
		await progress.end();
		if (!(error instanceof Refusal)) console.error(`Import ${id} was not read:`, error);
		const refused = error instanceof Refusal ? error.code : 'crashed';
		await act(acting, (db) =>
			writing.storeOutcome(db, id, { ...nothing, state: 'failed', refused, rowsRead: 0 })
		);
	} finally {
		reader.end();
	}
}

const nothing = {
	...{ kind: null, years: [], rowCount: 0, problems: [], problemCount: 0 },
	...{ refused: null, sample: null }
};

const kinds: Record<NonNullable<Summary['counting']>, ImportKind> = {
	school: 'counts',
	marks: 'marks',
	'marks-sheet': 'marks-sheet',
	mark: 'pupils',
	score: 'pupils'
};

/** Stores what a reading came to. */
async function take(
	acting: Acting,
	found: store.StoredImport,
	summary: Summary,
	reader: ReadingProcess
): Promise<void> {
	const { counting, years, results, problems, problemCount, sample, rows } = summary;
	const outcome = {
		...{ kind: counting && kinds[counting], years, rowCount: results, rowsRead: rows },
		...{ problems, problemCount, refused: null, sample: null }
	};
	const { id } = found;
	if (counting === null) {
		const isTable = sample?.rows.some(({ cells }) => cells.filter(Boolean).length > 1) ?? false;
		const end = isTable
			? { ...nothing, state: 'mapping' as const, sample, problems, problemCount, rowsRead: rows }
			: { ...nothing, state: 'failed' as const, refused: 'no-table', rowsRead: rows };
		return act(acting, (db) => writing.storeOutcome(db, id, end));
	}
	if (problemCount > 0) {
		return act(acting, (db) => writing.storeOutcome(db, id, { ...outcome, state: 'faulty' }));
	}
	await act(acting, async (db) => {
		// another node may read the same; the one that comes first stages
		if (!(await writing.lockStaging(db, id))) return;
		if ((await store.findImport(db, id))?.state !== 'reading') return;
		await writing.deleteStaged(db, id);
		const { schools } = summary;
		const known = await findSchools(db, found.path);
		const matches = matchSchools(schools, known, await store.findAliases(db, found.path));
		for await (const batch of reader.batches())
			await writing.stageBatch(db, id, batch, schools, matches);
		await writing.storeOutcome(db, id, { ...outcome, state: 'matching' });
		await goOn(db, id);
	});
	if (outcome.kind === 'pupils') await forgetFile(acting, found.fileHash);
}

/** Once every school is told: compares, or says what stands there twice. */
export async function goOn(db: Db, id: string): Promise<void> {
	if ((await store.countUntold(db, id)) > 0) return;
	const { problems, count } = await store.findDoubled(db, id, importLimits.problems);
	if (count > 0) await writing.storeProblems(db, id, problems, count);
	else await writing.storeComparison(db, id);
}

/** Rows of single pupils are not kept: neither they nor their file, unless it is also another's. */
export async function forgetFile(acting: Acting, hash: string): Promise<void> {
	if (await act(acting, (db) => store.isFileNamed(db, hash))) return;
	const files = await fileStore();
	await files.remove(hash, new Date(Date.now() + 60_000)).catch((error: unknown) => {
		// the nightly sweep finds it
		console.error(`A file of pupils was not removed yet: ${String(error)}`);
	});
}

/** Tells how far a reading is, now and then, one statement after another. */
class Progress {
	#acting: Acting;
	#id: string;
	#told = Date.now();
	#writing: Promise<void> | null = null;

	constructor(acting: Acting, id: string) {
		this.#acting = acting;
		this.#id = id;
	}

	tell(rows: number, bytes: number): void {
		if (this.#writing || Date.now() - this.#told < progressEvery) return;
		this.#told = Date.now();
		this.#writing = act(this.#acting, (db) => writing.storeProgress(db, this.#id, rows, bytes))
			.catch((error: unknown) => console.error(`Progress was not stored: ${String(error)}`))
			.finally(() => {
				this.#writing = null;
			});
	}

	/** Waits for the last statement. */
	async end(): Promise<void> {
		await this.#writing;
	}
}
