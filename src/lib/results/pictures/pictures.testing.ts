/** For tests of pictures: all shapes of one, and whether its file is well-formed. */
import { SaxesParser } from 'saxes';
import type { Shape } from './drawing.ts';

/** The picture and every shape in it. */
export function walk(of: Shape): Shape[] {
	return [of, ...of.children.flatMap(walk)];
}

/** How many elements a well-formed text has; throws where it is not. */
export function parseXml(text: string): number {
	let count = 0;
	const parser = new SaxesParser();
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', () => count++);
	parser.write(text).close();
	return count;
}
