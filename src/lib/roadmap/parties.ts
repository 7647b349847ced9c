import type { Role } from '../people/access.ts';
import type { Party } from './model.ts';

/** A person as far as naming goes. */
export interface KnownPerson {
	id: string;
	surname: string;
	given: string;
	patronymic: string;
	organisationId: string;
}

/** «Фамилия И. О.» or «И. О. Фамилия», dots and spaces as people type them. */
const NAMED =
	/(?<surname>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)[\s\u00a0]+(?<first>\p{Lu})\.?[\s\u00a0]*(?:(?<second>\p{Lu})\.?)?(?!\p{L})|(?<!\p{L})(?<first2>\p{Lu})\.[\s\u00a0]*(?:(?<second2>\p{Lu})\.)?[\s\u00a0]*(?<surname2>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)/u;

interface Named {
	surname: string;
	first: string;
	second: string;
}

/** The name in «Ермакова Н.В., директор» or «зам. директора Н. В. Ермакова»; null where none stands. */
export function nameIn(text: string): Named | null {
	const groups = NAMED.exec(text)?.groups;
	if (!groups) return null;
	return {
		surname: groups.surname ?? groups.surname2 ?? '',
		first: groups.first ?? groups.first2 ?? '',
		second: groups.second ?? groups.second2 ?? ''
	};
}

/** Surnames to look up for these texts, each once. */
export function surnamesIn(texts: string[]): string[] {
	return [...new Set(texts.flatMap((text) => nameIn(text)?.surname ?? []))];
}

/** An organisation as far as naming goes. */
export interface KnownOrganisation {
	id: string;
	name: string;
	shortName: string;
}

/** Duties that papers name instead of a person; the first that fits counts. */
const duties: [RegExp, Role][] = [
	[/^(и\.\s?о\.\s)?директор(\s|$)/iu, 'school-head'],
	[/^руководител[ьи]\s+(школ|оо$|оу$|образовательн)/iu, 'school-head'],
	[/^школьн(ый|ые)\s+координатор/iu, 'school-coordinator'],
	[/^муниципальн(ый|ые)\s+координатор/iu, 'municipal-coordinator'],
	[/^региональн(ый|ые)\s+(координатор|оператор)/iu, 'regional-operator'],
	[/^куратор/iu, 'curator'],
	[/^методист/iu, 'methodist'],
	[/^эксперт/iu, 'expert']
];

/**
 * Turns a text into a party: linked to a person where exactly one of `people` bears the name in
 * it, to an organisation by its full or short name, to a role by its title.
 */
export function partiesFinder(
	people: KnownPerson[],
	organisations: KnownOrganisation[] = []
): (text: string) => Party {
	const bySurname = Map.groupBy(people, ({ surname }) => surname);
	const byName = new Map(
		organisations.flatMap(({ id, name, shortName }) => [
			[plain(name), id],
			[plain(shortName), id]
		])
	);
	return (text) => {
		const named = nameIn(text);
		const found = named
			? (bySurname.get(named.surname) ?? []).filter((person) => bears(person, named))
			: [];
		return {
			text,
			personId: found.length === 1 ? found[0]!.id : null,
			organisationId: named ? null : (byName.get(plain(text)) ?? null),
			role: named ? null : (duties.find(([title]) => title.test(text.trim()))?.[1] ?? null)
		};
	};
}

function plain(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('ru');
}

/** A patronymic that is not known contradicts nothing. */
function bears({ given, patronymic }: KnownPerson, { first, second }: Named): boolean {
	return (
		given.startsWith(first) && (second === '' || patronymic === '' || patronymic.startsWith(second))
	);
}
