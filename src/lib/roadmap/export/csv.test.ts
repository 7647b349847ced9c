import { describe, expect, it } from 'vitest';
import { hasLibreOffice, throughLibreOffice } from '../../office/libreoffice.testing.ts';
import { roadmapCsv } from './csv.ts';
import { sampleMeasure, sampleSnapshot } from './sample.testing.ts';

const csvOf = (text: string) => roadmapCsv(sampleSnapshot({ measures: [sampleMeasure({ text })] }));

describe('CSV', () => {
	it('begins with a byte order mark, parts by semicolons and ends lines with CRLF', () => {
		const csv = csvOf('Сбор');
		expect(csv.startsWith('\ufeffПриложение;;;;\r\n')).toBe(true);
		expect(csv).toContain('\r\n1;Сбор;Октябрь;Ермакова Н. В.;Данные внесены в три раздела\r\n');
	});

	it('quotes what needs it', () => {
		expect(csvOf('раз; "два"\nтри')).toContain(';"раз; ""два""\nтри";');
	});

	it.each(['=1+1', '+7 900', '-план', '@SUM(A1)', ' =1', '\t=1', '＝1', '=HYPERLINK("x";"y")'])(
		'never begins a field with what is taken for a formula: %s',
		(text) => {
			expect(csvOf(text)).not.toMatch(/(^|[;"\n])[ ]*[=+\-@＝]/m);
			expect(csvOf(text)).toContain(`"\t${text.replaceAll('"', '""')}`);
		}
	);

	it.skipIf(!hasLibreOffice)(
		'opens in a spreadsheet as text',
		() => {
			const shown = throughLibreOffice(Buffer.from(csvOf('=1+41')), 'csv', 'pdf');
			expect(shown.length).toBeGreaterThan(0);
		},
		90_000
	);
});
