/** Hostile files through the reading process: each is read or refused within 30 s and 1 GB. */

import { readFileSync } from 'node:fs';
import { limits } from '../src/lib/intake/limits.ts';
import { Refusal } from '../src/lib/intake/source.ts';
import { readIsolated, readingPool } from '../src/lib/intake/worker/pool.ts';
import { hostileFiles } from './hostile-files.ts';
import type { Row } from './measure.ts';

const lookEvery = 20;
/** The goal; the reading process is ended a little before it. */
const mostMegabytes = 1_024;

/** The most resident megabytes of a reading process until now, or with its LibreOffice now. */
function peakMegabytes(): number {
	const peaks = readingPool().pids.map((pid) => {
		try {
			const status = readFileSync(`/proc/${pid}/status`, 'latin1');
			return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
		} catch {
			return 0;
		}
	});
	return Math.max(readingPool().megabytes, ...peaks);
}

async function answerOf(bytes: Uint8Array, name: string): Promise<string> {
	try {
		const { draft } = await readIsolated(bytes, name);
		return `read, ${draft.measures.length} measures`;
	} catch (error) {
		if (error instanceof Refusal) return `refused: ${error.code}`;
		throw error;
	}
}

export default async function bench(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const { what, name, make } of hostileFiles) {
		const bytes = make();
		if (!bytes) continue;
		// A fresh process for each file: its peak is the file's own.
		readingPool().stop();
		readingPool().warmUp();
		await readIsolated(new TextEncoder().encode('план'), 'warm.txt').catch(() => {});
		let peak = 0;
		const watch = setInterval(() => (peak = Math.max(peak, peakMegabytes())), lookEvery);
		const begin = performance.now();
		const answer = await answerOf(bytes, name);
		const seconds = (performance.now() - begin) / 1_000;
		peak = Math.max(peak, peakMegabytes());
		clearInterval(watch);
		const size = (bytes.length / 1024 / 1024).toFixed(2);
		const title = `${name.slice(1)} ${what} (${size} MB) → ${answer}`;
		rows.push(
			row(`${title}, time`, seconds, 's', limits.seconds),
			row(`${title}, memory`, peak, 'MB', mostMegabytes)
		);
	}
	readingPool().stop();
	return rows;
}

function row(name: string, value: number, unit: string, most: number): Row {
	const met = value <= most;
	return { name, median: value, min: value, max: value, unit, goal: `≤ ${most} ${unit}`, met };
}
