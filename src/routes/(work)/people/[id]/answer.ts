/** What the last form of the page answered; `part` says which form it was. */
export interface Answer {
	part: string;
	/** The invitation's link, shown once. */
	link?: string;
	sentTo?: string | null;
	values?: Record<string, string>;
	error?: string;
	errors?: Record<string, string>;
}
