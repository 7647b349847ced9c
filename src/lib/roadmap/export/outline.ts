import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';

/** A section with its own measures, in print order; `path` is empty for what stands outside. */
export interface OutlineEntry {
	path: string[];
	measures: SnapshotMeasure[];
}

/**
 * The roadmap in print order: first the measures outside any section, then each section with its
 * own measures. A section that only a measure names follows where it is first met, parents first.
 */
export function outline(snapshot: RoadmapSnapshot): OutlineEntry[] {
	const entries = new Map<string, OutlineEntry>();
	const entryOf = (path: string[]): OutlineEntry => {
		const key = JSON.stringify(path);
		let entry = entries.get(key);
		if (!entry) {
			if (path.length > 1) entryOf(path.slice(0, -1));
			entry = { path, measures: [] };
			entries.set(key, entry);
		}
		return entry;
	};
	entryOf([]);
	for (const { path } of snapshot.sections) entryOf(path);
	for (const measure of snapshot.measures) entryOf(measure.sectionPath).measures.push(measure);
	return [...entries.values()].filter(({ path, measures }) => path.length + measures.length > 0);
}

const NUMBERED = /^\s*\d+(\.\d+)*\.?\s/;

/**
 * Headings as printed, by path. Nested sections must show their depth: where one heading of such
 * a roadmap has no number of its own, all of them are counted («1.», «1.1.»).
 */
export function headings(entries: OutlineEntry[]): (path: string[]) => string {
	const paths = entries.map(({ path }) => path).filter((path) => path.length > 0);
	const asWritten = (path: string[]) => path.at(-1) ?? '';
	const nested = paths.some((path) => path.length > 1);
	if (!nested || paths.every((path) => NUMBERED.test(asWritten(path)))) return asWritten;
	const printed = new Map<string, string>();
	const counts: number[] = [];
	for (const path of paths) {
		counts.length = path.length;
		counts[path.length - 1] = (counts[path.length - 1] ?? 0) + 1;
		printed.set(JSON.stringify(path), `${counts.join('.')}. ${asWritten(path)}`);
	}
	return (path) => printed.get(JSON.stringify(path)) ?? asWritten(path);
}
