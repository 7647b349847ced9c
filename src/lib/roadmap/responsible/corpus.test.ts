import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../intake/corpus/annotation.ts';
import { readRoadmapBytes } from '../../intake/intake.ts';
import { fold, formsOf } from './declension.ts';
import { matcher, type Known, type Match } from './match.ts';
import { namesIn } from './names.ts';
import type { KnownPerson } from './people.ts';

/**
 * Labels that a person gave to each distinct party of the corpus, which lies outside the project and
 * names real people: only fingerprints of parties and of «surname|initials» are kept here.
 */
interface Label {
	party: string;
	means: 'person' | 'organisation' | 'role' | 'group' | 'doubtful';
	/** Fingerprint of a person; `authority` or `school`; a role. */
	who?: string;
}
const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const labels = JSON.parse(
	readFileSync(new URL('./corpus.json', import.meta.url), 'utf8')
) as Record<string, Label[]>;

const parties = async (file: string): Promise<string[]> => {
	const bytes = new Uint8Array(readFileSync(corpus + file));
	const { draft } = await readRoadmapBytes(bytes, file);
	return [...new Set(draft.measures.flatMap((measure) => measure.responsible))];
};

/** Who the labels name, and beside each two of the same surname who are somebody else. */
function directory(texts: string[], given: Label[]): Known {
	const wanted = new Set(given.filter(({ means }) => means === 'person').map(({ who }) => who!));
	const people = new Map<string, KnownPerson>();
	const add = (surname: string, initials: string, id: string) =>
		people.set(id, {
			...{ id, surname, given: initials[0]!, patronymic: initials[1]!, post: '' },
			...{ organisationId: 'authority', organisation: 'УО', near: true }
		});
	for (const text of texts)
		for (const [, surname, first, second] of text.matchAll(
			/([А-ЯЁ][а-яё]+) ([А-ЯЁ])\.\s?([А-ЯЁ])/g
		)) {
			const who = fingerprint(`${fold(surname!)}|${fold(first! + second!)}`);
			if (!wanted.has(who)) continue;
			add(surname!, first! + second!, who);
			add(surname!, 'ЩЪ', `${who} other`);
			add(surname!.replace(/а$/, ''), `${first!}Ъ`, `${who} man`);
		}
	const schools = given.filter(({ who }) => who === 'school').map(({ party }) => party);
	return {
		ownerId: 'authority',
		people: [...people.values()],
		organisations: [
			...texts
				.filter((text) => schools.includes(fingerprint(text)))
				.map((name) => ({ id: 'school', kind: 'school', name, shortName: name, near: true })),
			{
				...{ id: 'authority', kind: 'authority', name: 'Управление образования', near: true },
				shortName: 'Управление образования'
			}
		],
		holders: []
	};
}

function isRight({ means, who }: Label, { meaning, sure }: Match): boolean {
	if (means === 'doubtful') return !sure;
	if (!sure || !meaning) return false;
	if (means === 'person') return meaning.personId === who;
	if (means === 'organisation') return meaning.organisationId === who;
	return meaning.personId === null && meaning.role === (means === 'role' ? who : 'group');
}

describe.skipIf(!existsSync(corpus))('the corpus', () => {
	it.each(Object.entries(labels))(
		'parties of %s are matched as a person matches them',
		async (file, given) => {
			const texts = await parties(file);
			const match = matcher(directory(texts, given));
			const byParty = new Map(given.map((label) => [label.party, label]));
			expect(texts.map(fingerprint).sort()).toEqual([...byParty.keys()].sort());
			const found = texts.map((text) => ({
				label: byParty.get(fingerprint(text))!,
				match: match(text)
			}));
			const sure = found.filter((each) => each.match.sure);
			const right = sure.filter((each) => isRight(each.label, each.match));
			const asked = given.filter(({ means }) => means !== 'doubtful');
			console.log(
				`${file}: precision ${right.length}/${sure.length}, recall ${right.length}/${asked.length}`
			);
			expect(right.length).toBe(sure.length);
			expect(right.length / asked.length).toBeGreaterThanOrEqual(0.95);
		}
	);

	it('means the same people in every form of their surnames, or asks', async () => {
		let [right, wrong, doubtful] = [0, 0, 0];
		for (const [file, given] of Object.entries(labels)) {
			const texts = await parties(file);
			const match = matcher(directory(texts, given));
			for (const { party, means, who } of given) {
				const text = texts.find((each) => fingerprint(each) === party)!;
				const name = namesIn(text)[0];
				if (means !== 'person' || !name) continue;
				for (const form of formsOf(name.surname)) {
					const { sure, meaning } = match(
						`${form[0]!.toUpperCase()}${form.slice(1)} ${name.given.toUpperCase()}.${name.patronymic.toUpperCase()}.`
					);
					if (!sure) doubtful++;
					else if (meaning?.personId === who) right++;
					else wrong++;
				}
			}
		}
		console.log(`forms: ${right} right, ${wrong} wrong, ${doubtful} asked`);
		expect(wrong).toBe(0);
		expect(right / (right + doubtful)).toBeGreaterThanOrEqual(0.9);
	});
});
