/** Words of the library's pages in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { deficits } from '../factors/factors.ts';
import type { Effort, LibraryLevel } from './measures.ts';

export const libraryLevelName: Record<LibraryLevel, () => string> = {
	authority: m.library_level_authority,
	service: m.library_level_service,
	school: m.library_level_school
};

export const effortName: Record<Effort, () => string> = {
	small: m.library_effort_small,
	medium: m.library_effort_medium,
	large: m.library_effort_large
};

export const effortHint: Record<Effort, () => string> = {
	small: m.library_effort_small_hint,
	medium: m.library_effort_medium_hint,
	large: m.library_effort_large_hint
};

/** «3. Недостаточная предметная … компетентность». */
export function deficitName(number: number): string {
	const deficit = deficits.find((each) => each.number === number);
	return deficit ? `${number}. ${deficit.name[getLocale()]}` : String(number);
}
