/**
 * `npm test [-- NAME …]`: every check in order, the quick ones first; stops at none, so that one
 * run shows all that is wrong, and exits 1 when anything is.
 */
import { spawn } from 'node:child_process';
import { root } from '../src/lib/platform/settings.ts';

const checks: Record<string, string[]> = {
	texts: [
		'paraglide-js',
		'compile',
		'--project',
		'./project.inlang',
		'--outdir',
		'./src/lib/paraglide',
		'--silent'
	],
	format: ['prettier', '--check', '--log-level', 'warn', '.'],
	kit: ['svelte-kit', 'sync'],
	types: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
	lint: ['eslint', '--max-warnings', '0', '.'],
	boundaries: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'cli', 'demo', 'bench'],
	unused: ['knip', '--no-progress'],
	tests: ['vitest', 'run', '--reporter', 'dot'],
	browser: ['playwright', 'test']
};

const wanted = process.argv.slice(2);
const failed: string[] = [];
for (const [name, command] of Object.entries(checks)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	const begin = performance.now();
	console.log(`\n— ${name}`);
	if ((await run(command)) !== 0) failed.push(name);
	console.log(`  ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run([tool, ...args]: string[]): Promise<number> {
	return new Promise((resolve) => {
		const child = spawn(tool!, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
		child.on('error', () => resolve(1));
		child.on('exit', (code) => resolve(code ?? 1));
	});
}
