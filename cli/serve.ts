/** `npm start`: database, migrations, demonstration, web server; Ctrl-C ends them in order. */
import { createServer } from 'node:http';
import { AlreadyRunning } from '../src/lib/platform/embedded/embedded.ts';
import { endApplication } from '../src/lib/platform/runtime.ts';
import { prepare, type Prepared } from './prepare.ts';

const GRACE_MS = 1000;
const JOBS_GRACE_MS = 1500;

let prepared: Prepared;
try {
	prepared = await prepare();
} catch (error) {
	console.error(error instanceof AlreadyRunning ? `${error.message}.` : error);
	process.exit(1);
}
const { settings, connections, greeting } = prepared;

process.env.PROTOCOL_HEADER = 'x-opora-protocol';
process.env.HOST_HEADER = 'x-opora-host';
// one page takes large files in pieces; src/hooks.server.ts holds all others to 30 MB
process.env.BODY_SIZE_LIMIT ??= '210M';
const { handler } = (await import('../build/handler.js' as string)) as {
	handler: (request: unknown, response: unknown, next: () => void) => void;
};

const origin = settings.origin ? new URL(settings.origin) : null;
const server = createServer(
	// a file of 20 MB takes eleven minutes on a line of 256 kbit/s
	{ requestTimeout: 900_000, headersTimeout: 15_000 },
	(request, response) => {
		// the public address is a setting, or what the browser asked for: never a forwarded header
		const protocol = origin ? origin.protocol.slice(0, -1) : 'http';
		const host = origin ? origin.host : (request.headers.host ?? 'localhost');
		request.headers['x-opora-protocol'] = protocol;
		request.headers['x-opora-host'] = host;
		// mail programs turn letters off by a form from nowhere (RFC 8058); its secret is all it needs
		if (request.url?.startsWith('/unsubscribe/')) request.headers.origin = `${protocol}://${host}`;
		handler(request, response, () => response.writeHead(404).end());
	}
);

server.on('error', async (error: NodeJS.ErrnoException) => {
	console.error(
		error.code === 'EADDRINUSE'
			? `Port ${settings.port} is taken. Choose another: PORT=3001 npm start`
			: error.message
	);
	await connections.stop();
	process.exit(1);
});
server.listen(settings.port, settings.host, () => {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : settings.port;
	console.log(
		`\nОпора: ${settings.origin ?? `http://localhost:${port}`}\n${greeting}\nCtrl-C ends it.`
	);
});

let ending = false;
async function end(): Promise<void> {
	if (ending) return;
	ending = true;
	server.close();
	server.closeIdleConnections();
	await Promise.race([
		new Promise((resolve) => server.once('close', resolve)),
		new Promise((resolve) => setTimeout(resolve, GRACE_MS))
	]);
	server.closeAllConnections();
	process.emit('sveltekit:shutdown' as never, 'SIGTERM' as never);
	await endApplication(JOBS_GRACE_MS);
	await connections.stop();
	process.exit(0);
}
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
