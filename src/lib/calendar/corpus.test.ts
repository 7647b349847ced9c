import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTerm } from './calendar.ts';
import { PLANS, comparable, expectation } from './testing/expectation.ts';
import type { PlanName } from './testing/expectation.ts';

/** The field's own phrases lie beside the project and are never copied into it. */
const FILE = new URL('../../../../shared/corpus/term-phrases.txt', import.meta.url);

/** What the phrases mean, line by line, in the notation of `expectation`. */
const MEANINGS = `
D @-03 ; D @-05 ; D @-04~05 ; X ; D @-02 ; D @-05~09 ; D P ; R quarterly 4,5,16 ; R monthly 12,12,48 ; R half-yearly 2,3,8
D 2021 ; D 2021-02 ; D 2021/2024 ; D 2021/2024 ; D 2021/2024 ; D @-09 ; X P ; D @-08~09 ; D P ; D @-09
D @-12~05 ; D @-10 ; X ; X ; D @-08 ; C P ; X P ; X ; D @-01 ; D @-04
D @-10 @-01 @-03 @-06 ; X ; R yearly 1,1,4 ; D <2024-12-31 ; D P ; D @-11 ; D @-03~10 ; D @-02 ; D 2021-09 | D 2021-09 | D @-09 ; D <2024-12-31
D 2020-08 ; D 2020-05/2020-06 ; D 2020-09 ; D 2020-10 ; D 2020-06/2020-12 ; D 2020-10/2020-12 ; D 2020-12 ; D 2020 ; D 2021 ; D 2021-01
D 2021 ; D 2021-04 ; D 2021-04/2021-05 2021-09 2021-12 ; D 2021-04 2021-11 ; D 2021-11 ; D 2021 ; D 2022 ; D 2022-08/2022-09 ; D 2022-04 2022-11 ; D 2022-11
D 2022-04 2022-10/2022-12 ; D 2021-04 2021-10/2021-12 ; D 2022-09/2022-11 ; D 2022-11/2022-12 ; D 2021 ; E ; E ; R weekly 53,53,210 ; R every-4-weeks 14,14,53 ; B
B ; E ; E ; D 2021-11/2021-12 ; D 2022 ; D 2015-07/2015-08 ; D <2015-08-10 ; C P ; N ; D 2014-01/2014-02
R monthly 12,12,48 ; D 2014-01/2014-05 ; X ; X ; D 2020-11-10 ; D 2021-08 ; D 2021/2023 ; D 2020-09 ; D 2020-09-01/2021-08-31 ; D 2019
D 2019-10-01 ; R monthly 12,12,48 ; R yearly 1,1,4 ; D 2008/2010 ; R monthly 36,36,36 ; D 2007/2010 ; D @-01~03 ; D @-04~06 ; D @-07~09 ; D @-10~12
D 2011/2013 ; D <2013-12-31 ; R yearly 1,1,4 ; R yearly 1,1,4 ; E ; D <2020-12-31 ; R yearly 1,1,4 ; D P ; D 2022-02 | D 2021-02 | R yearly 4,4,4 ; D 2022-01-01 | D 2021-01-01 | R yearly 4,4,4
D <2019-10-25 ; D 2019-10-28 ; D <2012-08-31 ; D 2012-09-01/2013-02-28 ; E ; D 2026 2027 2028 ; D 2014/2020 ; D 2015/2019 ; D 2026/2030 ; D 2025/2027
D <2020-12-31 ; D <2024-02-09 ; D <2024-02-14 ; D <2023-02-03 ; D <2023-02-09 ; D 2023-02-06/2023-05-30 ; D 2023-03-01/2023-05-26 ; D 2023-02-21 ; E ; E
E ; E ; E ; D 2025-04-11/2025-05-16 ; D @-04-20~05-20 ; D @-04-11~05-16 ; D 2020-09/2020-10 ; D 2022-09-19/2022-10-24 ; D <@-09-05 ; D @-09-19~10-24
D <@-09-05 ; D <@-05-25 ; D <@-05-31 ; D <@-03-22 ; D 2021-02-10 | D 2021-02-10 | R yearly 2021-02-10 2022-02-09 2023-02-08 2024-02-14 ; D 2021-03-10 | D 2021-03-10 | R yearly 2021-03-10 2022-03-09 2023-03-15 2024-03-13 ; D 2021-05-17 | D 2021-05-17 | R yearly 2021-05-17 2022-05-16 2023-05-15 2024-05-06 ; D 2021-05-24 | D 2021-05-24 | D 2023-05-24 ; D 2021-04-19 | D 2021-04-19 | R yearly 2021-04-19 2022-04-18 2023-04-17 2024-04-15 ; D 2021-02-10 | D 2021-02-10 | R yearly 2021-02-10 2022-02-09 2023-02-08 2024-02-14
D 2021-03-10 2021-04-19 | D 2021-03-10 2021-04-19 | R yearly 8,8,8 ; D 2024-02-14 ; D 2024-04-15 ; D 2021-03-10 2021-05-17 | D 2021-03-10 2021-05-17 | R yearly 8,8,8 ; E ; D <2024-01-31 ; E ; D @-05-26~07-01 ; D @-09-06~09-19 ; D @-05-21~06-30
D @-05~07 @-09 ; R daily 365,365,1461 ; D 2023-09-01/2023-09-07 ; X ; D <@-08-28 ; D 2023-09-04 | D 2023-09-04 | D 2023-09-04/2024-12-31 ; D 2023-09-01 ; D <2021-11-18 ; D <2021-11-19 ; D 2022-08
D 2022/2027 ; D 2022/2027 ; D 2022-08 2023-08 ; R yearly 1,1,2 ; D 2022/2028 ; D 2021/2023 ; D 2020-09-01/2024-08-31 ; D 2025/2028 ; D @-09-01 ; R weekly 52,52,209
D @-09-03 ; D @-10-02~10-04 ; D @-10-10~10-13 ; D @-10-05 ; D @-11-13~11-20 ; D @-12-12~12-15 ; D @-12-19~12-22 ; D @-12-27~12-29 ; D P @-09 ; D P
D @-09-01 ; D @-09-08 ; D @-10-04 ; X ; X ; D @-09-08 ; D 2022-09-05/2022-09-23 ; D 2022-10-10/2022-10-14 ; X ; X
D 2022-03-21 ; D @-04~05 ; D @-04~05 ; D 2025-09-01/2025-12-31 ; D @-09-12 ; D @-09-16 ; E ; D @-10-01~10-20 ; D 2022-03-04 2022-10-06 ; D @-05-11~05-19
D <2014-10-01 ; D @-09-01~10-01
`
	.trim()
	.split('\n')
	.flatMap((line) => line.split(' ; '));

describe.skipIf(!existsSync(FILE))('the phrases of the corpus', () => {
	const phrases = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];

	it('has a meaning written down for each', () => {
		expect(MEANINGS.length).toBe(phrases.length);
	});

	describe.each(Object.keys(PLANS) as PlanName[])('in a %s plan', (name) => {
		it.each(phrases.map((phrase, i) => [phrase, MEANINGS[i] ?? '']))('%s', (phrase, meaning) => {
			const expected = expectation(meaning, name);
			const term = readTerm(phrase, { plan: PLANS[name] });
			expect(comparable(term, expected)).toEqual(expected);
			expect(term.phrase).toBe(phrase);
		});
	});
});
