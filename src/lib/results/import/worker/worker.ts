/**
 * The reading process of one file of results: the file comes by standard input, what it says is
 * kept until it is asked for. It may die of a hostile file; `process.ts` notices.
 */

import { Refusal } from '../../../intake/source.ts';
import { finderWith } from '../../procedures.ts';
import { readFigures } from '../../read/figures.ts';
import { batchesOf } from './batches.ts';
import { writeMended } from './mend.ts';
import type { Answer, Ask, Batch, Order } from './messages.ts';

/** How often progress is told. */
const tellEvery = 250;

let batches: Generator<Batch> | null = null;

process.on('disconnect', () => process.exit());
process.on('message', (message: Order | Ask) => {
	if (message.kind === 'end') process.exit();
	if (message.kind === 'next') {
		const next = batches?.next();
		return tell(next && !next.done ? { kind: 'batch', batch: next.value } : { kind: 'done' });
	}
	const work = message.kind === 'read' ? read(message) : mend(message);
	work.then(tell, (error: unknown) => tell(answerFor(error)));
});

function tell(answer: Answer): void {
	process.send?.(answer);
}

async function read(order: Extract<Order, { kind: 'read' }>): Promise<Answer> {
	let bytes = 0;
	let rows = 0;
	let told = 0;
	const tellProgress = (): void => {
		const now = performance.now();
		if (now - told < tellEvery) return;
		told = now;
		tell({ kind: 'progress', rows, bytes });
	};
	async function* counted(): AsyncGenerator<Uint8Array> {
		for await (const piece of process.stdin as AsyncIterable<Uint8Array>) {
			bytes += piece.byteLength;
			tellProgress();
			yield piece;
		}
	}
	const figures = await readFigures(counted(), {
		find: finderWith(order.own),
		onlyKnown: true,
		mappings: new Map(order.mappings),
		keptProblems: order.keptProblems,
		onRows: (count) => {
			rows = count;
			tellProgress();
		}
	});
	batches = batchesOf(figures, order.batch);
	let results = 0;
	const schools = [];
	for (const school of figures.schools()) {
		schools.push({ written: school.school, name: school.name });
		results += school.results.length;
	}
	const { counting, years, problems, problemCount, passedSheets, sample } = figures;
	return {
		kind: 'read',
		summary: {
			...{ counting, years, problems, problemCount, passedSheets, sample },
			...{ rows: figures.rows, results, schools }
		}
	};
}

async function mend(order: Extract<Order, { kind: 'mend' }>): Promise<Answer> {
	await writeMended(process.stdin, order.errors, order.signatures, process.stdout);
	return { kind: 'done' };
}

function answerFor(error: unknown): Answer {
	if (error instanceof Refusal) return { kind: 'refused', code: error.code, detail: error.detail };
	// What is too large for JavaScript itself is no fault of the reader.
	if (error instanceof RangeError && /invalid (string|array) length/i.test(error.message))
		return { kind: 'refused', code: 'too-large', detail: 'text' };
	const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { kind: 'failed', message };
}
