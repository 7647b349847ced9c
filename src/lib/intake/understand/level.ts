import type { Draft } from '../draft.ts';
import { fold } from './words.ts';

type Level = NonNullable<Draft['level']>;

const WORDS: [Level, RegExp, number][] = [
	['school', /(?<![а-я])(?:мбоу|мкоу|маоу|моу|гбоу|гкоу|чоу)(?![а-я])/, 3],
	['school', /(?<![а-я])(?:школ[аыуе]|гимнази[яию]|лице[йяею]|сош|оош|нош)\s?(?:№|им|[«"])/, 3],
	[
		'school',
		/школьн\S+ (?:план|дорожн|программ|проект)|(?:план|карта|программа) (?:\S+ ){0,3}(?:школы|школе|гимназии|лицея)(?! с | со |, |м)/,
		1.5
	],
	['school', /антирисков\S+ программ|внутришкольн/, 1],
	['municipality', /муниципальн/, 2],
	[
		'municipality',
		/(?:района|городского округа|муниципального округа|города|(?:управлени|отдел)\S* образовани)/,
		1.5
	],
	['region', /регионал/, 2],
	[
		'region',
		/(?:министерств|департамент)\S* (?:общего и \S+ )?(?:образовани|просвещ)|(?<![а-я])(?:области|края|республик[аие])(?![а-я])/,
		1.5
	]
];

/**
 * Whose plan it is, by words. `title` weighs most, then the lines over the plan; the parties
 * that carry it out, and the names of its lanes, decide only where these are silent.
 */
export function findLevel(
	title: string,
	around: string[],
	lanes: string[],
	parties: string[]
): Draft['level'] {
	return decide([title]) ?? decide(around) ?? decideByParties([...lanes, ...parties]);
}

function decide(texts: string[]): Draft['level'] {
	const scores: Record<Level, number> = { school: 0, municipality: 0, region: 0 };
	for (const text of texts) {
		const folded = fold(text);
		for (const [level, words, weight] of WORDS) {
			if (words.test(folded)) scores[level] += weight;
		}
	}
	if (scores.school >= 3) return 'school';
	const [first, second] = (Object.entries(scores) as [Level, number][]).sort((a, b) => b[1] - a[1]);
	return first![1] > 0 && first![1] > second![1] ? first![0] : null;
}

function decideByParties(parties: string[]): Draft['level'] {
	let school = 0;
	let municipality = 0;
	let region = 0;
	for (const party of parties) {
		const folded = fold(party);
		if (
			/муниципальн|управлени\S+ образов|отдел\S* образов|(?<![а-я])(?:роо|моуо|имц|ммс|рмо)(?![а-я])/.test(
				folded
			)
		) {
			municipality++;
		} else if (
			/министерств|департамент|(?<![а-я])(?:иро|рцоко|цоко)(?![а-я])|регионал/.test(folded)
		)
			region++;
		else if (
			/^(?:директор|зам|завуч|администрация|учител|классн|педагог|руководител\S+ шмо|шмо)/.test(
				folded
			)
		) {
			school++;
		}
	}
	const most = Math.max(school, municipality, region);
	if (most === 0) return null;
	if (municipality * 3 >= most && municipality > 0) return 'municipality';
	return school === most ? 'school' : 'region';
}
