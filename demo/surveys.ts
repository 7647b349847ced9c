/** A survey of the district that is under way: some schools answer, one hardly, one too much. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Asked } from '../src/lib/diagnosis/campaign/model.ts';
import { findInstrument } from '../src/lib/diagnosis/instruments/shipped.ts';
import { chanceOf, fill } from './answers.ts';

interface Answered {
	school: string;
	audience: Asked;
	expected: number;
	sheets: number;
	paper?: number;
	/** Beyond 1.5 × the expected: they wait for the coordinator. */
	held?: number;
}

const survey = {
	title: 'Климат и отношения в школе, ноябрь 2026',
	opensOn: '2026-11-16',
	closesOn: '2026-12-11',
	order: { number: '189', date: '2026-11-11' },
	answered: [
		{ school: 'gremyachenskaya', audience: 'pupils', expected: 64, sheets: 41 },
		{ school: 'gremyachenskaya', audience: 'parents', expected: 58, sheets: 19, paper: 7 },
		{ school: 'peschanskaya', audience: 'pupils', expected: 40, sheets: 60, held: 12 },
		{ school: 'peschanskaya', audience: 'parents', expected: 52, sheets: 3 }
	] satisfies Answered[]
};

const issuer = 'управления образования администрации Заречного муниципального района';

/** Stores the survey with what came so far. */
export async function beginSurvey(
	client: pg.Client,
	organisations: Map<string, string>
): Promise<void> {
	const place = organisations.get('zarechny')!;
	const chance = chanceOf(1126);
	const { rows } = await client.query<{ id: string }>(
		`insert into opora.campaign (place_id, title, opens_on, closes_on, order_number, order_date,
			order_issuer, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
		[
			...[place, survey.title, survey.opensOn, survey.closesOn],
			...[survey.order.number, survey.order.date, issuer, `${survey.order.date}T12:00:00Z`]
		]
	);
	const links = survey.answered.map((one: Answered) => ({
		...{ ...one, school: organisations.get(one.school), id: randomUUID() },
		...{ instrument: findInstrument(one.audience)!, token: randomUUID().replaceAll('-', '') }
	}));
	const sheets = links.flatMap(({ id, instrument, sheets: count, paper = 0, held = 0 }) =>
		Array.from({ length: count + held }, (_, n) => ({
			link: id,
			answers: fill(instrument, () => 0.35, chance),
			paper: n < paper,
			state: n < count ? 'counted' : 'held'
		}))
	);
	await client.query(
		`insert into opora.campaign_link (id, campaign_id, place_id, school_id, audience, instrument,
			instrument_version, token, expected)
		select id, $1, $2, school, audience, instrument ->> 'id', (instrument ->> 'version')::smallint,
			left(token, 16), expected
		from jsonb_to_recordset($3) as given (id uuid, school uuid, audience text, instrument jsonb,
			token text, expected integer)`,
		[rows[0]!.id, place, JSON.stringify(links)]
	);
	await client.query(
		`insert into survey.sheet (id, link_id, filled_on, answers, from_paper, state)
		select gen_random_uuid(), link, $1, answers, paper, state
		from jsonb_to_recordset($2) as given (link uuid, answers jsonb, paper boolean, state text)`,
		[survey.opensOn, JSON.stringify(sheets)]
	);
}
