import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, it, vi } from 'vitest';
import { createMailer, MailFailure } from './mail.ts';

let server: SMTPServer | null = null;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(resolve) : resolve())));

/** A mail server of these habits and its address. */
async function serve(options: SMTPServerOptions): Promise<string> {
	server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });
	server.on('error', () => {});
	await new Promise<void>((resolve) => server!.listen(0, 'localhost', resolve));
	return `smtp://localhost:${(server.server.address() as AddressInfo).port}`;
}

const letter = { to: 'klimova@zarechny.example', subject: 'Сегодня: 2 срока', text: 'Отчёт\n— да' };

async function outcome(url: string): Promise<string> {
	try {
		await createMailer(url, false)(letter);
		return 'sent';
	} catch (error) {
		return error instanceof MailFailure ? error.outcome : String(error);
	}
}

const answer = (code: number) => Object.assign(new Error('no'), { responseCode: code });

it('hands a letter over with its headers', async () => {
	const got: string[] = [];
	const url = await serve({
		onData(stream, _session, done) {
			let text = '';
			stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
			stream.on('end', () => {
				got.push(text);
				done();
			});
		}
	});
	const headers = { 'List-Unsubscribe': `<http://localhost:3000/unsubscribe/${'a'.repeat(90)}>` };
	await createMailer(url, false)({ ...letter, headers, messageId: '<one@opora>' });
	expect(got).toHaveLength(1);
	expect(got[0]).toContain('Message-ID: <one@opora>');
	expect(got[0]!.replace(/\r\n\s/g, '')).toContain(headers['List-Unsubscribe']);
	expect(got[0]).toContain('To: klimova@zarechny.example');
});

it.each([
	[421, 'not-taken'],
	[450, 'not-taken'],
	[550, 'refused']
])('tells what %i for the address means', async (code, means) => {
	const url = await serve({ onRcptTo: (_to, _session, done) => done(answer(code)) });
	expect(await outcome(url)).toBe(means);
});

it.each([
	[451, 'not-taken'],
	[554, 'refused']
])('tells what %i for the content means', async (code, means) => {
	const url = await serve({
		onData(stream, _session, done) {
			stream.resume();
			stream.on('end', () => done(answer(code)));
		}
	});
	expect(await outcome(url)).toBe(means);
});

it('does not give a letter up for what the server has against the sender', async () => {
	const url = await serve({ onMailFrom: (_from, _session, done) => done(answer(553)) });
	expect(await outcome(url)).toBe('not-taken');
});

it('does not know of a letter whose answer never came', async () => {
	const url = await serve({
		onData(stream, session) {
			stream.resume();
			stream.on('end', () => {
				for (const connection of server!.connections)
					if (connection.id === session.id) connection._socket.destroy();
			});
		}
	});
	expect(await outcome(url)).toBe('unknown');
});

it('knows that a server which is away took nothing', async () => {
	expect(await outcome('smtp://localhost:1')).toBe('not-taken');
	const url = await serve({ onConnect: (_session, done) => done(answer(421)) });
	expect(await outcome(url)).toBe('not-taken');
});

it('signs in where the address says so, and may try again when that is refused', async () => {
	const signedIn: string[] = [];
	const url = await serve({
		authOptional: false,
		allowInsecureAuth: true,
		onAuth({ username, password }, _session, done) {
			if (password !== 'p@ss word') return done(new Error('no'));
			signedIn.push(username ?? '');
			done(null, { user: username });
		}
	});
	const as = (password: string) => url.replace('://', `://post:${encodeURIComponent(password)}@`);
	expect(await outcome(as('p@ss word'))).toBe('sent');
	expect(signedIn).toEqual(['post']);
	expect(await outcome(as('wrong'))).toBe('not-taken');
});

it('prints letters of a demonstration without a server, many of them in one line each', async () => {
	const log = vi.spyOn(console, 'log').mockImplementation(() => {});
	await createMailer(null, true)(letter);
	await createMailer(null, true)({ ...letter, isBulk: true });
	expect(log.mock.calls.map(([line]) => String(line).split('\n').length)).toEqual([3, 1]);
	log.mockRestore();
	await expect(createMailer(null, false)(letter)).rejects.toThrow('SMTP_URL');
});
