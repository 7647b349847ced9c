/** Files of an import: the one that came, the same with its errors, and the template. */

import type { Readable } from 'node:stream';
import { getLocale } from '#lib/paraglide/runtime.js';
import { writeXlsx } from '../../office/xlsx.ts';
import { allowed, type Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { openStored } from '../../platform/files.ts';
import { isId } from '../ids.ts';
import { importLimits } from './limits.ts';
import * as store from './store.ts';
import { actingOf } from './upload.ts';
import { problemView } from './view.ts';
import { ReadingProcess } from './worker/process.ts';

async function readable(
	actor: Actor,
	id: string
): Promise<{ found: store.StoredImport; problems: Parameters<typeof problemView>[0][] }> {
	return act(actingOf(actor), async (db) => {
		const found = isId(id) ? await store.findImport(db, id) : null;
		if (!found) throw new NotFound('not_found');
		if (!allowed(actor, 'results.edit', found.path)) throw new Forbidden('error_forbidden');
		return { found, problems: await store.findProblems(db, id, 0, importLimits.problems) };
	});
}

/** The file as it came. Throws `NotFound` where it is not kept: rows of single pupils are not. */
export async function openOriginal(
	actor: Actor,
	id: string
): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
	const { found } = await readable(actor, id);
	if (found.kind === 'pupils') throw new NotFound('not_found');
	return { name: found.fileName, body: await openStored(found.fileHash) };
}

/** The same table with a first column «Ошибка». Throws `Conflict` where there are no errors. */
export async function openMended(
	actor: Actor,
	id: string
): Promise<{ name: string; body: Readable }> {
	const { found, problems } = await readable(actor, id);
	if (found.state !== 'faulty') throw new Conflict('results_not_open', null);
	const errors = problems.map((problem) => {
		const { sheet, row, column, text } = problemView(problem, getLocale());
		return { sheet, row, text: column === '' ? text : `${column}: ${text}` };
	});
	const mappings = await act(actingOf(actor), (db) => store.findMappings(db, found.path));
	const signatures = mappings.map(([signature]) => signature);
	const file = await openStored(found.fileHash);
	const reader = new ReadingProcess();
	const body = reader.mend({ kind: 'mend', errors, signatures }, file);
	body.once('close', () => reader.end());
	return { name: mendedName(found.fileName), body };
}

/** «итоги.xlsx» → «итоги – ошибки.xlsx»; text comes back as CSV. */
function mendedName(name: string): string {
	const [, base, ending] = /^(.*?)(\.[^.]*)?$/s.exec(name)!;
	const word = getLocale() === 'ru' ? 'ошибки' : 'errors';
	return `${base} – ${word}${/^\.(xlsx|xlsm)$/i.test(ending ?? '') ? '.xlsx' : '.csv'}`;
}

const templateHead = [
	...['Код ОО', 'Школа', 'Год', 'Процедура', 'Участников', 'Не преодолели порог'],
	...['Получили «2»', 'Получили «3»', 'Получили «4»', 'Получили «5»']
];

/** An empty table with the heads that Opora knows, as a workbook or as text. */
export function writeTemplate(format: 'xlsx' | 'csv'): Uint8Array {
	if (format === 'csv') return Buffer.from(`\ufeff${templateHead.join(';')}\r\n`);
	const widths = [20, 60, 14, 60, 22, 26, 20, 20, 20, 20];
	return writeXlsx({
		title: 'Результаты оценочных процедур',
		parts: [
			{
				orientation: 'landscape',
				leftMargin: 20,
				blocks: [
					{
						kind: 'table',
						columns: widths.map((width) => ({ width, align: 'left' })),
						head: [templateHead.map((text) => ({ text }))],
						rows: []
					}
				]
			}
		]
	});
}
