/**
 * `npm test [-- NAME …]`: every check, the browser last; stops at none, so that one run shows all
 * that is wrong, and exits 1 when anything is.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../src/lib/platform/settings.ts';

const checks: Record<string, string[]> = {
	texts: [
		'paraglide-js',
		'compile',
		'--project',
		'./project.inlang',
		'--outdir',
		'./src/lib/paraglide',
		'--output-structure',
		'locale-modules',
		'--silent'
	],
	kit: ['svelte-kit', 'sync'],
	format: ['prettier', '--check', '--log-level', 'warn', '.'],
	types: ['svelte-check', '--tsgo', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
	lint: ['eslint', '--max-warnings', '0', '.'],
	boundaries: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'cli', 'demo', 'bench'],
	unused: ['knip', '--no-progress'],
	tests: ['vitest', 'run', '--reporter', 'dot'],
	browser: ['playwright', 'test']
};

/**
 * Checks that change nothing that another reads: as many at once as there are processors. The longest
 * begins first; it waits often, and the others use the time.
 */
const beside = ['tests', 'types', 'lint', 'format', 'boundaries', 'unused'];

const wanted = process.argv.slice(2);
const names = Object.keys(checks).filter((name) => wanted.length === 0 || wanted.includes(name));
/** How much of a failed check is told again at the end: long runs are read from there. */
const TOLD_AGAIN = 6_000;
/** What failed, with what it printed. */
const failed = new Map<string, string>();
const queue = beside.filter((name) => names.includes(name));
/** Whether lines of several checks would mix. */
const mixed = queue.length > 1;
// svelte-check would go on finding faults in pages that were taken away
rmSync(join(root, '.svelte-kit/.svelte-check'), { recursive: true, force: true });
for (const name of names.filter((one) => one === 'texts' || one === 'kit')) await check(name);
await Promise.all(
	Array.from({ length: availableParallelism() }, async () => {
		for (let name = queue.shift(); name; name = queue.shift()) await check(name);
	})
);
if (names.includes('browser')) await check('browser');
for (const [name, printed] of failed)
	console.log(`\n— ${name} failed, its end again:\n${recap(printed)}`);
console.log(
	failed.size === 0 ? '\nAll checks passed.' : `\nFailed: ${[...failed.keys()].join(', ')}`
);
process.exitCode = failed.size === 0 ? 0 : 1;

/** Runs one check; those that run beside others print when they are done, so that lines stay apart. */
async function check(name: string): Promise<void> {
	const begin = performance.now();
	const later = mixed && beside.includes(name);
	if (!later) console.log(`\n— ${name}`);
	const { code, printed } = await run(checks[name]!, later);
	if (later) console.log(`\n— ${name}\n${printed}`);
	console.log(`  ${((performance.now() - begin) / 1000).toFixed(1)} s`);
	if (code !== 0) failed.set(name, printed);
}

/** The names of failed tests and the last lines. */
function recap(printed: string): string {
	const names = printed.split('\n').filter((line) => /^\W*FAIL\b/.test(line));
	return [...new Set(names), printed.slice(-TOLD_AGAIN)].join('\n');
}

function run(
	[tool, ...args]: string[],
	collect: boolean
): Promise<{ code: number; printed: string }> {
	return new Promise((resolve) => {
		let printed = '';
		const child = spawn(tool!, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8');
			stream.on('data', (part: string) => {
				printed += part;
				if (!collect) process.stdout.write(part);
			});
		}
		child.on('error', () => resolve({ code: 1, printed: `${tool} could not be started` }));
		child.on('close', (code) => resolve({ code: code ?? 1, printed }));
	});
}
