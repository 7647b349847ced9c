/** The three parts of a Russian name; given name and patronymic may be empty. */
export interface FullName {
	surname: string;
	given: string;
	patronymic: string;
}

/** «Вершинина М. С.» with no-break spaces, as pages name people. */
export function shortName({ surname, given, patronymic }: FullName): string {
	return [surname, ...[given, patronymic].filter(Boolean).map((name) => `${name[0]}.`)].join(' ');
}

/** «Вершинина Марина Сергеевна». */
export function fullName({ surname, given, patronymic }: FullName): string {
	return [surname, given, patronymic].filter(Boolean).join(' ');
}

/** «МВ»: given name first, as on a badge. */
export function initials({ surname, given }: FullName): string {
	return `${given[0] ?? ''}${surname[0] ?? ''}`;
}
