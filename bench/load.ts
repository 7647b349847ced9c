/** Many clients asking for one page at once: run in a thread of its own, so that it measures only. */
import { Agent, get } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

export interface Load {
	/** Addresses asked in turn. */
	urls: string[];
	cookie: string;
	/** Connections kept open, each with one request at a time. */
	clients: number;
	warmSeconds: number;
	seconds: number;
}

export interface Loaded {
	perSecond: number;
	/** Milliseconds from the question to the last byte, ascending. */
	times: number[];
	/** Bytes of one page as sent. */
	bytes: number;
}

/** Asks as `load` says; rejects when a page answers anything but 200. */
export function ask(load: Load): Promise<Loaded> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL(import.meta.url), { workerData: load });
		worker.once('message', resolve);
		worker.once('error', reject);
	});
}

async function run({ urls, cookie, clients, warmSeconds, seconds }: Load): Promise<Loaded> {
	const agent = new Agent({ keepAlive: true, maxSockets: clients });
	const times: number[] = [];
	let bytes = 0;
	let asked = 0;
	const begin = performance.now() + warmSeconds * 1000;
	const end = begin + seconds * 1000;

	function page(url: string): Promise<void> {
		return new Promise((resolve, reject) => {
			const request = get(url, { agent, headers: { cookie } }, (answer) => {
				if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
				let size = 0;
				answer.on('data', (chunk: Buffer) => (size += chunk.length));
				answer.once('end', () => {
					bytes = size;
					resolve();
				});
			});
			request.once('error', reject);
		});
	}
	async function client(): Promise<void> {
		for (let start = performance.now(); start < end; start = performance.now()) {
			await page(urls[asked++ % urls.length]!);
			if (start >= begin && performance.now() < end) times.push(performance.now() - start);
		}
	}
	await Promise.all(Array.from({ length: clients }, client));
	agent.destroy();
	return { perSecond: times.length / seconds, times: times.sort((a, b) => a - b), bytes };
}

if (!isMainThread) parentPort?.postMessage(await run(workerData as Load));
