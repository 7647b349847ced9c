/** Turns old formats into Office Open XML by LibreOffice, where it is installed. */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { limits } from '../limits.ts';
import { Refusal } from '../source.ts';

const programs = ['soffice', 'libreoffice'];

/** Macros are not run, and nothing that a document links to is fetched from outside. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${[
	['DisableMacrosExecution', 'true'],
	['MacroSecurityLevel', '3'],
	['BlockUntrustedRefererLinks', 'true'],
	['DisableActiveContent', 'true']
]
	.map(
		([name, value]) =>
			`<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`
	)
	.join('\n')}
</oor:items>`;

/** Told of each process group of LibreOffice when it begins and when it has ended. */
type Watcher = (group: number, running: boolean) => void;
let watcher: Watcher = () => {};

/** Lets a reading process tell its owner what must be stopped with it. */
export function watchConversions(own: Watcher): void {
	watcher = own;
}

/**
 * Bytes of a document in another format.
 * Each conversion has a profile of its own: two at a time would lock each other out.
 * @throws Refusal needs-libreoffice, conversion-failed, time-out
 */
export async function convert(
	bytes: Uint8Array,
	from: string,
	to: 'docx' | 'xlsx' | 'doc'
): Promise<Uint8Array> {
	const program = findProgram();
	if (!program) throw new Refusal('needs-libreoffice', from);
	const folder = await mkdtemp(join(tmpdir(), 'opora-convert-'));
	try {
		const input = join(folder, `input.${from}`);
		await writeFile(input, bytes, { mode: 0o600 });
		await mkdir(join(folder, 'profile/user'), { recursive: true });
		await writeFile(join(folder, 'profile/user/registrymodifications.xcu'), settings);
		await run(program, folder, input, to);
		return await readFile(join(folder, `input.${to}`)).catch(() => {
			throw new Refusal('conversion-failed', from);
		});
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Whether old formats can be read on this machine. */
export function canConvert(): boolean {
	return findProgram() !== null;
}

function findProgram(): string | null {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		for (const name of programs) {
			const path = join(folder, name);
			try {
				accessSync(path, constants.X_OK);
				return path;
			} catch {
				continue;
			}
		}
	}
	return null;
}

function run(program: string, folder: string, input: string, to: string): Promise<void> {
	const profile = pathToFileURL(join(folder, 'profile')).href;
	const child = spawn(
		program,
		[
			`-env:UserInstallation=${profile}`,
			'--headless',
			'--norestore',
			'--nolockcheck',
			'--convert-to',
			to,
			'--outdir',
			folder,
			input
		],
		{ cwd: folder, env: { PATH: process.env.PATH, HOME: folder }, stdio: 'ignore', detached: true }
	);
	return new Promise((resolve, reject) => {
		const stop = (): void => {
			try {
				if (child.pid) process.kill(-child.pid, 'SIGKILL');
			} catch {
				// It ended by itself in the meantime.
			}
		};
		// It must not outlive the process that began it.
		process.once('exit', stop);
		const timer = setTimeout(() => {
			stop();
			reject(new Refusal('time-out', String(limits.conversionSeconds)));
		}, limits.conversionSeconds * 1_000);
		if (child.pid) watcher(child.pid, true);
		child.once('error', () => {
			clearTimeout(timer);
			process.off('exit', stop);
			reject(new Refusal('conversion-failed'));
		});
		child.once('exit', () => {
			clearTimeout(timer);
			process.off('exit', stop);
			stop();
			if (child.pid) watcher(child.pid, false);
			resolve();
		});
	});
}
