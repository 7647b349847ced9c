import type { Role } from '../../people/access.ts';
import { fold } from './declension.ts';

/** What a text without a name speaks of: a duty that somebody holds, a post, or many people. */
export type Title =
	| { kind: 'duty'; role: Role; many: boolean }
	/** `words`: the post's first words, folded. */
	| { kind: 'post'; words: string; many: boolean }
	| { kind: 'group' };

/** Duties that papers name, in one and in many; the first that fits counts. */
const duties: [RegExp, Role, boolean][] = [
	[/^директора (школ|оо|оу|образовательных)( |$)/, 'school-head', true],
	[/^(и\.? ?о\.? )?директор(а|у|ом)?( |,|$)/, 'school-head', false],
	[/^руководител(ь|я|ю|ем) (школ|оо|оу|образовательн|общеобразовательн)/, 'school-head', false],
	[/^руководители (школ|оо|оу|образовательн|общеобразовательн)/, 'school-head', true],
	[/^школьн(ый|ого|ому|ым) координатор/, 'school-coordinator', false],
	[/^школьные координаторы/, 'school-coordinator', true],
	[/^муниципальн(ый|ого|ому|ым) координатор/, 'municipal-coordinator', false],
	[/^муниципальные координаторы/, 'municipal-coordinator', true],
	[/^региональн(ый|ого|ому|ым) (координатор|оператор)/, 'regional-operator', false],
	[/^куратор(а|у|ом)?( |,|$)/, 'curator', false],
	[/^кураторы( |,|$)/, 'curator', true],
	[/^методист(а|у|ом)?( |,|$)/, 'methodist', false],
	[/^методисты( |,|$)/, 'methodist', true],
	[/^эксперт(а|у|ом)?( |,|$)/, 'expert', false],
	[/^эксперты( |,|$)/, 'expert', true]
];

/** Posts of one person, told from the plural by their ending. */
const POST =
	/^((?:старш|главн|ведущ|социальн)(?:ий|ый|его|ого|ему|ому|им|ым) )?(зам\.? ?директора|зам\.|заместител[ьяюе]м?|завуча?|учител[ья](?:-[а-я]+)?|педагога?(-[а-я]+)?|психолога?|логопеда?|специалиста?|начальника?|заведующ(?:ий|ая|его|ей)|библиотекар[ья]|воспитател[ья]|секретар[ья]|председател[ья]|инспектора?|тьютора?|советника?)(?= |,|$|\.)/;
const POSTS =
	/^((?:старш|главн|ведущ|социальн)(?:ие|ые) )?(замы|заместители|завучи|учителя(?!$)|педагоги(-[а-я]+)?|психологи|логопеды|специалисты|начальники|заведующие|тьюторы)(?= |,|-|$)/;

/** Bodies and circles of people: nobody in particular. */
const GROUP =
	/(?:^|[\s«"(-])(?:ауп|[ршгм]?мо|мгпоп|роо|оо|оу|имц|ммс|муо|моуо|пмпк|ппк)(?=$|[\s,.)»"-])|^(?:классные|классных|предметные|предметник|администраци|методическ|педагогическ|педколлектив|коллектив|рабоч(?:ая|ие) групп|(?:школьн|муниципальн|проектн|управленческ)\S* (?:\S+ )*(?:команд|групп|совет|методическ)|команд|проектн|творческ|координационн|экспертн|совет|комисси|служб|учителя|учителей|родител|обучающи|ученик|школ[аы] с |школы(?: |$)|общеобразовательн|образовательн|ответственные|руководители|наставники|организаторы|участники|члены|волонтер|психолого-|сотрудники|работники|совместно)/;

/** What a text means that names nobody; null where it says nothing that we know. */
export function titleOf(text: string): Title | null {
	const words = fold(text).replace(/[«»"“”]/g, '');
	const duty = duties.find(([title]) => title.test(words));
	if (duty) return { kind: 'duty', role: duty[1], many: duty[2] };
	if (POSTS.test(words)) return { kind: 'group' };
	if (POST.test(words) && !/,| и /.test(words)) {
		return { kind: 'post', words: nominativePost(words), many: false };
	}
	return GROUP.test(words) ? { kind: 'group' } : null;
}

/** «заместителя директора по УВР» → «заместитель директора»: posts are compared without their area. */
export function nominativePost(post: string): string {
	return fold(post)
		.replace(/^зам\. ?|^замдиректора(?= |$)/, (short) =>
			short.startsWith('замд') ? 'заместитель директора' : 'заместитель '
		)
		.replace(/^(заместител|учител|библиотекар|воспитател|секретар|председател)\S*/, '$1ь')
		.replace(/^(педагог|психолог|логопед|специалист|инспектор|завуч|советник)(а|у|ом)(?= |$)/, '$1')
		.replace(/\s+(?:по|школы|оо|оу|мбоу|мкоу|маоу)(?:\s.*)?$/, '')
		.trim();
}

/** «по УВР» of «заместитель директора по УВР», folded; empty where none is said. */
export function areaOf(post: string): string {
	return /\sпо\s+(.+)$/.exec(fold(post))?.[1] ?? '';
}
