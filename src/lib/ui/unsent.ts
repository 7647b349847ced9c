/**
 * Pages without hydration draw their data on the server and send none, but SvelteKit writes all of
 * it down for the browser first: a quarter of a page's time (docs/guide/limits.md). What a `load`
 * marks here is passed over by the transport of `src/hooks.ts`. Never for a page that hydrates.
 */
const marked = new WeakSet<object>();

/** The same data; only a script that asks for them (from a page that hydrates) gets them. */
export function unsent<T extends object>(isDataRequest: boolean, data: T): T {
	if (!isDataRequest) marked.add(data);
	return data;
}

export function isUnsent(value: unknown): boolean {
	return typeof value === 'object' && value !== null && marked.has(value);
}
