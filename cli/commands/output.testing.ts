import { afterEach, beforeEach, vi } from 'vitest';

/** What a command prints in a test, gathered instead of shown; empty at the beginning of each. */
export function gatherOutput(): { out: string; errors: string } {
	const gathered = { out: '', errors: '' };
	beforeEach(() => {
		gathered.out = gathered.errors = '';
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
			gathered.out += String(text);
			return true;
		});
		vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
			gathered.errors += String(text);
			return true;
		});
	});
	afterEach(() => vi.restoreAllMocks());
	return gathered;
}
