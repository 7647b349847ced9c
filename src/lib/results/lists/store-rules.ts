/** The SQL of rule sets that places made. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { readRules, shippedRules, shippedRuleSets, type RuleSet } from '../rules.ts';

/** A rule set that may be run. */
export interface RulesChoice {
	/** `847-2020` of a shipped one, else the id of the stored version. */
	key: string;
	rules: RuleSet;
	/** Whose own it is; null: shipped. */
	placeId: string | null;
	place: string | null;
	at: Date | null;
	byName: string | null;
}

interface Stored {
	id: string;
	rules: unknown;
	placeId: string;
	place: string;
	at: Date;
	byName: string | null;
}

/** The shipped rule sets and the latest version of those of the place and of places above it. */
export async function findRules(db: Db, path: string): Promise<RulesChoice[]> {
	const { rows } = await sql<Stored>`
		select distinct on (nlevel(o.path), s.place_id, s.code) s.id, s.rules, s.place_id as "placeId",
			o.short_name as place, s.at, null as "byName"
		from rule_set s join organisation o on o.id = s.place_id
		where o.path @> ${path}::ltree and s.withdrawn_at is null
		order by nlevel(o.path), s.place_id, s.code, s.version desc`.execute(db);
	return [...shippedChoices(), ...rows.flatMap(toChoice)];
}

/** The shipped ones, the newest first. */
function shippedChoices(): RulesChoice[] {
	return [...shippedRuleSets].reverse().map((id) => ({
		key: id,
		rules: shippedRules(id)!,
		...{ placeId: null, place: null, at: null, byName: null }
	}));
}

function toChoice({ id, rules, ...rest }: Stored): RulesChoice[] {
	const read = readRules(rules);
	return 'rules' in read ? [{ key: id, rules: read.rules, ...rest }] : [];
}

/** Every version of a place's own rule sets that may still be run, the newest first. */
export async function findVersions(db: Db, placeId: string): Promise<RulesChoice[]> {
	const { rows } = await sql<Stored>`
		select s.id, s.rules, s.place_id as "placeId", o.short_name as place, s.at,
			p.surname || coalesce(' ' || left(nullif(p.given, ''), 1) || '.', '') as "byName"
		from rule_set s
		join organisation o on o.id = s.place_id
		left join person p on p.id = s.by
		where s.place_id = ${placeId} and s.withdrawn_at is null
		order by s.code, s.version desc`.execute(db);
	return rows.flatMap(toChoice);
}

/** Stores a version. */
export async function insertRules(
	db: Db,
	personId: string,
	placeId: string,
	rules: RuleSet
): Promise<void> {
	await db
		.insertInto('rule_set')
		.values({
			...{ place_id: placeId, code: rules.id, version: rules.version, by: personId },
			rules: JSON.stringify(rules)
		})
		.execute();
}

/** Takes all versions of a rule set out of the choice. */
export async function withdrawRules(db: Db, placeId: string, code: string): Promise<void> {
	await db
		.updateTable('rule_set')
		.set({ withdrawn_at: sql`opora.now()` })
		.where('place_id', '=', placeId)
		.where('code', '=', code)
		.where('withdrawn_at', 'is', null)
		.execute();
}

/** The number of the version that comes next; one that was withdrawn is not given again. */
export async function nextVersion(db: Db, placeId: string, code: string): Promise<number> {
	const { latest } = await db
		.selectFrom('rule_set')
		.select(({ fn }) => fn.max('version').as('latest'))
		.where('place_id', '=', placeId)
		.where('code', '=', code)
		.executeTakeFirstOrThrow();
	return (latest ?? 0) + 1;
}
