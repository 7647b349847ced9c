// Runs on any Node ≥ 18 from a bare clone: installs what is missing, then hands over to the pinned
// Node. `node cli/bootstrap.mjs SCRIPT.ts [--build] [--browser] [-- ARGS]`; messages go to stderr.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(`${text}\n`);
const pinned = join(root, 'node_modules/node/bin/node');

const [script, ...rest] = process.argv.slice(2);
const wantsBuild = rest[0] === '--build';
const wantsBrowser = rest[0] === '--browser';
const args = rest.filter((argument, place) => place > 0 || !/^--(build|browser)$/.test(argument));

install();
if (wantsBrowser) installBrowser();
if (wantsBuild) build();
handOver();

function install() {
	const lock = readFileSync(join(root, 'package-lock.json'));
	const wanted = createHash('sha256').update(lock).digest('hex');
	const stamp = join(root, 'node_modules/.opora-installed');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(pinned)) return;
	say('Installing the packages that Opora needs (once)…');
	const npm = process.env.npm_execpath;
	const command = npm ? [process.execPath, npm] : ['npm'];
	const installed = spawnSync(
		command[0],
		[...command.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
		{ cwd: root, stdio: ['ignore', 2, 2] }
	);
	if (installed.status !== 0) fail('The packages could not be installed; see above.');
	if (!existsSync(pinned)) linkPinnedNode();
	writeFileSync(stamp, wanted);
}

// `node` brings its binary by an install script; where these are switched off, npm fetches it here
function linkPinnedNode() {
	const { version } = JSON.parse(
		readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')
	);
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const npm = process.env.npm_execpath;
	const command = npm ? [process.execPath, npm] : ['npm'];
	const fetched = spawnSync(
		command[0],
		[
			...command.slice(1),
			'install',
			'--no-save',
			'--no-package-lock',
			'--prefix',
			join(root, 'node_modules/node'),
			`${name}@${version}`
		],
		{ cwd: root, stdio: ['ignore', 2, 2] }
	);
	const binary = join(root, 'node_modules/node/node_modules', name, 'bin/node');
	if (fetched.status !== 0 || !existsSync(binary)) fail(`Node ${version} could not be installed.`);
	mkdirSync(dirname(pinned), { recursive: true });
	writeFileSync(pinned, readFileSync(binary), { mode: 0o755 });
}

function installBrowser() {
	if (existsSync('/usr/bin/chromium')) return;
	say('Installing Chromium from Debian for the tests in a browser (once)…');
	const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	for (const step of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', 'chromium']
	]) {
		const [command, ...more] = [...sudo, 'apt-get', ...step];
		spawnSync(command, more, {
			stdio: ['ignore', 2, 2],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
		});
	}
	if (!existsSync('/usr/bin/chromium'))
		fail(
			'/usr/bin/chromium is missing and could not be installed: run «apt-get install chromium».'
		);
}

function build() {
	const sources = [
		'src',
		'messages',
		'static',
		'project.inlang/settings.json',
		'vite.config.ts',
		'package-lock.json'
	];
	const sum = createHash('sha256');
	for (const source of sources)
		for (const file of filesIn(join(root, source))) {
			const { mtimeMs, size } = statSync(file);
			sum.update(`${relative(root, file)} ${mtimeMs} ${size}\n`);
		}
	const wanted = sum.digest('hex');
	const stamp = join(root, 'build/.stamp');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	say('Building Opora…');
	const built = spawnSync(
		pinned,
		['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
		{
			cwd: root,
			stdio: ['ignore', 2, 2]
		}
	);
	if (built.status !== 0) fail('Opora could not be built; see above.');
	writeFileSync(stamp, wanted);
}

function filesIn(path) {
	if (!statSync(path).isDirectory()) return [path];
	// what the build itself writes must not make the next build necessary
	if (path === join(root, 'src/lib/paraglide')) return [];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesIn(join(path, name)));
}

function handOver() {
	// pages live for milliseconds: a large room for young objects only fills memory (decision 31)
	const heap = wantsBuild ? ['--max-semi-space-size=8', '--heap-growing-percent=20'] : [];
	const child = spawn(
		pinned,
		['--disable-warning=ExperimentalWarning', ...heap, join(root, script), ...args],
		{
			stdio: 'inherit',
			env: {
				...process.env,
				OPORA_ROOT: root,
				PATH: `${dirname(pinned)}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`
			}
		}
	);
	// Ctrl-C reaches the child by itself; this process only waits for its orderly end
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

function fail(text) {
	say(text);
	process.exit(1);
}
