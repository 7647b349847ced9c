/** The parameters of a rule set as fields of a form or an address, there and back. Pure. */
import type { Combination, RuleSet } from '../rules.ts';

/** Which conditions are wanted: one, the other, both, either of them, or none. */
export const combinations = ['both', 'either', 'many', 'repeated', 'none'] as const;
export type CombinationName = (typeof combinations)[number];

export const parameterFields = [
	'share',
	'many',
	'years',
	'list',
	'risk',
	'least',
	'levels',
	'kinds',
	'joined'
] as const;
export type ParameterField = (typeof parameterFields)[number];
export type ParameterTexts = Record<ParameterField, string>;
export type Parameters = Omit<RuleSet, 'id' | 'version' | 'name' | 'issuer' | 'source'>;

/** The fields of a rule set. */
export function textsOf(rules: Parameters): ParameterTexts {
	return {
		share: shareText(rules.lowShare),
		many: String(rules.minLowProcedures),
		years: String(rules.consecutiveYears),
		list: nameOf(rules.lowResults),
		risk: nameOf(rules.atRisk),
		least: rules.minParticipants === null ? '' : String(rules.minParticipants),
		levels: rules.perLevel ? 'yes' : '',
		kinds: rules.excludedKinds.join(', '),
		joined: rules.countAsOne
			.map(({ name, procedures }) => `${name}: ${procedures.join(', ')}`)
			.join('\n')
	};
}

/** «30», «33,3»; a fraction that is no such number stays one: «1/3». */
function shareText({ numerator, denominator }: RuleSet['lowShare']): string {
	const percent = (numerator * 100) / denominator;
	const written = String(Number(percent.toFixed(2)));
	return Number(written) * denominator === numerator * 100
		? written.replace('.', ',')
		: `${numerator}/${denominator}`;
}

function nameOf(wanted: Combination | null): CombinationName {
	if (wanted === null) return 'none';
	const names = new Set('all' in wanted ? wanted.all : wanted.any);
	if (names.size === 1) return [...names][0]!;
	return 'all' in wanted ? 'both' : 'either';
}

/** The parameters that fields tell; else the message code of each bad one. */
export function readParameters(
	texts: Partial<Record<string, string>>
): { parameters: Parameters } | { errors: Record<string, string> } {
	const errors: Record<string, string> = {};
	const text = (field: ParameterField): string => (texts[field] ?? '').trim();
	const whole = (field: ParameterField, least: number, most: number, code: string): number => {
		const value = /^\d{1,5}$/.test(text(field)) ? Number(text(field)) : NaN;
		if (!(value >= least && value <= most)) errors[field] = code;
		return value;
	};
	const lowShare = readShare(text('share'));
	if (!lowShare) errors.share = 'lists_error_share';
	const minLowProcedures = whole('many', 1, 100, 'lists_error_many');
	const consecutiveYears = whole('years', 2, 10, 'lists_error_years');
	const minParticipants =
		text('least') === '' ? null : whole('least', 1, 10_000, 'lists_error_least');
	const lowResults = combinationOf(text('list'));
	if (!lowResults) errors.list = 'lists_error_combination';
	const atRisk = text('risk') === 'none' ? null : combinationOf(text('risk'));
	if (text('risk') !== 'none' && !atRisk) errors.risk = 'lists_error_combination';
	const countAsOne = readJoined(text('joined'));
	if (!countAsOne) errors.joined = 'lists_error_joined';
	if (Object.keys(errors).length > 0) return { errors };
	return {
		parameters: {
			...{ lowShare: lowShare!, minLowProcedures, consecutiveYears, lowResults: lowResults! },
			...{ atRisk, minParticipants, perLevel: text('levels') === 'yes' },
			excludedKinds: listOf(text('kinds')),
			countAsOne: countAsOne!
		}
	};
}

/** «30», «33,3», «30 %», «1/3» as the fraction in lowest terms; null for none between 0 and 100 %. */
export function readShare(text: string): RuleSet['lowShare'] | null {
	const fraction = /^(\d{1,5})\s*\/\s*(\d{1,5})$/.exec(text);
	const percent = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text);
	const [above, below] = fraction
		? [Number(fraction[1]), Number(fraction[2])]
		: percent
			? [Number(percent[1] + (percent[2] ?? '').padEnd(2, '0')), 10_000]
			: [0, 0];
	if (above === 0 || below === 0 || above > below) return null;
	const common = divisor(above, below);
	const share = { numerator: above / common, denominator: below / common };
	return share.denominator > 10_000 ? null : share;
}

function divisor(a: number, b: number): number {
	return b === 0 ? a : divisor(b, a % b);
}

function combinationOf(name: string): Combination | null {
	switch (name) {
		case 'both':
			return { all: ['many', 'repeated'] };
		case 'either':
			return { any: ['many', 'repeated'] };
		case 'many':
		case 'repeated':
			return { all: [name] };
		default:
			return null;
	}
}

function listOf(text: string): string[] {
	return [...new Set(text.split(/[,;\n]/).map((one) => one.trim()))].filter((one) => one !== '');
}

/** Lines «name: code, code»; null where one is no such line. */
function readJoined(text: string): RuleSet['countAsOne'] | null {
	const lines = text.split('\n').map((line) => line.trim());
	const groups = lines
		.filter((line) => line !== '')
		.map((line) => {
			const [name = '', rest = ''] = line.split(/:(.*)/s);
			return { name: name.trim(), procedures: listOf(rest) };
		});
	return groups.every(({ name, procedures }) => name !== '' && procedures.length > 1)
		? groups
		: null;
}
