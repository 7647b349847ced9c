/** What the look of an HTML element says: hidden, bold, painted. */

/** Whether the element is not shown. */
export function isHidden(attributes: Map<string, string>): boolean {
	if (attributes.has('hidden')) return true;
	const style = attributes.get('style') ?? '';
	return /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all/i.test(style);
}

/** Whether the element makes its text bold or not; null where it does not say. */
export function boldness(name: string, attributes: Map<string, string>): boolean | null {
	const weight = /font-weight\s*:\s*(\w+)/i.exec(attributes.get('style') ?? '')?.[1];
	if (weight !== undefined) return /^(bold|bolder|[6-9]00)$/i.test(weight);
	return /^(b|strong|th|h[1-6])$/.test(name) ? true : null;
}

/** Whether the element has a ground other than white; null where it does not say. */
export function shading(attributes: Map<string, string>): boolean | null {
	const style = attributes.get('style') ?? '';
	const styled = /background(?:-color)?\s*:\s*([^;]+)/i.exec(style)?.[1];
	const ground = (styled ?? attributes.get('bgcolor'))?.trim().toLowerCase();
	if (ground === undefined) return null;
	const none = /^(white|transparent|none|initial|inherit|auto|#fff|#ffffff|window)\b/;
	return !none.test(ground) && !/^rgba?\(255, ?255, ?255|^rgba\(.*, ?0\)$/.test(ground);
}
