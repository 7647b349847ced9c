/** A municipality's draft for 30 schools, planned alone and through the database, and its acceptance. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
	acceptDraft,
	beginMunicipalDraft,
	beginSchoolDraft,
	openDraft,
	openSchoolChoice
} from '../src/lib/diagnosis/draft/draft.ts';
import { draftMunicipality } from '../src/lib/diagnosis/draft/municipality.ts';
import { draftSchool, planFor } from '../src/lib/diagnosis/draft/school.ts';
import { acceptedOf } from '../src/lib/diagnosis/draft/snapshot.ts';
import { deficits } from '../src/lib/diagnosis/factors/factors.ts';
import { libraryMeasures } from '../src/lib/diagnosis/library/measures.ts';
import type { Actor } from '../src/lib/people/access.ts';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { openConnections } from '../src/lib/platform/connections.ts';
import { closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import { readSettings } from '../src/lib/platform/settings.ts';
import { measure, type Row } from './measure.ts';

const SCHOOLS = 30;
const LIMIT_MS = 2_000;

export default async function bench(): Promise<Row[]> {
	return [await planned(), ...(await stored())];
}

/** Levels of a school, the same each time: two high factors, three medium ones. */
function levelsOf(school: number) {
	return deficits.map(({ code, number }) => {
		const turn = (number * 7 + school * 5) % 17;
		const level = turn < 2 ? 'high' : turn < 5 ? 'medium' : 'low';
		return { factor: code, number, score: 90 - turn * 5, level, reason: null } as const;
	});
}

function planned(): Promise<Row> {
	const plan = planFor(2026, '2026-11-24');
	const schools = Array.from({ length: SCHOOLS }, (_, i) => {
		const chosen = levelsOf(i).filter(({ level }) => level !== 'low');
		const content = draftSchool(
			{ school: { shortName: `Школа ${i}` }, chosen, profile: null, results: null, plan },
			libraryMeasures
		);
		const { snapshot, sources } = acceptedOf(content, 'school', plan);
		return {
			school: `Школа ${i}`,
			levels: chosen,
			measures: snapshot.measures.map(({ text, factors, term }, j) => ({
				id: `${i}-${j}`,
				text,
				factors,
				term,
				library: sources[j]!.library
			}))
		};
	});
	return measure(`planned from the roadmaps of ${SCHOOLS} schools, no database`, () =>
		draftMunicipality({ place: 'Район', schools, plan }, libraryMeasures)
	);
}

/** Through the doors that pages ask, on the embedded PostgreSQL. */
async function stored(): Promise<Row[]> {
	const data = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	chmodSync(data, 0o755);
	const connections = await openConnections({ ...readSettings(), data, databaseUrl: null });
	await mirrorPermissions(connections.admin);
	openDatabase(connections.app, 4);
	const client = new pg.Client({ connectionString: connections.admin });
	await client.connect();
	try {
		await client.query('set search_path = opora, public');
		const region = await organisation(client, null, 'region', 'Область');
		const place = await organisation(client, region, 'municipality', 'Район');
		const actor = await coordinator(client, place);
		const schools: string[] = [];
		for (let i = 0; i < SCHOOLS; i++) {
			const school = await organisation(client, place, 'school', `Школа ${i + 1}`);
			await profile(client, school, actor.personId, i);
			const { factors, years } = await openSchoolChoice(actor, school);
			const id = await beginSchoolDraft(actor, school, {
				factors: factors.filter(({ suggested }) => suggested).map(({ number }) => number),
				year: years[0]!
			});
			await acceptDraft(actor, id, {}, 1);
			schools.push(school);
		}
		const { years } = await openSchoolChoice(actor, schools[0]!);
		const begin = () => beginMunicipalDraft(actor, place, { schools, year: years[0]! });
		const drafts: string[] = [];
		const made = await measure(
			`a draft of ${SCHOOLS} schools with roadmaps, kept`,
			async () => drafts.push(await begin()),
			{ limit: LIMIT_MS }
		);
		const opened = await measure('its page’s data', () => openDraft(actor, drafts[0]!));
		let links = 0;
		const accepted = await measure(
			'accepted: roadmap of three lanes with all links',
			async () => ({ links } = await acceptDraft(actor, drafts.pop()!, {}, 1)),
			{ runs: 9, warm: 2, limit: LIMIT_MS }
		);
		return [made, opened, { ...accepted, name: `${accepted.name} (${links})` }];
	} finally {
		await client.end();
		await closeDatabase();
		await connections.stop();
		rmSync(data, { recursive: true, force: true });
	}
}

async function idOf(client: pg.Client, statement: string, values: unknown[]): Promise<string> {
	return (await client.query<{ id: string }>(statement, values)).rows[0]!.id;
}

function organisation(
	client: pg.Client,
	parent: string | null,
	kind: string,
	name: string
): Promise<string> {
	return idOf(
		client,
		`insert into organisation (parent_id, kind, name, short_name, path)
		values ($1, $2, $3, $3, '') returning id`,
		[parent, kind, name]
	);
}

async function coordinator(client: pg.Client, place: string): Promise<Actor> {
	const personId = await idOf(
		client,
		`insert into person (organisation_id, surname) values ($1, 'Ясенева') returning id`,
		[place]
	);
	await client.query(
		`insert into appointment (person_id, role, organisation_id, from_date)
		values ($1, 'municipal-coordinator', $2, '2020-01-01')`,
		[personId, place]
	);
	const { rows } = await client.query<{ path: string }>(
		'select path from organisation where id = $1',
		[place]
	);
	const { path } = rows[0]!;
	return {
		...{ personId, accountId: '', name: '', fullName: '', initials: '', post: '' },
		organisationId: place,
		duties: [
			{ role: 'municipal-coordinator', organisationId: place, organisation: '', path, assigned: [] }
		]
	};
}

async function profile(client: pg.Client, school: string, by: string, turn: number): Promise<void> {
	const id = await idOf(
		client,
		`insert into risk_profile (organisation_id, year, version, formula_version, computed, by)
		values ($1, 2026, 1, 1, '[]', $2) returning id`,
		[school, by]
	);
	await client.query(
		`insert into risk_level (profile_id, organisation_id, factor, number, score, computed, level)
		select $1, $2, factor, number, score, level, level
		from jsonb_to_recordset($3::jsonb) as given (factor text, number smallint, score float8, level text)`,
		[id, school, JSON.stringify(levelsOf(turn))]
	);
}
