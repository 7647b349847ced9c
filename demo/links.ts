/** One link of the demonstration: a measure of the district's roadmap and of a school's, by number. */
export interface DemoLink {
	/** Number in the district's roadmap. */
	district: string;
	/** Key of the school and number in its roadmap. */
	school: string;
	measure: string;
	kind: 'supports' | 'continues';
}

const pairs: Record<string, [school: string, measure: string][]> = {
	'2': [
		['kamennobrodskaya', '3'],
		['nizhnelugovskaya', '3']
	],
	'3': [
		['kamennobrodskaya', '1'],
		['nizhnelugovskaya', '1']
	],
	'4': [
		['kamennobrodskaya', '5'],
		['berezovskaya', '3'],
		['peschanskaya', '3']
	],
	'5': [
		['berezovskaya', '4'],
		['peschanskaya', '4']
	],
	'6': [['kamennobrodskaya', '7']],
	'8': [
		['kamennobrodskaya', '8'],
		['berezovskaya', '10']
	],
	'11': [
		['kamennobrodskaya', '9'],
		['nizhnelugovskaya', '8'],
		['berezovskaya', '5']
	],
	'12': [
		['kamennobrodskaya', '12'],
		['berezovskaya', '9']
	],
	'13': [['kamennobrodskaya', '11']],
	'14': [['kamennobrodskaya', '13']],
	'15': [['kamennobrodskaya', '15']],
	'18': [
		['kamennobrodskaya', '22'],
		['berezovskaya', '26'],
		['peschanskaya', '6']
	],
	'19': [
		['kamennobrodskaya', '19'],
		['nizhnelugovskaya', '19']
	],
	'20': [
		['kamennobrodskaya', '17'],
		['nizhnelugovskaya', '16'],
		['berezovskaya', '13'],
		['peschanskaya', '10']
	],
	'21': [
		['kamennobrodskaya', '21'],
		['berezovskaya', '16'],
		['peschanskaya', '15']
	],
	'22': [
		['nizhnelugovskaya', '23'],
		['peschanskaya', '14']
	],
	'23': [['kamennobrodskaya', '26']],
	'25': [['peschanskaya', '12']],
	'26': [['kamennobrodskaya', '27']]
};

/** What the district does so that its schools can do theirs. */
export const links: DemoLink[] = Object.entries(pairs).flatMap(([district, schools]) =>
	schools.map(([school, measure]) => ({ district, school, measure, kind: 'supports' as const }))
);
