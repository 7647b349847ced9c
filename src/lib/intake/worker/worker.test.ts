import { afterAll, expect, it } from 'vitest';
import { docxOf, p, tbl, tc, tr } from '../files/samples.ts';
import { readIsolated, readingPool } from './pool.ts';

afterAll(() => readingPool().stop());

it('reads, refuses and reads again in the reading process', async () => {
	const row = (cells: string[]) => tr(cells.map((text) => tc(text)));
	const plan = docxOf(
		p('Дорожная карта на 2026 год') +
			tbl([
				row(['№', 'Мероприятие', 'Срок', 'Ответственный']),
				row(['1', 'Анализ результатов', 'март', 'Директор'])
			])
	);
	const first = await readIsolated(plan, 'план.docx');
	expect(first.document.format).toBe('docx');
	expect(first.draft.measures).toMatchObject([{ number: '1', text: 'Анализ результатов' }]);
	const picture = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0]);
	await expect(readIsolated(picture, 'план.docx')).rejects.toMatchObject({
		name: 'Refusal',
		code: 'picture'
	});
	expect((await readIsolated(plan, 'план.docx')).draft.measures).toHaveLength(1);
});
