/**
 * The reading process: takes one file at a time and answers with what it read. It may die of
 * a hostile file; `pool.ts` notices, says so and begins another.
 */

import { watchConversions } from '../files/convert.ts';
import { readRoadmapBytes } from '../intake.ts';
import { Refusal } from '../source.ts';
import type { Answer, Converting, Request } from './messages.ts';

const tell = (message: Answer | Converting): void => {
	process.send?.(message);
};

watchConversions((group, running) => tell({ kind: 'converting', group, running }));
process.on('message', (request: Request) => {
	read(request).then(tell, (error: unknown) => tell(answerFor(error)));
});
process.on('disconnect', () => process.exit());

async function read({ bytes, name, hints }: Request): Promise<Answer> {
	return { kind: 'read', ...(await readRoadmapBytes(bytes, name, hints)) };
}

function answerFor(error: unknown): Answer {
	if (error instanceof Refusal) {
		return { kind: 'refused', code: error.code, detail: error.detail };
	}
	// What is too large for JavaScript itself is no fault of the reader.
	if (error instanceof RangeError && /invalid (string|array) length/i.test(error.message)) {
		return { kind: 'refused', code: 'too-large', detail: 'text' };
	}
	const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { kind: 'failed', message };
}
