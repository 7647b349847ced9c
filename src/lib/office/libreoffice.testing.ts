import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const answers = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Tests that open a file in LibreOffice are skipped where there is none. */
export const hasLibreOffice = answers('soffice', '--version');

/** Poppler's tools read PDFs independently of the libraries that the project uses. */
export const hasPoppler = answers('pdftotext', '-v');

/** The file as LibreOffice opens and saves it; throws where it cannot be opened. */
export function throughLibreOffice(bytes: Uint8Array, ending: string, to: 'pdf' | 'csv'): Buffer {
	return inFolder((folder) => {
		writeFileSync(join(folder, `paper.${ending}`), bytes);
		const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
		const filter = to === 'csv' ? 'csv:Text - txt - csv (StarCalc):59,34,76' : 'pdf';
		execFileSync(
			'soffice',
			[profile, '--headless', '--convert-to', filter, '--outdir', folder, `paper.${ending}`],
			{ cwd: folder, stdio: 'ignore', timeout: 60_000 }
		);
		const made = readdirSync(folder).find((name) => name === `paper.${to}`);
		if (!made) throw new Error(`LibreOffice could not open the .${ending}`);
		return readFileSync(join(folder, made));
	});
}

/** Text of a PDF by page, as poppler reads it in the order of the layout. */
export function pdfPages(bytes: Uint8Array): string[] {
	return poppler('pdftotext', bytes, '-layout', '-').split('\f').slice(0, -1);
}

/** Output of one of poppler's tools over a PDF; `paper.pdf` comes before `after`. */
export function poppler(
	tool: 'pdftotext' | 'pdfinfo' | 'pdffonts',
	bytes: Uint8Array,
	...options: string[]
): string {
	return inFolder((folder) => {
		const file = join(folder, 'paper.pdf');
		writeFileSync(file, bytes);
		const before = options.filter((option) => option !== '-');
		const after = options.filter((option) => option === '-');
		return execFileSync(tool, [...before, file, ...after], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore']
		});
	});
}

function inFolder<T>(work: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'opora-paper-'));
	try {
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
