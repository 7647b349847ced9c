/**
 * The district's diagnosis: a campaign of October that is over, its generated sheets, context data, and the profiles
 * that came of them, through the doors that people use: most are approved, one waits for its curator,
 * one school is left for whoever looks at the demonstration.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asked } from '../src/lib/diagnosis/campaign/model.ts';
import { findInstrument } from '../src/lib/diagnosis/instruments/shipped.ts';
import {
	approveProfile,
	confirmLevels,
	decideLevel,
	keepProfile,
	openKept
} from '../src/lib/diagnosis/kept/kept.ts';
import type { Actor } from '../src/lib/people/access.ts';
import { findActor } from '../src/lib/people/actor.ts';
import { runAt } from '../src/lib/platform/clock.ts';
import { act, closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import { closeJobsDatabase, openJobsDatabase } from '../src/lib/platform/jobs/database.ts';
import { factors } from '../src/lib/roadmap/factors.ts';
import { chanceOf, count, fill, type Chance, type Risks } from './answers.ts';

interface School {
	key: string;
	/** Numbers of deficits that weigh there; the others hardly do. */
	high: number[];
	/** Numbers of those that weigh somewhat. */
	medium: number[];
	/** How many answer: head, teachers, pupils, parents. */
	people: [number, number, number, number];
	/** Account of the curator who decided; null: nobody kept a profile. */
	curator: string | null;
	/** What he saw otherwise on the spot. */
	changed?: { number: number; level: 'high' | 'medium' | 'low'; reason: string }[];
	/** Decided in full and approved. */
	approved: boolean;
}

const schools: School[] = [
	{
		key: 'berezovskaya',
		...{ high: [3, 7, 15], medium: [2, 5, 11, 13, 17], people: [1, 14, 61, 34] },
		...{ curator: 'lapshin', approved: true }
	},
	{
		key: 'verkhneolshanskaya',
		...{ high: [1, 2, 17], medium: [6, 7, 12, 16], people: [1, 11, 48, 22] },
		...{ curator: 'ryabtsev', approved: true },
		changed: [
			{
				number: 1,
				level: 'medium',
				reason: 'В сентябре открыта «Точка роста»: в анкетах она ещё не учтена.'
			}
		]
	},
	{
		key: 'gremyachenskaya',
		...{ high: [2, 3, 16], medium: [4, 7, 15], people: [1, 4, 23, 4] },
		...{ curator: 'osipova', approved: true }
	},
	{
		key: 'dubravskaya',
		...{ high: [7, 14, 15], medium: [1, 3, 6], people: [1, 9, 37, 19] },
		...{ curator: 'lapshin', approved: true }
	},
	{
		key: 'zarechnaya-2',
		...{ high: [13, 16], medium: [3, 5, 7, 12, 15, 17], people: [1, 26, 118, 57] },
		...{ curator: 'kudryavtseva', approved: false }
	},
	{
		key: 'kamennobrodskaya',
		...{ high: [2, 3, 6, 7, 15, 17], medium: [1, 5, 8, 11, 13, 16], people: [1, 14, 96, 41] },
		...{ curator: 'lapshin', approved: true },
		changed: [
			{
				number: 13,
				level: 'high',
				reason:
					'На встречах с классами 20 и 22 октября ученики шести классов говорили о травле, обращались к психологу не все.'
			}
		]
	},
	{
		key: 'nizhnelugovskaya',
		...{ high: [7, 11, 15], medium: [2, 3, 13, 17], people: [1, 12, 54, 26] },
		...{ curator: 'kudryavtseva', approved: true }
	},
	{
		key: 'novopokrovskaya',
		...{ high: [3, 15, 17], medium: [2, 7, 11], people: [1, 12, 52, 25] },
		...{ curator: null, approved: false }
	},
	{
		key: 'olkhovskaya',
		...{ high: [1, 2], medium: [6, 7, 14, 17], people: [1, 8, 26, 14] },
		...{ curator: 'osipova', approved: true }
	},
	{
		key: 'peschanskaya',
		...{ high: [3, 7, 16, 17], medium: [2, 5, 12, 15], people: [1, 13, 58, 31] },
		...{ curator: 'kudryavtseva', approved: true }
	}
];

