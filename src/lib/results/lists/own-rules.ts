/** Rule sets that a place makes: copied from another, changed, kept version by version. */
import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { readRules, shippedRules, type RuleSet } from '../rules.ts';
import type { Place } from './model.ts';
import { readParameters, textsOf, type ParameterTexts } from './parameters.ts';
import {
	findRules,
	findVersions,
	insertRules,
	nextVersion,
	withdrawRules,
	type RulesChoice
} from './store-rules.ts';
import { findAsked, placeToRun } from './year.ts';

const line = (most: number, code: string) => z.string(code).trim().min(1, code).max(most, code);
const headSchema = z.object({
	code: z
		.string('lists_error_code')
		.trim()
		.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lists_error_code')
		.max(60, 'lists_error_code')
		.refine((code) => shippedRules(code) === null, 'lists_error_code_taken'),
	nameRu: line(200, 'lists_error_rules_name'),
	nameEn: z.string().trim().max(200).default(''),
	issuer: line(300, 'lists_error_issuer'),
	sourceText: line(2_000, 'lists_error_source'),
	sourceDate: z.iso.date('error_date').or(z.literal('').transform(() => null))
});

export interface RulesPage {
	places: Place[];
	place: Place;
	choices: RulesChoice[];
	/** All versions of the place's own, the newest first. */
	versions: RulesChoice[];
	may: { run: boolean };
}

/** The rule sets that a place may run. */
export function openRules(actor: Actor, placeId: string | null): Promise<RulesPage> {
	return actAs(actor, async (db) => {
		const found = await findAsked(db, placeId);
		if (!found) throw new NotFound('not_found');
		const { places, place } = found;
		return {
			...{ places, place },
			choices: await findRules(db, place.path),
			versions: await findVersions(db, place.id),
			may: { run: allowed(actor, 'results.run', place.path) }
		};
	});
}

export interface RulesForm {
	place: Place;
	from: RulesChoice;
	/** Fields as they stand; a copy of a shipped one wants a code and a source of its own. */
	texts: ParameterTexts & Record<keyof z.input<typeof headSchema>, string>;
	/** The form makes the next version of an own rule set. */
	isNextVersion: boolean;
}

/** The form of a new rule set or version, filled from another. */
export function openRulesForm(
	actor: Actor,
	placeId: string,
	fromKey: string | null
): Promise<RulesForm> {
	return actAs(actor, async (db) => {
		const place = await placeToRun(db, actor, placeId);
		const choices = await findRules(db, place.path);
		const from = choices.find(({ key }) => key === fromKey) ?? choices[0]!;
		const isNextVersion = from.placeId === place.id;
		const { rules } = from;
		return {
			...{ place, from, isNextVersion },
			texts: {
				...textsOf(rules),
				code: isNextVersion ? rules.id : '',
				nameRu: isNextVersion ? rules.name.ru : '',
				nameEn: isNextVersion ? rules.name.en : '',
				issuer: isNextVersion ? rules.issuer : place.name,
				sourceText: isNextVersion ? rules.source.text : '',
				sourceDate: isNextVersion ? (rules.source.date ?? '') : ''
			}
		};
	});
}

/** Saves a rule set of the place's own as its next version; what was saved. */
export function saveRules(
	actor: Actor,
	placeId: string,
	form: Record<string, string>
): Promise<RuleSet> {
	return actAs(actor, async (db) => {
		const place = await placeToRun(db, actor, placeId);
		const read = readParameters(form);
		const head = headSchema.safeParse(form);
		if ('errors' in read) {
			const more = head.success
				? {}
				: Object.fromEntries(
						head.error.issues.map(({ path, message }) => [String(path[0]), message])
					);
			throw new Invalid('error_form', { ...read.errors, ...more });
		}
		const { code, nameRu, nameEn, issuer, sourceText, sourceDate } = parseInput(headSchema, form);
		const checked = readRules({
			...read.parameters,
			id: code,
			version: await nextVersion(db, place.id, code),
			name: { ru: nameRu, en: nameEn === '' ? nameRu : nameEn },
			issuer,
			source: { text: sourceText, date: sourceDate, certainty: 'own' }
		});
		if ('problems' in checked) throw new Invalid('error_form');
		await insertRules(db, actor.personId, placeId, checked.rules);
		return checked.rules;
	});
}

/** Takes an own rule set out of the choice, with all its versions; runs keep theirs. */
export function dropRules(actor: Actor, placeId: string, id: string): Promise<void> {
	return actAs(actor, async (db) => {
		await placeToRun(db, actor, placeId);
		const version = (await findVersions(db, placeId)).find(({ key }) => key === id);
		if (!isId(id) || !version) throw new NotFound('not_found');
		await withdrawRules(db, placeId, version.rules.id);
	});
}
