/** Reading of a form's fields row by row, with all that is wrong told at once. Pure. */
import { Invalid } from '../platform/errors.ts';
import type { Fields } from '../roadmap/conflict.ts';

/** Fields of the row with this id, without it. */
export function ofRow(fields: Fields<string>, id: string): Fields<string> {
	const prefix = `${id}.`;
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
		)
	);
}

export const withRow = (id: string, fields: Fields<string>): Fields<string> =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${id}.${name}`, value]));

/** Collects what is wrong by field, and throws it at once. */
export class Faults {
	readonly #wrong: Record<string, string> = {};
	add(field: string, code: string): void {
		this.#wrong[field] ??= code;
	}
	line(field: string, value: string, limit: number): string {
		if (value.length > limit) this.add(field, 'error_too_long');
		return value;
	}
	filled(field: string, value: string, limit: number, code: string): string {
		if (value === '') this.add(field, code);
		return this.line(field, value, limit);
	}
	year(field: string, value: string): number {
		if (!/^(199\d|20\d\d|21\d\d)$/.test(value)) this.add(field, 'programme_wrong_year');
		return Number(value);
	}
	number(field: string, value: string): number | null {
		if (value === '') return null;
		if (!/^-?\d{1,9}([.,]\d{1,4})?$/.test(value)) this.add(field, 'programme_wrong_number');
		return Number(value.replace(',', '.'));
	}
	day(field: string, value: string): string | null {
		if (value === '') return null;
		const real = /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
		if (!real || new Date(value).toISOString().slice(0, 10) !== value)
			this.add(field, 'error_date');
		return value;
	}
	throwAny(): void {
		if (Object.keys(this.#wrong).length > 0) throw new Invalid('error_form', this.#wrong);
	}
}
