/** Words that only the end of a narrow line cut, as LibreOffice prints them. */

import { expect, test } from 'vitest';
import { makeLine } from './lines.ts';
import { joinLines } from './text.ts';
import type { Word } from './words.ts';

const LETTER = 5;

/** A line of words, each letter 5 points wide, from x = 0; a space follows where `text` ends so. */
function line(text: string, base: number) {
	let x = 0;
	const words = text
		.trimEnd()
		.split(' ')
		.map((part, index, all): Word => {
			const [start, end] = [x, x + part.length * LETTER];
			x = end + LETTER / 2;
			const box = { x0: start, x1: end, y0: base - 8, y1: base + 2 };
			return {
				...box,
				text: part,
				turn: 0,
				base,
				start,
				end,
				size: 10,
				bold: false,
				spaceBefore: index > 0,
				spaceAfter: index < all.length - 1 || text.endsWith(' '),
				order: index,
				artifact: false
			};
		});
	return makeLine(words);
}

function join(...texts: string[]): string {
	const lines = texts.map((text, index) => line(text, 20 + index * 12));
	const roomEnd = Math.max(...lines.map((each) => each.x1)) + 1;
	return joinLines(lines, roomEnd, { known: new Set(), spacesAtEnds: true });
}

test.each([
	['Ежемесячн', 'о', 'Ежемесячно'],
	['муниципальног', 'о района', 'муниципального района'],
	['отдельном', 'у графику', 'отдельному графику'],
	['Муниципальна', 'я рабочая', 'Муниципальная рабочая'],
	['Укомплектован', 'ность', 'Укомплектованность'],
	['администраци', 'и', 'администрации'],
	['15.03.202', '4', '15.03.2024'],
	['methodist@zarec', 'hie.ru', 'methodist@zarechie.ru']
])('«%s» above «%s» is one word', (above, below, whole) => {
	expect(join(above, below)).toBe(whole);
});

test.each([
	['Управление ', 'образования'],
	['необъективных', 'результатов'],
	['общественно-значимую', 'деятельность'],
	['Администрация', 'школы'],
	['Подготовка', 'о работе']
])('«%s» above «%s» are two words', (above, below) => {
	expect(join(above, below)).toBe(`${above.trim()}\n${below}`);
});
