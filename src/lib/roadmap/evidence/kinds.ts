/** Kinds of confirming documents that the field's papers name (domain.md §5.3). */
export const evidenceKinds = [
	'order',
	'protocol',
	'regulation',
	'agreement',
	'programme',
	'plan',
	'note',
	'report',
	'opinion',
	'database',
	'curriculum',
	'path',
	'certificate',
	'publication',
	'participants',
	'other'
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export function isEvidenceKind(code: string): code is EvidenceKind {
	return (evidenceKinds as readonly string[]).includes(code);
}

const personal: ReadonlySet<EvidenceKind> = new Set(['certificate', 'path', 'participants']);

/** Whether papers of this kind name people by their nature, so that the mark is always set. */
export function isPersonal(kind: EvidenceKind): boolean {
	return personal.has(kind);
}

/** Beginnings of words by which people name such files; the first that fits decides. */
const spoken: [RegExp, EvidenceKind][] = [
	[/удостоверен|сертификат|диплом/, 'certificate'],
	[/(?<![а-яё])иом(?![а-яё])|индивидуальн\S* (образовательн\S* )?(маршрут|план)/, 'path'],
	[/фото|список|участник|регистрац|явочн|img|photo|dsc|pxl/, 'participants'],
	[/вакан|база данных|реестр/, 'database'],
	[/заключени/, 'opinion'],
	[/справк|анализ|аналитич|мониторинг/, 'note'],
	[/отч[её]т/, 'report'],
	[/протокол/, 'protocol'],
	[/приказ|распоряжени|постановлени/, 'order'],
	[/положени/, 'regulation'],
	[/договор|соглашени/, 'agreement'],
	[/ооп|учебн\S* план|рабоч\S* программ|приложени/, 'curriculum'],
	[/программ|проект|дорожн|концепци/, 'programme'],
	[/план|график|расписани/, 'plan'],
	[/публикац|новост|скриншот|screenshot/, 'publication']
];

/** What kind a file's name suggests; null: the name says nothing. A person may always choose. */
export function kindOfName(name: string): EvidenceKind | null {
	const words = name
		.toLowerCase()
		.replace(/\.\w+$/, '')
		.replace(/[_\-.,]+/g, ' ');
	return spoken.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
