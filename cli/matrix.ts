/** `npm run matrix`: writes the role table into docs/role-matrix.md. */
import { writeFileSync } from 'node:fs';
import { printMatrix } from '../src/lib/people/matrix.ts';

writeFileSync(new URL('../docs/role-matrix.md', import.meta.url), printMatrix());
