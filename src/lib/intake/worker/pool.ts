/** Reading processes that are kept warm, so that a hostile file cannot harm the application. */

import { join } from 'node:path';
import type { Draft, ReadingHints } from '../draft.ts';
import { limits } from '../limits.ts';
import { Refusal, type SourceDocument } from '../source.ts';
import { ReadingProcess, type Allowance, type Reading } from './process.ts';

export interface PoolSettings extends Allowance {
	/** The program of the reading process. */
	file: string;
	workers: number;
	filesPerWorker: number;
	idleMegabytes: number;
}

/** Files that may wait for a free process: more means that the server is overrun. */
const longestQueue = 50;

export class Pool {
	#settings: PoolSettings;
	#idle: ReadingProcess[] = [];
	#busy = new Set<ReadingProcess>();
	#waiting: (() => void)[] = [];
	#stopped = false;

	constructor(settings: PoolSettings) {
		this.#settings = settings;
		process.once('exit', () => this.stop());
	}

	/** Begins a process, so that the first file need not wait for it. */
	warmUp(): void {
		if (this.#idle.length + this.#busy.size === 0) this.#idle.push(this.#begin());
	}

	/** Processes that are alive, for those who measure. */
	get pids(): number[] {
		return [...this.#idle, ...this.#busy].map(({ pid }) => pid).filter((pid) => pid !== null);
	}

	/** Megabytes that all processes hold now, with LibreOffice under them. */
	get megabytes(): number {
		return [...this.#idle, ...this.#busy].reduce((sum, worker) => sum + worker.megabytes, 0);
	}

	/**
	 * Reads a file in a process of its own.
	 * @throws Refusal
	 */
	async read(bytes: Uint8Array, name: string, hints?: ReadingHints): Promise<Reading> {
		const worker = await this.#take();
		try {
			return await worker.read({ bytes, name, hints });
		} finally {
			this.#giveBack(worker);
		}
	}

	/** Ends all processes; the next file begins new ones. */
	stop(): void {
		this.#stopped = true;
		for (const worker of [...this.#idle, ...this.#busy]) worker.kill();
		this.#idle = [];
	}

	#begin(): ReadingProcess {
		return new ReadingProcess(this.#settings.file, this.#settings);
	}

	async #take(): Promise<ReadingProcess> {
		this.#stopped = false;
		while (this.#busy.size >= this.#settings.workers) {
			if (this.#waiting.length >= longestQueue) throw new Refusal('time-out', 'queue');
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
		let worker = this.#idle.pop();
		while (worker && !worker.alive) worker = this.#idle.pop();
		worker ??= this.#begin();
		this.#busy.add(worker);
		return worker;
	}

	#giveBack(worker: ReadingProcess): void {
		this.#busy.delete(worker);
		const { filesPerWorker, idleMegabytes } = this.#settings;
		const worn = worker.files >= filesPerWorker || worker.megabytes > idleMegabytes;
		if (worker.alive && !worn) this.#idle.push(worker);
		else {
			worker.kill();
			if (!this.#stopped) this.warmUp();
		}
		this.#waiting.shift()?.();
	}
}

let pool: Pool | null = null;

/** The pool of this application, made when it is first asked for. */
export function readingPool(): Pool {
	// The web server is bundled, the reading process is not: it is found from the project's root.
	const root = process.env.OPORA_ROOT ?? process.cwd();
	const file = join(root, 'src/lib/intake/worker/worker.ts');
	return (pool ??= new Pool({ file, ...limits }));
}

/**
 * Reads a file and understands it in a process that may die without harm.
 * `name` is the file's name, `hints` are corrections of a person.
 * @throws Refusal any code; `crashed`, `out-of-memory` and `time-out` when the process was lost
 */
export async function readIsolated(
	bytes: Uint8Array,
	name: string,
	hints?: ReadingHints
): Promise<{ document: SourceDocument; draft: Draft }> {
	if (bytes.length > limits.fileBytes) throw new Refusal('too-large', 'file');
	const { document, draft } = await readingPool().read(bytes, name, hints);
	return { document, draft };
}
