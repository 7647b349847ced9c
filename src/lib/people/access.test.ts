import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, allowed, mayGive, permissions, roles, type Duty } from './access.ts';
import { printMatrix } from './matrix.ts';

const tree = ['r', 'r.a', 'r.a.s1', 'r.a.s2', 'r.b', 'r.b.s3'];
const duty = fc.record({
	role: fc.constantFrom(...roles),
	path: fc.constantFrom(...tree),
	assigned: fc.subarray(['r.a.s1', 'r.b.s3'])
});

/** What the words of the role table mean, said a second time without the code's shortcuts. */
function oracle(
	duties: Pick<Duty, 'role' | 'path' | 'assigned'>[],
	action: string,
	place: string
): boolean {
	for (const { role, path, assigned } of duties) {
		const reach = permissions[role][action as keyof (typeof permissions)[typeof role]];
		if (!reach) continue;
		const nodes = reach === 'tree' || reach === 'tree-and-up' ? [path] : assigned;
		for (const node of nodes) {
			const down = tree.filter((one) => `${one}.`.startsWith(`${node}.`));
			const up = tree.filter((one) => `${node}.`.startsWith(`${one}.`));
			if (down.includes(place)) return true;
			if ((reach === 'tree-and-up' || reach === 'assigned-and-up') && up.includes(place))
				return true;
		}
	}
	return false;
}

describe('access', () => {
	it('answers as the role table says, for any duties and any place', () => {
		fc.assert(
			fc.property(
				fc.array(duty, { maxLength: 3 }),
				fc.constantFrom(...actions),
				fc.constantFrom(...tree),
				(duties, action, place) => {
					expect(allowed({ duties }, action, place)).toBe(oracle(duties, action, place));
				}
			),
			{ numRuns: 5000 }
		);
	});

	it('lets nobody give a role with an action that he lacks there', () => {
		fc.assert(
			fc.property(
				fc.array(duty, { maxLength: 2 }),
				fc.constantFrom(...roles),
				fc.constantFrom(...tree),
				(duties, role, place) => {
					if (!mayGive({ duties }, role, place)) return;
					for (const action of actions)
						if (permissions[role][action])
							expect(oracle(duties, action, place), `${role} ${action}`).toBe(true);
				}
			),
			{ numRuns: 3000 }
		);
	});

	it('is printed in docs/role-matrix.md', () => {
		const page = readFileSync(new URL('../../../docs/role-matrix.md', import.meta.url), 'utf8');
		expect(page).toBe(printMatrix());
	});
});