/** It has no profile either: both are for whoever looks at the demonstration. */
const withoutContext = 'novopokrovskaya';

interface Campaign {
	title: string;
	opensOn: string;
	closesOn: string;
	order: { number: string; date: string };
	schools: School[];
	seed: number;
	/** How much heavier the risks were then. */
	heavier: number;
}

const issuer = 'управления образования администрации Заречного муниципального района';
const campaigns = {
	// last year's, of two schools: their versions can be compared with this year's
	before: {
		title: 'Диагностика факторов риска, осень 2025',
		...{ opensOn: '2025-10-13', closesOn: '2025-10-31' },
		order: { number: '171', date: '2025-10-06' },
		schools: schools.filter(({ key }) => key === 'kamennobrodskaya' || key === 'peschanskaya'),
		...{ seed: 2025, heavier: 0.12 }
	},
	now: {
		title: 'Диагностика факторов риска, осень 2026',
		...{ opensOn: '2026-10-12', closesOn: '2026-10-30' },
		order: { number: '163', date: '2026-10-05' },
		...{ schools, seed: 2026, heavier: 0 }
	}
} satisfies Record<string, Campaign>;

/** The campaigns with their sheets, and the profiles made of them. */
export async function diagnose(
	client: pg.Client,
	urls: { app: string; jobs: string },
	organisations: Map<string, string>
): Promise<void> {
	await client.query('begin');
	const before = await ask(client, campaigns.before, organisations);
	const now = await ask(client, campaigns.now, organisations);
	for (const { schools: asked, seed, heavier, closesOn } of Object.values(campaigns))
		await enter(client, asked, { chance: chanceOf(seed + 1), heavier, closesOn }, organisations);
	await client.query('commit');
	openDatabase(urls.app, 4);
	openJobsDatabase(urls.jobs);
	try {
		for (const school of campaigns.before.schools)
			await makeProfile({ ...school, changed: [] }, before, organisations, '2026-09-1');
		for (const school of campaigns.now.schools)
			if (school.curator) await makeProfile(school, now, organisations, '2026-11-1');
	} finally {
		await closeJobsDatabase();
		await closeDatabase();
	}
}

