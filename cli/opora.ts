/** `npm run -s opora -- COMMAND …`: data to stdout, messages to stderr; exits 0, 1 (bad input) or 2 (wrong usage). */
const commands: Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>> = {
	found: () => import('./commands/found.ts'),
	identify: () => import('./commands/identify.ts'),
	procedures: () => import('./commands/procedures.ts'),
	read: () => import('./commands/read.ts'),
	term: () => import('./commands/term.ts')
};

const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : commands[name];
if (!command) {
	process.stderr.write(
		`${name === undefined ? 'No command given' : `Unknown command «${name}»`}. Commands: ${Object.keys(commands).join(', ')}\n`
	);
	process.exitCode = 2;
} else {
	process.exitCode = await (await command()).run(args);
}
