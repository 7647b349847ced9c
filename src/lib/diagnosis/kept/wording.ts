/** Words of kept profiles in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { dayMonthYear } from '#lib/ui/dates.ts';
import { deficits } from '../factors/factors.ts';
import { inLanguage } from '../instruments/wording.ts';
import { levelName } from '../profile/wording.ts';
import type { KeptHead, KeptLevel } from './model.ts';

/** «2026–2027 учебный год» */
export function yearName(year: number): string {
	return m.kept_year({ years: `${year}–${year + 1}` });
}

/** «версия 2, утверждена 16 ноября 2026 г.» */
export function versionName({
	version,
	approvedOn
}: Pick<KeptHead, 'version' | 'approvedOn'>): string {
	return approvedOn
		? m.kept_version_approved({ n: version, date: dayMonthYear(approvedOn) })
		: m.kept_version_draft({ n: version });
}

/** A deficit in a few neutral words: «Учебная мотивация». */
export function shortFactor(code: string): string {
	const deficit = deficits.find((one) => one.code === code);
	return deficit ? inLanguage(deficit.short) : code;
}

/** The same in full: «Низкая учебная мотивация школьников». */
export function factorName(code: string): string {
	const deficit = deficits.find((one) => one.code === code);
	return deficit ? inLanguage(deficit.name) : code;
}

/** What people made of a level: not decided, confirmed, or changed from what was computed. */
export function decisionName({ at, level, computed }: KeptLevel): string {
	if (at === null) return m.kept_undecided();
	return level === computed ? m.kept_confirmed() : m.kept_changed({ level: levelName[computed]() });
}