/** Stores a campaign and what people answered in it; its id. */
async function ask(
	client: pg.Client,
	campaign: Campaign,
	organisations: Map<string, string>
): Promise<string> {
	const id = randomUUID();
	const place = organisations.get('zarechny')!;
	await client.query(
		`insert into opora.campaign (id, place_id, title, opens_on, closes_on, order_number, order_date,
			order_issuer, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		[
			...[id, place, campaign.title, campaign.opensOn, campaign.closesOn],
			...[campaign.order.number, campaign.order.date, issuer, `${campaign.order.date}T12:00:00Z`]
		]
	);
	const chance = chanceOf(campaign.seed);
	const links: object[] = [];
	const sheets: object[] = [];
	for (const school of campaign.schools) {
		const risks = risksOf(school, campaign.heavier);
		asked.forEach((audience, index) => {
			const { version, ...instrument } = findInstrument(audience)!;
			const link = randomUUID();
			const count = school.people[index]!;
			links.push({
				...{ id: link, school: organisations.get(school.key), audience },
				...{ instrument: instrument.id, version, expected: Math.ceil(count * 1.3) },
				token: randomUUID().replaceAll('-', '').slice(0, 16)
			});
			for (let turn = 0; turn < count; turn++)
				sheets.push({ link, answers: fill({ version, ...instrument }, risks, chance) });
		});
	}
	await client.query(
		`insert into opora.campaign_link (id, campaign_id, place_id, school_id, audience, instrument,
			instrument_version, token, expected)
		select id, $1, $2, school, audience, instrument, version, token, expected
		from jsonb_to_recordset($3) as given (id uuid, school uuid, audience text, instrument text,
			version smallint, token text, expected integer)`,
		[id, place, JSON.stringify(links)]
	);
	await client.query(
		`insert into survey.sheet (id, link_id, filled_on, answers)
		select gen_random_uuid(), link, $1, answers
		from jsonb_to_recordset($2) as given (link uuid, answers jsonb)`,
		[campaign.closesOn, JSON.stringify(sheets)]
	);
	return id;
}

/** What the schools' coordinators entered of the school and its classes, but for one that has not yet. */
async function enter(
	client: pg.Client,
	schools: School[],
	{ chance, heavier, closesOn }: { chance: Chance; heavier: number; closesOn: string },
	organisations: Map<string, string>
): Promise<void> {
	const year = Number(closesOn.slice(0, 4));
	const sheets: object[] = [];
	for (const school of schools.filter(({ key }) => key !== withoutContext)) {
		const risks = risksOf(school, heavier);
		const put = (id: string, className: string, known: Record<string, number>) => {
			const instrument = findInstrument(id)!;
			sheets.push({
				school: organisations.get(school.key),
				...{ instrument: id, version: instrument.version, class: className },
				answers: count(instrument, known, risks, chance)
			});
		};
		const pupils = Math.round(school.people[2] * 2.4);
		const teachers = Math.round(school.people[1] * 1.3);
		put('context-school', '', {
			...{ pupils, teachers, classes: 11, posts: teachers + 3, rooms: 16 },
			special: Math.round(pupils * 0.06),
			'second-language': Math.round(pupils * 0.04),
			arrived: Math.round(pupils * 0.025)
		});
		for (let grade = 1; grade <= 11; grade++)
			put('context-class', `${grade}А`, {
				...{ grade, pupils: Math.max(6, Math.round(pupils / 11 + (chance() - 0.5) * 6)) },
				...{ special: Math.round(chance() * 3), 'second-language': Math.round(chance() * 2) }
			});
	}
	await client.query(
		`insert into opora.context_sheet (organisation_id, year, instrument, instrument_version, class,
			answers, by, at)
		select school, $1, instrument, version, class, answers,
			(select a.person_id from opora.appointment a
				where a.organisation_id = school and a.role = 'school-coordinator' limit 1), $2
		from jsonb_to_recordset($3) as given (school uuid, instrument text, version smallint, class text,
			answers jsonb)`,
		[year, `${closesOn}T09:00:00Z`, JSON.stringify(sheets)]
	);
}

function risksOf({ high, medium }: School, heavier: number): Risks {
	const byCode = new Map(
		factors.map(({ number, code }) => [
			code,
			(high.includes(number) ? 0.88 : medium.includes(number) ? 0.52 : 0.2) + heavier
		])
	);
	return (factor) => byCode.get(factor) ?? 0.3;
}

/** Keeps a school's profile, has its curator decide and the coordinator approve it. */
async function makeProfile(
	{ key, curator, changed = [], approved }: School,
	campaignId: string,
	organisations: Map<string, string>,
	/** The first nine signs of the days on which it happens. */
	tens: string
): Promise<void> {
	const schoolId = organisations.get(key)!;
	const coordinator = await actorOf('vershinina');
	const id = await runAt(`${tens}0T10:00:00+03:00`, () =>
		keepProfile(coordinator, campaignId, schoolId)
	);
	if (!approved) return;
	await runAt(`${tens}3T15:00:00+03:00`, async () => {
		const actor = await actorOf(curator!);
		const { levels } = await openKept(actor, id);
		for (const { number, level, reason } of changed) {
			const { factor, revision } = levels.find((one) => one.number === number)!;
			await decideLevel(actor, id, factor, { level, reason, revision });
		}
		await confirmLevels(
			actor,
			id,
			levels.map(({ factor }) => factor)
		);
	});
	await runAt(`${tens}6T11:00:00+03:00`, async () => {
		const { profile } = await openKept(coordinator, id);
		await approveProfile(coordinator, id, profile.revision);
	});
}

async function actorOf(account: string): Promise<Actor> {
	return (await act({ personId: null, today: null }, (db) => findActor(db, `demo-${account}`)))!;
}
