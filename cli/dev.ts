/** `npm run dev`: the same database, with the sources reloaded as they change. */
import { join } from 'node:path';
import { createServer } from 'vite';
import { endApplication } from '../src/lib/platform/runtime.ts';
import { prepare } from './prepare.ts';

const GRACE_MS = 1500;

const { settings, connections, greeting } = await prepare();
const server = await createServer({
	// several may run beside each other on data of their own
	cacheDir: join(settings.data, 'vite'),
	server: { port: settings.port, host: settings.host, strictPort: true }
});
await server.listen();
server.printUrls();
console.log(greeting);

async function end(): Promise<void> {
	// open pages hold their connections for minutes; nobody waits for them
	await Promise.race([server.close(), new Promise((resolve) => setTimeout(resolve, GRACE_MS))]);
	await endApplication(GRACE_MS);
	await connections.stop();
	process.exit(0);
}
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
