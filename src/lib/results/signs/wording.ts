/** What was compared, as a sentence of the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { percent, procedureName } from '../lists/wording.ts';
import type { Named } from '../lists/store-procedures.ts';
import type { Sign, SignKind } from './signs.ts';

export const signName: Record<SignKind, () => string> = {
	'not-confirmed': m.signs_not_confirmed,
	'above-region': m.signs_above_region,
	jump: m.signs_jump,
	'task-profile': m.signs_tasks
};

/** «ВПР, математика, 8 класс: хорошо справились 93,3 % из 30, по региону 45,0 %. …» */
export function signSentence(sign: Sign, procedures: ReadonlyMap<string, Named>): string {
	const { kind, procedure, school, region, participants, other } = sign;
	const figures = { school: percent(school), region: percent(region) };
	const name = procedureName(procedures, procedure);
	if (kind === 'task-profile')
		return m.signs_said_tasks({
			...{ name, ...figures },
			hardSchool: percent(other!.school),
			hardRegion: percent(other!.region)
		});
	const first = m.signs_said({ name, participants, ...figures });
	if (!other) return `${first} ${m.signs_said_no_exam()}`;
	const second = kind === 'jump' ? m.signs_said_before : m.signs_said_exam;
	return `${first} ${second({
		name: procedureName(procedures, other.name),
		school: percent(other.school),
		region: percent(other.region)
	})}`;
}
