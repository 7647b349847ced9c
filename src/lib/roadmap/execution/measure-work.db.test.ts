import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor, Role } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openMeasure } from '../page.ts';
import { addComment } from '../talk/talk.ts';
import { sendReport } from './report.ts';
import { sampleRoadmap, type SampleRoadmap } from './sample.testing.ts';
import { verifyOccurrence } from './verify.ts';

let world: World;
let coordinator: Actor;
let observer: Actor;
let roadmap: SampleRoadmap;

async function actorAt(organisation: string, role: Role): Promise<Actor> {
	const personId = await world.person(organisation, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		...{ personId, accountId: '', name: 'Ясенева В.', fullName: '', initials: '', post: '' },
		organisationId: organisation,
		duties: [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
	};
}

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	coordinator = await actorAt(municipality, 'municipal-coordinator');
	observer = await actorAt(region, 'observer');
	roadmap = await sampleRoadmap(world, municipality, [
		{
			text: 'Провести семинар',
			occurrences: [1, 2, 3, 4, 5, 6, 7, 8].map((month) => ({
				days: [`2026-0${month}-01`, `2026-0${month}-28`] as [string, string]
			}))
		}
	]);
	const { id, occurrences } = roadmap.measures[0]!;
	const [first, second] = occurrences;
	const evidence = {
		...{ row: 0, kind: 'order' as const, uploadId: null, url: null, number: '7' },
		...{ date: '2026-02-01', issuer: null, note: null, personalData: false }
	};
	const { result } = await sendReport(coordinator, {
		...{ token: randomUUID(), doneOn: '2026-02-10', text: 'Проведён', result: '', number: '' },
		occurrences: [first!, second!].map((occurrence) => ({ id: occurrence, revision: null })),
		evidence: [evidence]
	});
	await verifyOccurrence(coordinator, {
		...{ occurrenceId: first!, reportId: result.reportId, revision: 2 },
		...{ verdict: 'verified' as const, comment: '' }
	});
	await addComment(coordinator, id, { token: randomUUID(), text: 'Да', replyTo: null, who: {} });
});
afterAll(() => world.close());

it('shows a measure in force with all that was told in at most twelve statements', async () => {
	const sent: string[] = [];
	watchQueries((text) => sent.push(text));
	const page = await openMeasure(coordinator, roadmap.id, roadmap.measures[0]!.id);
	watchQueries(null);
	expect(sent.length).toBeLessThanOrEqual(12);
	expect(page.work!.occurrences).toHaveLength(8);
	expect(page.work!.reports).toMatchObject([
		{
			text: 'Проведён',
			author: 'Ясенева\u00a0В.',
			former: false,
			evidence: [{ number: '7' }],
			// the authority's own: its author verified it, and the page says so
			verdicts: [{ verdict: 'verified', by: 'Ясенева\u00a0В.', byAuthor: true }]
		}
	]);
	// the authority's coordinator may verify her own report
	expect(page.work!.occurrences[1]!.acts).toEqual(['verify', 'amend']);
	expect(page.talk!.comments).toHaveLength(1);
});

it('shows who only reads the plan its days, and nothing of what was told or said', async () => {
	const page = await openMeasure(observer, roadmap.id, roadmap.measures[0]!.id);
	expect(page.work).toMatchObject({ reports: [], may: { add: false, settle: false } });
	expect(page.work!.occurrences.every(({ acts }) => acts.length === 0)).toBe(true);
	expect(page.talk).toBeNull();
});
