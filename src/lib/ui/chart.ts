/** The geometry of a line chart of a year: shares of a whole over months. Pure. */

export interface CurveInput {
	/** Measures by the end of each month, planned and done; never falling. */
	points: { plan: number; fact: number }[];
	whole: number;
	/** Today: how far into the months, 0 … number of months, and how many are done. */
	today: { at: number; done: number };
	/** A level line, in per cent. */
	line: number;
}

export interface CurveShape {
	width: number;
	height: number;
	/** Points of polylines. */
	plan: string;
	fact: string;
	/** null: today lies outside the period. */
	today: { x: number; y: number } | null;
	/** Middle of each month. */
	months: number[];
	left: number;
	right: number;
	/** By per cent. */
	level: Record<'0' | 'line' | '100', number>;
}

const size = { width: 344, height: 146, left: 30, right: 338, top: 14, bottom: 124 };

/** In units of a viewBox of `width` × `height`. */
export function shapeCurve({ points, whole, today, line }: CurveInput): CurveShape {
	const { width, height, left, right, top, bottom } = size;
	const step = (right - left) / Math.max(1, points.length);
	const x = (months: number): number => left + months * step;
	const y = (share: number): number => bottom - Math.min(1, Math.max(0, share)) * (bottom - top);
	const share = (count: number): number => (whole === 0 ? 0 : count / whole);
	const text = (line: [number, number][]): string =>
		line.map((pair) => pair.map((each) => each.toFixed(1)).join(',')).join(' ');
	const running = today.at >= 0 && today.at <= points.length;
	const past = points.slice(0, Math.max(0, Math.floor(today.at)));
	const fact: [number, number][] =
		today.at < 0
			? []
			: [
					[x(0), y(0)],
					...past.map(({ fact: done }, n): [number, number] => [x(n + 1), y(share(done))]),
					...(running ? [[x(today.at), y(share(today.done))] as [number, number]] : [])
				];
	return {
		...{ width, height, left, right },
		plan: text([
			[x(0), y(0)],
			...points.map(({ plan }, n): [number, number] => [x(n + 1), y(share(plan))])
		]),
		fact: text(fact),
		today: running ? { x: x(today.at), y: y(share(today.done)) } : null,
		months: points.map((_, n) => x(n + 0.5)),
		level: { '0': y(0), line: y(line / 100), '100': y(1) }
	};
}

/** How many months of `months` (`2026-09` …) have gone by on `today`, with the part of its own. */
export function monthsGone(months: string[], today: string): number {
	const [first] = months;
	if (!first) return -1;
	const [year, month, day] = today.split('-').map(Number) as [number, number, number];
	const [firstYear, firstMonth] = first.split('-').map(Number) as [number, number];
	const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
	const gone = (year - firstYear) * 12 + month - firstMonth + day / days;
	return today.slice(0, 7) < first ? -1 : gone;
}
