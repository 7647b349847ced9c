import { sql } from 'kysely';
import type { Db } from './database.ts';

/** One change as «История» tells it. */
export interface Change {
	/** Pass as `before` to read on. */
	id: number;
	at: Date;
	/** «Вершинина М. С.»; null: Opora itself, or somebody that the reader may not see. */
	by: string | null;
	table: string;
	rowId: string;
	action: 'insert' | 'update' | 'delete';
	fields: { name: string; before: unknown; after: unknown }[];
}

export interface HistoryPage {
	changes: Change[];
	/** Id to read on from, or null at the end. */
	next: number | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Columns that say nothing to a reader. */
const silent = new Set([
	...['id', 'revision', 'path', 'position', 'hash', 'token_hash', 'source'],
	// told beside by what moved between people
	'merged_into'
]);

interface Stored {
	id: number;
	at: Date;
	surname: string | null;
	given: string | null;
	patronymic: string | null;
	table_name: string;
	row_id: string;
	action: Change['action'];
	before: Record<string, unknown> | null;
	after: Record<string, unknown> | null;
}

/**
 * The newest `limit` changes of a row, or of several rows of one table, older than `before`.
 * Row-level security leaves out what the reader may not see.
 */
export function readHistory(
	db: Db,
	table: string,
	rowId: string | readonly string[],
	limit = 20,
	before?: number
): Promise<HistoryPage> {
	return readHistories(
		db,
		[{ table, ids: typeof rowId === 'string' ? [rowId] : rowId }],
		limit,
		before
	);
}

/** The same over rows of several tables, e.g. a person with the roles held. Two statements. */
export async function readHistories(
	db: Db,
	rows: readonly { table: string; ids: readonly string[] }[],
	limit = 20,
	before?: number
): Promise<HistoryPage> {
	const wanted = rows.flatMap(({ table, ids }) => ids.map((id) => ({ table, id })));
	if (wanted.length === 0) return { changes: [], next: null };
	const { rows: found } = await sql<Stored>`
		select a.id, a.at, p.surname, p.given, p.patronymic, a.table_name, a.row_id, a.action, a.before, a.after
		from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted ("table" text, id text)
		cross join lateral (
			select * from opora.audit
			where table_name = wanted."table" and row_id = wanted.id
				and id < ${before ?? Number.MAX_SAFE_INTEGER}
			order by id desc limit ${limit + 1}
		) a
		left join opora.person p on p.id = a.person_id
		order by a.id desc limit ${limit + 1}`.execute(db);
	const changes = found.slice(0, limit).map(toChange);
	await nameReferences(db, changes);
	return { changes, next: found.length > limit ? (changes.at(-1)?.id ?? null) : null };
}

function toChange(row: Stored): Change {
	const names = new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})]);
	const initials = [row.given, row.patronymic].filter(Boolean).map((name) => `${name![0]}.`);
	return {
		id: row.id,
		at: row.at,
		by: row.surname === null ? null : [row.surname, ...initials].join('\u00a0'),
		table: row.table_name,
		rowId: row.row_id,
		action: row.action,
		fields: [...names]
			.filter((name) => !silent.has(name))
			.map((name) => ({
				name,
				before: row.before?.[name] ?? null,
				after: row.after?.[name] ?? null
			}))
			.filter(({ before, after }) => isTold(before) || isTold(after))
	};
}

/** Whether a value says something: a new row's empty columns do not. */
function isTold(value: unknown): boolean {
	return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Puts names where a change holds ids of people and organisations. */
async function nameReferences(db: Db, changes: Change[]): Promise<void> {
	const ids = new Set<string>();
	for (const { fields } of changes)
		for (const { name, before, after } of fields)
			if (name.endsWith('_id'))
				for (const value of [before, after])
					if (typeof value === 'string' && uuid.test(value)) ids.add(value);
	if (ids.size === 0) return;
	const { rows } = await sql<{ id: string; name: string }>`
		select id::text, btrim(concat_ws(' ', surname, given, patronymic)) as name
		from opora.person where id = any (${[...ids]}::uuid[])
		union all
		select id::text, short_name from opora.organisation where id = any (${[...ids]}::uuid[])
		union all
		select id::text, title from opora.roadmap where id = any (${[...ids]}::uuid[])`.execute(db);
	const names = new Map(rows.map(({ id, name }) => [id, name]));
	for (const change of changes) {
		for (const field of change.fields)
			if (field.name.endsWith('_id')) {
				field.before = names.get(String(field.before)) ?? null;
				field.after = names.get(String(field.after)) ?? null;
			}
		change.fields = change.fields.filter(({ before, after }) => before !== null || after !== null);
	}
}
