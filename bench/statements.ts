import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { askDatabase } from '../e2e/server.ts';

/** What PostgreSQL itself wrote down of the pages' role during `work`, without begin and commit. */
export async function watchStatements(data: string, work: () => Promise<void>): Promise<string[]> {
	await set(
		data,
		"alter system set log_line_prefix = '%u '",
		"alter system set log_statement = 'all'"
	);
	const log = join(data, 'postgres.log');
	const begin = statSync(log).size;
	await work();
	await set(data, 'alter system reset log_statement', 'alter system reset log_line_prefix');
	return readFileSync(log)
		.subarray(begin)
		.toString()
		.split(/^(?=\w* ?(?:LOG|DETAIL|ERROR|STATEMENT):)/m)
		.filter((line) => /^opora_app LOG: +(statement|execute)/.test(line))
		.map((line) => line.replace(/^.*?: +(statement|execute [^:]*): /s, ''))
		.filter((text) => !/^(begin|commit|rollback)/i.test(text));
}

async function set(data: string, ...settings: string[]): Promise<void> {
	for (const setting of settings) await askDatabase(data, setting);
	await askDatabase(data, 'select pg_reload_conf()');
	// every backend takes it up before its next statement, once the signal has come
	await new Promise((resolve) => setTimeout(resolve, 200));
}
