/** A step of the way to a page, shown in the bar; the page itself has no address. */
export interface Crumb {
	label: string;
	href?: string;
}

/**
 * What a page's `load` may give the frame around it (`src/routes/(work)/+layout.svelte`).
 * Without `crumbs` the bar names the menu entry that the page belongs to.
 */
export interface Framed {
	/** Title of the browser's tab, without «Опора». */
	title?: string;
	crumbs?: Crumb[];
}

/** An entry of the rail. */
export interface Entry {
	key:
		| 'today'
		| 'check'
		| 'schools'
		| 'results'
		| 'diagnosis'
		| 'roadmaps'
		| 'programmes'
		| 'documents'
		| 'team'
		| 'people';
	href: string;
	/** A number beside the entry; 0 shows none. */
	count: number;
	/** The number calls for the reader. */
	hot?: boolean;
}

/** Whether a page at `path` belongs to the entry that leads to `href`. */
export function isWithin(path: string, href: string): boolean {
	return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

/** Only a path of our own, else `/`: an address in a letter or a form must not lead elsewhere. */
export function ownPath(wanted: unknown): string {
	return typeof wanted === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : '/';
}
