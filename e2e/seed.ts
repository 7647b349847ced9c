/** Makes the demonstration in OPORA_DATA, for specs to copy, and ends. */
import pg from 'pg';
import { prepare } from '../cli/prepare.ts';
import { startEmbedded } from '../src/lib/platform/embedded/embedded.ts';
import { readSettings } from '../src/lib/platform/settings.ts';

const settings = readSettings();
const server = await startEmbedded(settings.data);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
// copies are thrown away: only a power cut would miss what is not forced to the disk
for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
	await client.query(`alter system set ${name} = off`);
await client.end();
await server.stop();

const { connections } = await prepare(settings);
await connections.stop();
