/** Name of the copy of database `main` that worker `n` of the tests, counted from one, has to itself. */
export const workerDatabase = (main: string, n: number): string => `${main}_${n}`;

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
	const address = new URL(url);
	address.pathname = `/${name}`;
	return address.href;
}
