import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wordRefusal, wordWarning, type Locale } from '../../src/lib/intake/intake.ts';
import { Refusal } from '../../src/lib/intake/source.ts';
import { readingPool, readIsolated } from '../../src/lib/intake/worker/pool.ts';
import { toContract } from './read/contract.ts';
import { explainPath, localeOfShell } from '../shell.ts';
import { printDraft } from './read/table.ts';

const USAGE = 'opora read FILE [--json] [--lang ru|en]';

interface Options {
	file: string;
	json: boolean;
	locale: Locale;
}

/** `opora read FILE [--json]`: exits 0, 1 when the file holds no readable plan, 2 on wrong usage. */
export async function run(args: string[]): Promise<number> {
	const options = readOptions(args);
	if (!options) {
		process.stderr.write(`${USAGE}\n`);
		return 2;
	}
	const { file, json, locale } = options;
	try {
		const bytes = new Uint8Array(await readFile(file));
		process.env.OPORA_ROOT ??= fileURLToPath(new URL('../../', import.meta.url));
		const { draft } = await readIsolated(bytes, basename(file));
		const said = draft.warnings.map((warning) => wordWarning(warning, locale));
		if (json) process.stdout.write(`${JSON.stringify(toContract(draft, said), null, 2)}\n`);
		else if (draft.measures.length > 0) process.stdout.write(printDraft(draft, said, locale));
		if (draft.measures.length > 0) return 0;
		process.stderr.write(said.map((line) => `${file}: ${line}\n`).join(''));
		return 1;
	} catch (error) {
		process.stderr.write(`${file}: ${explain(error, locale)}\n`);
		return 1;
	} finally {
		readingPool().stop();
	}
}

function readOptions(args: string[]): Options | null {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { json: { type: 'boolean', default: false }, lang: { type: 'string' } }
		});
		const [file, ...rest] = positionals;
		if (file === undefined || rest.length > 0) return null;
		if (values.lang !== undefined && values.lang !== 'ru' && values.lang !== 'en') return null;
		return { file, json: values.json, locale: values.lang ?? localeOfShell() };
	} catch {
		return null;
	}
}

function explain(error: unknown, locale: Locale): string {
	if (error instanceof Refusal) {
		const { what, remedy } = wordRefusal(error.code, error.detail, locale);
		return `${what} ${remedy}`;
	}
	const path = explainPath(error, locale);
	if (path === null) throw error;
	return path;
}
