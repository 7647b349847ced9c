/** A node that does nothing but send: argv[2] is the database, argv[3] the mail server. */
import { openJobsDatabase } from '../platform/jobs/database.ts';
import { createMailer } from '../platform/mail.ts';
import { sendLetters } from './send.ts';

openJobsDatabase(process.argv[2]!);
const mailer = createMailer(process.argv[3]!, false);
process.stdout.write('ready\n');
for (;;) {
	await sendLetters({ mailer, origin: 'https://opora.example', clock: () => new Date() });
	await new Promise((resolve) => setTimeout(resolve, 20));
}
