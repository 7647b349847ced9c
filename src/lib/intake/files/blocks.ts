import type { Block } from '../source.ts';

/**
 * Gives tables their numbers in reading order; paragraphs that came out of cells and so have no
 * line of their own take that of the paragraph before them.
 */
export function numberBlocks(blocks: Block[]): Block[] {
	let number = 0;
	let line = 1;
	for (const block of blocks) {
		if (block.kind === 'table') block.number = ++number;
		else block.line = line = block.line || line;
	}
	return blocks;
}
