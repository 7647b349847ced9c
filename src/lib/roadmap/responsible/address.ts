/** Where a page of matching leads: the list's own address with something set or left out. */
export function listAddress(
	url: { searchParams: Iterable<[string, string]> },
	home: string,
	set: Record<string, string> = {}
): string {
	const kept = [...url.searchParams].filter(
		([name]) => !['page', 'choose', 'q'].includes(name) && !name.startsWith('/')
	);
	const asked = new URLSearchParams(kept);
	for (const [name, value] of Object.entries(set)) asked.set(name, value);
	return asked.size > 0 ? `${home}?${asked}` : home;
}
