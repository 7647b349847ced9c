/** Migrates the database at argv[2] and prints the name of each file as it begins, until killed. */
import { writeSync } from 'node:fs';
import { migrate } from '../migrate.ts';

await migrate(process.argv[2]!, (name) => writeSync(1, `${name}\n`));
