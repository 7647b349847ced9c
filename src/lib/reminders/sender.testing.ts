/** A node that does nothing but send, once told to: argv[2] is the database, argv[3] the mail server. */
import { once } from 'node:events';
import { openJobsDatabase } from '../platform/jobs/database.ts';
import { createMailer } from '../platform/mail.ts';
import { sendLetters } from './send.ts';

openJobsDatabase(process.argv[2]!);
const mailer = createMailer(process.argv[3]!, false);
await once(process.stdin, 'data');
for (;;) {
	await sendLetters({ mailer, origin: 'https://opora.example', clock: () => new Date() });
	await new Promise((resolve) => setTimeout(resolve, 20));
}
