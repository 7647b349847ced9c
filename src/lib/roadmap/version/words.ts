/** Which words differ between two texts, so that a reader need not compare them himself. Pure. */

export interface Run {
	text: string;
	/** Only in this text. */
	own: boolean;
}

/** Longer texts are shown whole: nobody reads a hundred scattered words. */
const MOST_WORDS = 400;

/** Both texts as runs of words that they share and that are their own; joined, each is whole again. */
export function wordRuns(before: string, after: string): { before: Run[]; after: Run[] } {
	const one = words(before);
	const other = words(after);
	if (one.length > MOST_WORDS || other.length > MOST_WORDS || !before || !after)
		return { before: whole(before), after: whole(after) };
	const shared = common(one, other);
	// hardly anything in common: marks would be noise
	const letters = one
		.filter((_, i) => shared.before.has(i))
		.join('')
		.trim().length;
	if (letters * 3 < Math.max(before.length, after.length))
		return { before: whole(before), after: whole(after) };
	return { before: runs(one, shared.before), after: runs(other, shared.after) };
}

function whole(text: string): Run[] {
	return text ? [{ text, own: true }] : [];
}

/** Words with the white space behind them. */
function words(text: string): string[] {
	return text.match(/\S+\s*/gu) ?? [];
}

/** Indices of a longest common subsequence. */
function common(one: string[], other: string[]): { before: Set<number>; after: Set<number> } {
	const same = (i: number, j: number) => one[i]!.trimEnd() === other[j]!.trimEnd();
	const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
	for (let i = one.length - 1; i >= 0; i -= 1)
		for (let j = other.length - 1; j >= 0; j -= 1)
			lengths[i]![j] = same(i, j)
				? lengths[i + 1]![j + 1]! + 1
				: Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
	const found = { before: new Set<number>(), after: new Set<number>() };
	for (let i = 0, j = 0; i < one.length && j < other.length;)
		if (same(i, j)) {
			found.before.add(i);
			found.after.add(j);
			i += 1;
			j += 1;
		} else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
		else j += 1;
	return found;
}

function runs(all: string[], shared: Set<number>): Run[] {
	const found: Run[] = [];
	all.forEach((text, index) => {
		const own = !shared.has(index);
		const last = found.at(-1);
		if (last?.own === own) last.text += text;
		else found.push({ text, own });
	});
	return found;
}
