import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server for tests: keeps every letter that it was given. */
export interface PostOffice {
	port: number;
	/** Letters to an address, the first first, their headers unfolded and their text decoded. */
	to(address: string): string[];
	close(): Promise<void>;
}

/** Listens on `port` of this machine (0: any free one), as a server without sign-in and encryption does. */
export async function openPostOffice(port: number): Promise<PostOffice> {
	const letters: string[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData(stream, _session, callback) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				letters.push(Buffer.concat(parts).toString());
				callback();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		port: (server.server.address() as AddressInfo).port,
		to: (address) => letters.filter((one) => one.includes(`To: ${address}`)).map(decoded),
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

function decoded(letter: string): string {
	const end = letter.indexOf('\r\n\r\n');
	const headers = letter.slice(0, end).replace(/\r\n\s+/g, ' ');
	const body = letter.slice(end + 4);
	const text = /base64/i.test(headers)
		? Buffer.from(body, 'base64').toString()
		: Buffer.from(
				body
					.replace(/=\r\n/g, '')
					.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
						String.fromCharCode(Number.parseInt(hex, 16))
					),
				'latin1'
			).toString();
	return `${headers}\n\n${text}`;
}
