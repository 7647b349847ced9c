/** Owns the embedded database at argv[2], writes rows and prints each acknowledged one, until killed. */
import pg from 'pg';
import { startEmbedded } from '../embedded/embedded.ts';

const server = await startEmbedded(process.argv[2]!);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query('create table if not exists written (n integer primary key)');
for (let n = 0; ; n++) {
	await client.query('insert into written values ($1)', [n]);
	process.stdout.write(`${n}\n`);
}
