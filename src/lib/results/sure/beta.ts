/** The beta distribution: its share below a value, and the value below which a share lies. */

/** Coefficients of Lanczos (g = 7, n = 9) for the logarithm of the gamma function. */
const lanczos = [
	0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
	-176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
	1.5056327351493116e-7
];

function logGamma(x: number): number {
	if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
	let sum = lanczos[0]!;
	for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (x - 1 + i);
	const t = x + 6.5;
	return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

function logBeta(a: number, b: number): number {
	return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * Which part of Beta(a, b) lies below `x`: the regularized incomplete beta function, by the
 * continued fraction, summed by Lentz's method. a, b > 0; `scale` is log B(a, b), where it is known.
 */
export function betaBelow(x: number, a: number, b: number, scale = logBeta(a, b)): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - scale);
	return x < (a + 1) / (a + b + 2)
		? (front * fraction(x, a, b)) / a
		: 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
	const tiny = 1e-300;
	const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
	let c = 1;
	let d = 1 / away(1 - ((a + b) * x) / (a + 1));
	let value = d;
	for (let m = 1; m <= 10_000; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / away(1 + even * d);
		c = away(1 + even / c);
		value *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / away(1 + odd * d);
		c = away(1 + odd / c);
		const step = d * c;
		value *= step;
		if (Math.abs(step - 1) < 1e-15) break;
	}
	return value;
}

/** The value below which the part `p` of Beta(a, b) lies: Newton's steps, halved where they leave. */
export function betaQuantile(p: number, a: number, b: number): number {
	if (p <= 0) return 0;
	if (p >= 1) return 1;
	const scale = logBeta(a, b);
	const mean = a / (a + b);
	const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
	// From about where a bell curve would have it; any start serves.
	const guess = mean + deviation * 1.25 * Math.log(p / (1 - p)) * 0.5;
	let x = guess > 0 && guess < 1 ? guess : mean;
	let [low, high] = [0, 1];
	for (let i = 0; i < 200; i++) {
		const error = betaBelow(x, a, b, scale) - p;
		if (error > 0) high = x;
		else low = x;
		const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - scale);
		const newton = x - error / density;
		const isInside = newton > low && newton < high;
		// A step of Newton's squares the error: a billionth becomes nothing.
		if (isInside && Math.abs(newton - x) <= 1e-9 * x) return newton;
		const next = isInside ? newton : (low + high) / 2;
		if (next === x) return x;
		x = next;
	}
	return x;
}
