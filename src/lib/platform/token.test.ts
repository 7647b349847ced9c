import { expect, it } from 'vitest';
import { openToken, signToken } from './token.ts';

const secret = 'a secret of the test';

it('opens what was signed with the same secret, and nothing else', () => {
	const signed = signToken('abc.def', secret);
	expect(openToken(signed, secret)).toBe('abc.def');
	expect(openToken(signed, 'another')).toBeNull();
	expect(openToken(`x${signed}`, secret)).toBeNull();
	expect(openToken(signed.slice(0, -1), secret)).toBeNull();
	for (const none of ['', '.', 'abc', 'abc.']) expect(openToken(none, secret)).toBeNull();
});
