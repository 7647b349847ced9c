/** Who is responsible for what in a draft: roles of the library, so shared that nobody has it all. Pure. */

/** Whom a role may hand work to, where it has too much. */
const deputies: Record<string, string> = {
	'директор школы': 'Заместитель директора по учебно-воспитательной работе',
	'заместитель директора по учебно-воспитательной работе':
		'Руководители школьных методических объединений',
	'заместитель директора по воспитательной работе': 'Советник директора по воспитанию',
	'педагог-психолог': 'Социальный педагог',
	'социальный педагог': 'Педагог-психолог',
	'руководитель органа управления образованием': 'Муниципальный координатор',
	'муниципальный координатор': 'Специалист органа управления образованием'
};
/** Roles that are many people, or a whole service: work spreads among them. */
const many =
	/^(учител|классные|методист|кураторы|руководители|районные|эксперты|педагоги|муниципальная методическая)/i;
/** One person leads no more than so many measures, or a quarter of all where that is more. */
const least = 4;

export interface Shared {
	responsible: string[];
	/** Whose work was handed on. */
	instead: string | null;
}

/** For each measure, in the draft's order, who is responsible; the first leads. */
export function shareOut(
	given: readonly { key: string; responsible: readonly string[] }[]
): Map<string, Shared> {
	const most = Math.max(least, Math.ceil(given.length / 4));
	const leads = new Map<string, number>();
	const loadOf = (role: string): number =>
		many.test(role) ? 0 : (leads.get(role.toLowerCase()) ?? 0);
	const shared = new Map<string, Shared>();
	for (const { key, responsible } of given) {
		const [lead = '', ...others] = responsible;
		const order = loadOf(lead) < most ? [...responsible] : handOn(lead, others, loadOf, most);
		shared.set(key, {
			responsible: order.map((role, i) =>
				i === 0 ? role[0]!.toUpperCase() + role.slice(1) : role
			),
			instead: order[0] === lead ? null : lead
		});
		const first = order[0]!.toLowerCase();
		leads.set(first, (leads.get(first) ?? 0) + 1);
	}
	return shared;
}

function handOn(
	lead: string,
	others: string[],
	loadOf: (role: string) => number,
	most: number
): string[] {
	const second = others.find((role) => loadOf(role) < most);
	if (second) return [second, ...others.filter((role) => role !== second), lead.toLowerCase()];
	const deputy = deputies[lead.toLowerCase()];
	return deputy && loadOf(deputy) < most ? [deputy, ...others] : [lead, ...others];
}
