/** Words of the year's lists in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { numericDay } from '#lib/ui/dates.ts';
import type { MarkState } from '#lib/ui/icons.ts';
import { because, whatIsLow } from '../because.ts';
import type { Finding } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import { verdictWord } from '../sure/wording.ts';
import type { Verdict } from '../sure/sure.ts';
import { textsOf, type CombinationName } from './parameters.ts';
import type { ListShow, OfficialKind, Order, YearStatus } from './model.ts';
import type { Named } from './store-procedures.ts';

/** What a school is, in words: «в списке, 2-й год подряд»; without years «в списке». */
export function statusName(status: YearStatus, years = 0): string {
	if (status === 'low-results' && years > 1) return m.lists_status_again({ n: years });
	if (status === 'low-results' && years === 0) return m.lists_show_low();
	return statuses[status]();
}

const statuses: Record<YearStatus, () => string> = {
	'low-results': m.lists_status_low,
	'at-risk': m.lists_status_risk,
	left: m.lists_status_left,
	none: m.lists_status_none,
	'not-evaluated': m.lists_status_not_evaluated
};

/** Help, not blame: no status of a list is red. */
export const statusMark: Record<YearStatus, MarkState> = {
	'low-results': 'wait',
	'at-risk': 'going',
	left: 'done',
	none: 'done',
	'not-evaluated': 'idle'
};

/** What the calculation says where the order says otherwise. */
export const calculatedName: Record<Finding['status'], () => string> = {
	'low-results': m.lists_calculated_low,
	'at-risk': m.lists_calculated_risk,
	none: m.lists_calculated_none,
	'not-evaluated': m.lists_calculated_not_evaluated
};

export const showName: Record<ListShow, () => string> = {
	all: m.lists_show_all,
	'low-results': m.lists_show_low,
	'at-risk': m.lists_status_risk,
	left: m.lists_show_left,
	none: m.lists_status_none,
	'not-evaluated': m.lists_status_not_evaluated,
	again: m.lists_show_again,
	differs: m.lists_show_differs,
	leader: m.lists_show_leader,
	hard: m.lists_show_hard
};

export const orderKindName: Record<OfficialKind, () => string> = {
	'low-results': m.lists_order_low,
	'at-risk': m.lists_order_risk,
	leaders: m.lists_order_leaders,
	'hard-conditions': m.lists_order_hard
};

/** «приказ от 14.09.2026 № 142». */
export const orderName = ({ number, dated }: Pick<Order, 'number' | 'dated'>): string =>
	m.lists_order_name({ number, day: numericDay(dated) });

/** «скорее случайность». */
export const sureWord = (verdict: Verdict): string => verdictWord(verdict, getLocale());

/** «Скорее случайность: учеников слишком мало, чтобы судить по одному году.» */
export const verdictSentence = (verdict: Verdict): string => verdictSentences[verdict]();
const verdictSentences: Record<Verdict, () => string> = {
	lasting: m.lists_verdict_lasting,
	likely: m.lists_verdict_likely,
	open: m.lists_verdict_open,
	chance: m.lists_verdict_chance
};

/** A procedure by its code; a group of a rule set has its name already. */
export const procedureName = (procedures: ReadonlyMap<string, Named>, code: string): string =>
	procedures.get(code)?.name ?? code;

/** Why the rule says what it says, in plain words. */
export function why(
	finding: Finding,
	rules: RuleSet,
	year: number,
	procedures: ReadonlyMap<string, Named>
): string {
	const name = (code: string): string => procedureName(procedures, code);
	const named: Finding = {
		...finding,
		lowProcedures: finding.lowProcedures.map((one) => ({ ...one, procedure: name(one.procedure) })),
		repeated: finding.repeated.map(name)
	};
	return because(named, rules, year, getLocale());
}

/** «34,6 %». */
export const percent = (share: number): string => percentage().format(share);
/** The same of a round share: «30 %». */
export const level = (share: number): string => percent(share).replace(/[,.]0(?=\D)/, '');

let made: { locale: string; format: Intl.NumberFormat } | null = null;
function percentage(): Intl.NumberFormat {
	const locale = getLocale() === 'ru' ? 'ru-RU' : 'en-GB';
	if (made?.locale !== locale)
		made = {
			locale,
			format: new Intl.NumberFormat(locale, {
				style: 'percent',
				minimumFractionDigits: 1,
				maximumFractionDigits: 1
			})
		};
	return made.format;
}

/** «Правило 2025 года, версия 1». */
export const rulesName = (rules: RuleSet): string =>
	m.lists_rules_name({ name: rules.name[getLocale()], version: rules.version });

/** Which conditions are asked for. */
export const combinationName: Record<CombinationName, () => string> = {
	both: m.lists_combination_both,
	either: m.lists_combination_either,
	many: m.lists_combination_many,
	repeated: m.lists_combination_repeated,
	none: m.lists_combination_none
};

/** How sure the text of a rule is. */
export const certaintyName: Record<RuleSet['source']['certainty'], () => string> = {
	official: m.lists_certainty_official,
	press: m.lists_certainty_press,
	'general-knowledge': m.lists_certainty_general,
	own: m.lists_certainty_own
};

/** A rule set, sentence by sentence. */
export function parameterSentences(rules: RuleSet): string[] {
	const texts = textsOf(rules);
	return [
		whatIsLow(rules, getLocale()),
		m.lists_says_many({ n: rules.minLowProcedures }),
		m.lists_says_repeated({ n: rules.consecutiveYears }),
		m.lists_says_list({ conditions: combinationName[texts.list as CombinationName]() }),
		texts.risk === 'none'
			? m.lists_says_no_risk()
			: m.lists_says_risk({ conditions: combinationName[texts.risk as CombinationName]() }),
		rules.minParticipants === null
			? m.lists_says_no_least()
			: m.lists_says_least({ n: rules.minParticipants }),
		...(rules.perLevel ? [m.lists_says_levels()] : []),
		...(rules.excludedKinds.length > 0 ? [m.lists_says_kinds({ kinds: texts.kinds })] : []),
		...rules.countAsOne.map(({ name, procedures }) =>
			m.lists_says_joined({ name, procedures: procedures.join(', ') })
		)
	];
}

/** «46», «99+»: a chance in whole per cent, never a certainty. */
export const chance = (probability: number): string =>
	probability > 0.995 ? '99+' : String(Math.round(probability * 100));

/** As a sentence begins. */
export const sentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
