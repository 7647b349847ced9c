/** One reading process, seen from the application. */

import { fork, type ChildProcess } from 'node:child_process';
import { Refusal } from '../source.ts';
import { groupMegabytes, residentMegabytes } from './memory.ts';
import type { Answer, Converting, Request } from './messages.ts';

/** What a reading process may use. */
export interface Allowance {
	seconds: number;
	memoryMegabytes: number;
	heapMegabytes: number;
}

export type Reading = Extract<Answer, { kind: 'read' }>;

/** How often memory is looked at: a file cannot fill a gigabyte between two looks. */
const lookEvery = 100;
const lastWords = 8_192;

/** Only what a reader needs: no address of the database, no keys. */
function environment(): NodeJS.ProcessEnv {
	const names = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'];
	const kept = names.filter((name) => process.env[name] !== undefined);
	return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}

export class ReadingProcess {
	/** How many files it was given. */
	files = 0;
	#child: ChildProcess;
	#allowance: Allowance;
	#errors = '';
	#groups = new Set<number>();

	constructor(file: string, allowance: Allowance) {
		this.#allowance = allowance;
		this.#child = fork(file, [], {
			execArgv: [
				`--max-old-space-size=${allowance.heapMegabytes}`,
				'--disable-warning=ExperimentalWarning'
			],
			env: environment(),
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc']
		});
		this.#child.on('error', () => {});
		this.#child.stderr?.on('data', (data: Buffer) => {
			this.#errors = (this.#errors + data.toString()).slice(-lastWords);
		});
		this.#child.on('message', (message: Answer | Converting) => {
			if (message.kind !== 'converting') return;
			if (message.running) this.#groups.add(message.group);
			else this.#groups.delete(message.group);
		});
		this.#hold(false);
	}

	get pid(): number | null {
		return this.#child.pid ?? null;
	}

	get alive(): boolean {
		return this.#child.connected && this.#child.exitCode === null && !this.#child.killed;
	}

	/** Megabytes that it holds now; 0 where the system does not tell. */
	get megabytes(): number {
		let sum = this.pid === null ? 0 : (residentMegabytes(this.pid) ?? 0);
		for (const group of this.#groups) sum += groupMegabytes(group);
		return sum;
	}

	/**
	 * Reads one file within the allowance; a process that went beyond it is dead afterwards.
	 * @throws Refusal what the reader refuses, and time-out, out-of-memory, crashed
	 */
	async read(request: Request): Promise<Reading> {
		this.files++;
		this.#hold(true);
		try {
			return await this.#ask(request);
		} finally {
			this.#hold(false);
		}
	}

	#ask(request: Request): Promise<Reading> {
		const child = this.#child;
		const { seconds, memoryMegabytes } = this.#allowance;
		return new Promise((resolve, reject) => {
			const end = (refusal: Refusal): void => {
				settle();
				this.kill();
				reject(refusal);
			};
			const timer = setTimeout(
				() => end(new Refusal('time-out', String(seconds))),
				seconds * 1_000
			);
			const look = setInterval(() => {
				if (this.megabytes > memoryMegabytes) end(new Refusal('out-of-memory'));
			}, lookEvery);
			const onMessage = (answer: Answer | Converting): void => {
				if (answer.kind === 'converting') return;
				settle();
				if (answer.kind === 'read') resolve(answer);
				else if (answer.kind === 'refused') reject(new Refusal(answer.code, answer.detail));
				else reject(new Refusal('crashed', answer.message));
			};
			// `close` comes after its last words were read, `exit` may come before.
			const onClose = (): void => end(this.#death());
			const settle = (): void => {
				clearTimeout(timer);
				clearInterval(look);
				child.off('message', onMessage);
				child.off('close', onClose);
				child.off('error', onClose);
			};
			child.on('message', onMessage);
			child.on('close', onClose);
			child.on('error', onClose);
			child.send(request, (error) => {
				if (error) end(this.#death());
			});
		});
	}

	#death(): Refusal {
		if (/heap out of memory|allocation failed/i.test(this.#errors))
			return new Refusal('out-of-memory');
		return new Refusal('crashed', this.#errors.trim().slice(-500));
	}

	/** Ends it and all that it began. */
	kill(): void {
		for (const group of this.#groups) {
			try {
				process.kill(-group, 'SIGKILL');
			} catch {
				// It ended by itself in the meantime.
			}
		}
		this.#child.kill('SIGKILL');
	}

	/** Only a process at work keeps the application from ending. */
	#hold(atWork: boolean): void {
		const channel = this.#child.channel;
		const pipe = this.#child.stderr as
			(NodeJS.ReadableStream & { ref(): void; unref(): void }) | null;
		for (const handle of [this.#child, channel, pipe]) {
			if (atWork) handle?.ref();
			else handle?.unref();
		}
	}
}
