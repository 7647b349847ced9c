/**
 * A picture as a tree of SVG elements: pages draw it with `Drawing.svelte`, documents take it as text.
 * Colours are greys and one blue by attribute; a page may set others by class.
 */

export interface Shape {
	name:
		| 'svg'
		| 'g'
		| 'line'
		| 'rect'
		| 'circle'
		| 'polyline'
		| 'polygon'
		| 'path'
		| 'text'
		| 'pattern'
		| 'defs';
	attributes: Record<string, string | number>;
	children: Shape[];
	/** Of a `text`. */
	text: string;
}

export function shape(
	name: Shape['name'],
	attributes: Shape['attributes'],
	children: Shape[] = []
): Shape {
	return { name, attributes: rounded(attributes), children, text: '' };
}

export function label(text: string, attributes: Shape['attributes']): Shape {
	return { name: 'text', attributes: rounded(attributes), children: [], text };
}

/** A whole picture with the sentence that stands for it where it is not seen. */
export function picture(width: number, height: number, sentence: string, children: Shape[]): Shape {
	return shape(
		'svg',
		{
			...{ xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}` },
			...{ role: 'img', 'aria-label': sentence, class: 'picture' }
		},
		children
	);
}

function rounded(attributes: Shape['attributes']): Shape['attributes'] {
	return Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [
			name,
			typeof value === 'number' ? Math.round(value * 10) / 10 : value
		])
	);
}

/** The picture as a file of its own: for documents. */
export function toSvg({ name, attributes, children, text }: Shape): string {
	const written = Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
		.join('');
	const inside = escaped(text) + children.map(toSvg).join('');
	return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** What pictures are drawn with; each differs from the others by lightness or stroke as well. */
export const ink = {
	text: '#505c6a',
	strong: '#121920',
	line: '#dce1e8',
	band: '#dfe7fb',
	own: '#2f52c4'
};
/** Heat by step: lightness falls evenly. */
export const heat = [
	{ ground: '#e6ecf5', ink: '#38434f' },
	{ ground: '#a9bddd', ink: '#121920' },
	{ ground: '#41629c', ink: '#ffffff' }
] as const;
export const font = {
	'font-family': "Inter Variable, Inter, 'PT Serif', Arial, sans-serif",
	'font-size': 11
};
