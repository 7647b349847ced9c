/** The page of a list that an address asks for, from 1; nonsense is the first. */
export function pageNumber(url: URL): number {
	const wanted = Number(url.searchParams.get('page') ?? 1);
	return Number.isInteger(wanted) && wanted >= 1 && wanted <= 100_000 ? wanted : 1;
}

/** Where «История» goes on, see `readHistory`; undefined is its newest end. */
export function historyBefore(url: URL): number | undefined {
	const wanted = Number(url.searchParams.get('before'));
	return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : undefined;
}
