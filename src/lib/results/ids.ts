/** Whether a text from an address or a form can be an id at all. */
export function isId(text: unknown): text is string {
	return (
		typeof text === 'string' &&
		/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
	);
}
