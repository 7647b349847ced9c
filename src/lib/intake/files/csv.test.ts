import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { drawn, paragraphsIn, tablesIn } from './samples.ts';

const table = (text: string) => drawn(tablesIn(readCsv(text))[0]);

describe('separated text', () => {
	it.each([
		['semicolons', '№;Мера;Срок\r\n1;Анализ, свод;май\r\n'],
		['commas', '№,Мера,Срок\n1,"Анализ, свод",май'],
		['tabs', '\ufeff№\tМера\tСрок\n1\tАнализ, свод\tмай'],
		['bars', '№|Мера|Срок\r1|Анализ, свод|май'],
		['what Excel names', 'sep=;\n№;Мера;Срок\n1;Анализ, свод;май']
	])('is parted by %s', (_, text) => {
		expect(table(text)).toEqual([
			'0+1:№ | 1+1:Мера | 2+1:Срок',
			'0+1:1 | 1+1:Анализ, свод | 2+1:май'
		]);
	});

	it('keeps quotes, separators and line ends inside of quoted fields', () => {
		expect(table('а;б\n"раз; ""два""\nтри";"x"')).toEqual([
			'0+1:а | 1+1:б',
			'0+1:раз; "два"\nтри | 1+1:x'
		]);
	});

	it('does not swallow the file after a quote that never closes', () => {
		expect(table('а;б\n"раз;два\nтри;четыре')).toEqual([
			'0+1:а | 1+1:б',
			'0+1:"раз | 1+1:два',
			'0+1:три | 1+1:четыре'
		]);
	});

	it('makes paragraphs of lines around the table and keeps the numbers of records', () => {
		const document = readCsv('План на год;;\n;;\n№;Мера;Срок\n1;Анализ;май\n;;\nДиректор;;\n');
		expect(paragraphsIn(document)).toEqual(['План на год', 'Директор']);
		expect(tablesIn(document)[0]!.rows.map(({ number }) => number)).toEqual([3, 4]);
	});

	it('reads lines without any separator as paragraphs', () => {
		expect(paragraphsIn(readCsv('раз\nдва'))).toEqual(['раз', 'два']);
	});

	it.each([
		['', 'empty'],
		[';;\n;;', 'empty'],
		['а;б\n'.repeat(20_001), 'too-many-rows'],
		['слово '.repeat(20_000), 'too-large']
	])('refuses %.10s', (text, code) => {
		expect(() => readCsv(text)).toThrow(expect.objectContaining({ name: 'Refusal', code }));
	});
});
