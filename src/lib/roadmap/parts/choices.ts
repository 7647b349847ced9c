import { shortName } from '../../people/names.ts';
import { outlineOf } from '../outline.ts';
import type { PartyName } from '../store-people.ts';

/** Sections in print order with their depth, for a choice. */
export function sectionChoices<
	S extends { id: string; parentId: string | null; position: number; title: string }
>(sections: S[]): { id: string; title: string; depth: number }[] {
	return outlineOf({ sections, measures: [] }).flatMap(({ section, path }) =>
		section ? [{ id: section.id, title: section.title, depth: path.length - 1 }] : []
	);
}

/** Names to offer while a party is typed, each once: «Ермакова Н. В.» with the post. */
export function nameChoices(names: PartyName[]): { value: string; label: string }[] {
	const choices = new Map<string, string>();
	for (const name of names) {
		const value = name.kind === 'person' ? shortName(name) : name.surname;
		if (!choices.has(value)) choices.set(value, name.detail);
	}
	return [...choices].map(([value, label]) => ({ value, label }));
}
