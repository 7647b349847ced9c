/** The review's address: all that is looked at lies in it, so a view can be sent as a link. */

import type { MeasureField } from '../draft.ts';
import type { Asked } from './view.ts';

/** A form that is open: of a row (`at`), of the plan, of a table's columns, for a new row. */
export type Doing = 'edit' | 'split' | 'add' | 'plan' | 'columns' | 'place';

export interface Address extends Asked {
	doing: Doing | null;
	/** Table of `columns`, stray cell of `place`. */
	of: string | null;
}

const fields = new Set<string>([
	'number',
	'section',
	'text',
	'term',
	'responsible',
	'result',
	'notes'
]);
const doings = new Set<string>(['edit', 'split', 'add', 'plan', 'columns', 'place']);

/** Reads an address; what makes no sense is left out. */
export function readAddress(query: URLSearchParams): Address {
	const [at, field] = (query.get('at') ?? '').split('.');
	const doing = query.get('do');
	return {
		show: query.get('show') === 'questions' ? 'questions' : 'all',
		at: at || null,
		field: field && fields.has(field) ? (field as MeasureField) : null,
		leaf: count(query.get('leaf')),
		list: count(query.get('list')),
		doing: doing && doings.has(doing) ? (doing as Doing) : null,
		of: query.get('of')
	};
}

function count(value: string | null): number | null {
	return value !== null && /^\d{1,6}$/.test(value) ? Number(value) : null;
}

/** Writes an address: `?show=questions&at=t1r7.term`. Ends with the row, where there is one. */
export function writeAddress(address: Partial<Address>): string {
	const query = new URLSearchParams();
	if (address.show === 'questions') query.set('show', 'questions');
	if (address.at) query.set('at', address.field ? `${address.at}.${address.field}` : address.at);
	if (address.leaf) query.set('leaf', String(address.leaf));
	if (address.list && address.list > 1) query.set('list', String(address.list));
	if (address.doing) query.set('do', address.doing);
	if (address.of) query.set('of', address.of);
	const text = query.toString();
	return `?${text}${address.at ? `#${rowId(address.at)}` : ''}`;
}

/** Id of a row's element. */
export function rowId(key: string): string {
	return `r-${key}`;
}
