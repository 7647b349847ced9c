/** One reading process of a file of results, seen from the application. */

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { residentMegabytes } from '../../../intake/worker/memory.ts';
import { Refusal } from '../../../intake/source.ts';
import { importLimits } from '../limits.ts';
import type { Answer, Ask, Batch, Order, Summary } from './messages.ts';

type Progress = Extract<Answer, { kind: 'progress' }>;

const lookEvery = 100;
const lastWords = 8_192;

/** Only what a reader needs: no address of the database, no keys. */
function environment(): NodeJS.ProcessEnv {
	const names = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'];
	const kept = names.filter((name) => process.env[name] !== undefined);
	return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}

/** Waits until more may be written, or nothing more will be. */
function drained(stream: Writable): Promise<void> {
	return new Promise((resolve) => {
		const done = (): void => {
			stream.off('drain', done).off('close', done);
			resolve();
		};
		stream.on('drain', done).on('close', done);
	});
}

/** Reads one file; `end` it in any case. */
export class ReadingProcess {
	/** Megabytes that it held at most. */
	greatest = 0;
	#child: ChildProcess;
	#errors = '';
	#onProgress: (progress: Progress) => void;
	#wait: { resolve: (answer: Answer) => void; reject: (error: Refusal) => void } | null = null;
	#over: Refusal | null = null;
	#look: NodeJS.Timeout;
	#timer: NodeJS.Timeout;

	constructor(onProgress: (progress: Progress) => void = () => {}) {
		this.#onProgress = onProgress;
		const root = process.env.OPORA_ROOT ?? process.cwd();
		this.#child = fork(join(root, 'src/lib/results/import/worker/worker.ts'), [], {
			execArgv: [
				`--max-old-space-size=${importLimits.heapMegabytes}`,
				'--disable-warning=ExperimentalWarning'
			],
			env: environment(),
			stdio: ['pipe', 'pipe', 'pipe', 'ipc']
		});
		this.#child.on('error', () => {});
		this.#child.stdin?.on('error', () => {});
		this.#child.stderr?.on('data', (data: Buffer) => {
			this.#errors = (this.#errors + data.toString()).slice(-lastWords);
		});
		this.#child.on('message', (answer: Answer) => this.#take(answer));
		this.#child.on('close', () => this.#end(this.#death()));
		this.#look = setInterval(() => {
			const held = residentMegabytes(this.#child.pid ?? 0) ?? 0;
			this.greatest = Math.max(this.greatest, held);
			if (held > importLimits.memoryMegabytes) this.#end(new Refusal('out-of-memory'));
		}, lookEvery);
		this.#timer = setTimeout(
			() => this.#end(new Refusal('time-out', String(importLimits.seconds))),
			importLimits.seconds * 1_000
		);
	}

	/**
	 * Reads the file.
	 * @throws Refusal what the reader refuses, and time-out, out-of-memory, crashed
	 */
	async read(order: Order, file: AsyncIterable<Uint8Array>): Promise<Summary> {
		const answer = this.#ask(order);
		await Promise.race([this.#pour(file), answer]);
		const said = await answer;
		if (said.kind !== 'read') throw new Refusal('crashed', said.kind);
		return said.summary;
	}

	/** What was read, piece by piece: the next is made while the last is stored. */
	async *batches(): AsyncGenerator<Batch> {
		let next = this.#ask({ kind: 'next' });
		for (;;) {
			const answer = await next;
			if (answer.kind !== 'batch') return;
			next = this.#ask({ kind: 'next' });
			// a failure is thrown when its turn comes
			next.catch(() => {});
			yield answer.batch;
		}
	}

	/** The same table with a column of errors, as it is written. The process ends with it. */
	mend(order: Order, file: AsyncIterable<Uint8Array>): Readable {
		const out = this.#child.stdout!;
		this.#ask(order).then(
			() => this.#child.send({ kind: 'end' } satisfies Ask),
			(error: Error) => out.destroy(error)
		);
		this.#pour(file).catch((error: Error) => out.destroy(error));
		return out;
	}

	/** Ends it. */
	end(): void {
		clearInterval(this.#look);
		clearTimeout(this.#timer);
		this.#child.kill('SIGKILL');
	}

	async #pour(file: AsyncIterable<Uint8Array>): Promise<void> {
		const input = this.#child.stdin!;
		for await (const piece of file) {
			if (this.#over || input.destroyed) return;
			if (!input.write(piece)) await drained(input);
		}
		input.end();
	}

	#ask(message: Order | Ask): Promise<Answer> {
		if (this.#over) return Promise.reject(this.#over);
		return new Promise((resolve, reject) => {
			this.#wait = { resolve, reject };
			this.#child.send(message, (error) => {
				if (error) this.#end(this.#death());
			});
		});
	}

	#take(answer: Answer): void {
		if (answer.kind === 'progress') return this.#onProgress(answer);
		const wait = this.#wait;
		this.#wait = null;
		if (answer.kind === 'refused')
			wait?.reject(new Refusal(answer.code as Refusal['code'], answer.detail));
		else if (answer.kind === 'failed') wait?.reject(new Refusal('crashed', answer.message));
		else wait?.resolve(answer);
	}

	#end(refusal: Refusal): void {
		this.#over ??= refusal;
		this.#wait?.reject(this.#over);
		this.#wait = null;
		this.end();
	}

	#death(): Refusal {
		if (/heap out of memory|allocation failed/i.test(this.#errors))
			return new Refusal('out-of-memory');
		return new Refusal('crashed', this.#errors.trim().slice(-500));
	}
}
