import { expect, test } from 'vitest';
import { emptyTally, type Tally } from '../roadmap/progress.ts';
import { cellWord } from './stage-wording.ts';
import {
	currentStages,
	placeRow,
	schoolRow,
	type Cell,
	type PlaceStanding,
	type SchoolStanding
} from './stages.ts';

const school: SchoolStanding = {
	id: 's',
	name: 'Песчанская СОШ',
	curatedSince: null,
	roadmap: null,
	tally: null,
	mayBegin: false,
	reports: {},
	terms: {
		autumn: { coversTo: '2026-10-31', dueOn: '2026-11-15' },
		spring: { coversTo: '2027-03-31', dueOn: '2027-04-15' }
	},
	today: '2026-11-10'
};
const inForce = { id: 'r', status: 'in-force', orderDate: '2026-11-18' } as const;
const tally = (whole: number, done: number, late = 0): Tally => ({
	...emptyTally(),
	whole,
	done,
	states: { ...emptyTally().states, done, late }
});
const said = ({ mark, word, href }: Cell) => `${mark} ${cellWord(word)} ${href}`;
const cells = (change: Partial<SchoolStanding>) =>
	Object.values(schoolRow({ ...school, ...change }).cells).map(said);
const autumn = (change: Partial<SchoolStanding>) =>
	cells({ roadmap: inForce, tally: tally(31, 6), ...change })[3];

test('a school that begins has nothing, and a link to where it begins', () => {
	expect(cells({}).slice(0, 3)).toEqual([
		'idle нет /schools/s#people',
		'idle нет /schools/s',
		'idle ждёт карту /schools/s'
	]);
	expect(cells({ mayBegin: true })[1]).toBe('idle нет /roadmaps/new?owner=s');
});

test('a roadmap goes from draft to its order, the work from late to done', () => {
	const states = (['draft', 'review', 'agreed', 'approved'] as const).map(
		(status) => cells({ roadmap: { id: 'r', status, orderDate: null } })[1]
	);
	expect(states).toEqual([
		'going черновик /roadmaps/r',
		'wait экспертиза /roadmaps/r',
		'wait ждёт приказа /roadmaps/r',
		'done утверждена /roadmaps/r'
	]);
	expect(
		cells({ curatedSince: '2026-10-09', roadmap: inForce, tally: tally(31, 6) }).slice(0, 3)
	).toEqual([
		'done 9 окт. /schools/s#people',
		'done 18 нояб. /roadmaps/r',
		'going 6\u00a0из\u00a031 /roadmaps/r'
	]);
	expect(cells({ roadmap: inForce, tally: tally(31, 6, 2) })[2]).toBe(
		'late 2\u00a0меры /roadmaps/r?state=late'
	);
	expect(cells({ roadmap: inForce, tally: tally(31, 31) })[2]).toBe(
		'done 31\u00a0из\u00a031 /roadmaps/r'
	);
});

test('a municipality is the sum of its schools', () => {
	const place: PlaceStanding = {
		id: 'm',
		name: 'Заречный район',
		schools: 12,
		curated: 12,
		approved: 8,
		underWay: 1,
		tally: tally(250, 51, 2),
		reports: {
			autumn: { owed: 8, sent: 5, accepted: 2, coversTo: '2026-10-31', dueOn: '2026-11-15' },
			spring: { owed: 8, sent: 0, accepted: 0, coversTo: '2027-03-31', dueOn: '2027-04-15' }
		},
		today: '2026-11-24'
	};
	expect(Object.values(placeRow(place).cells).map(said)).toEqual([
		'done 12\u00a0из\u00a012 /overview/m',
		'going 8\u00a0из\u00a012 /overview/m',
		'late 20\u00a0%, 2\u00a0опаздывают /overview/m',
		'late 5\u00a0из\u00a08 /overview/m',
		'idle с 1 апр. /overview/m'
	]);
	const autumnOf = (counts: object, today = '2026-11-24') =>
		said(
			placeRow({
				...place,
				reports: { autumn: { ...place.reports.autumn!, ...counts } },
				today
			}).cells.autumn!
		);
	expect(autumnOf({}, '2026-11-15')).toBe('going 5\u00a0из\u00a08 /overview/m');
	expect(autumnOf({ sent: 8 })).toBe('wait 8\u00a0из\u00a08 /overview/m');
	expect(autumnOf({ sent: 8, accepted: 8 })).toBe('done 8\u00a0из\u00a08 /overview/m');
	expect(autumnOf({ owed: 0, sent: 0, accepted: 0 })).toBe('idle ждёт карту /overview/m');
	expect(Object.values(placeRow({ ...place, tally: null }).cells).map(said)[2]).toBe(
		'idle ждёт карту /overview/m'
	);
});

test('stages that somebody works on now', () => {
	const row = schoolRow({
		...school,
		curatedSince: '2026-10-09',
		roadmap: inForce,
		tally: tally(3, 1)
	});
	expect(currentStages([row])).toEqual(['execution', 'autumn']);
	expect(row.done).toBe(2);
});

test('a half-year report is late after its day, and waits for a decision once it is sent', () => {
	expect(autumn({ tally: null })).toBe('idle ждёт карту /schools/s');
	expect(autumn({ today: '2026-10-31' })).toBe('idle с 1 нояб. /roadmaps/r/reports');
	expect(autumn({})).toBe('going до 15 нояб. /roadmaps/r/reports');
	expect(autumn({ today: '2026-11-19' })).toBe('late 4\u00a0дня /roadmaps/r/reports');
	const report = { id: 'h', stage: 'sent', sentOn: '2026-11-12' } as const;
	expect(autumn({ reports: { autumn: report }, today: '2026-11-19' })).toBe(
		'wait на рассмотрении /roadmaps/r/reports/h'
	);
	expect(autumn({ reports: { autumn: { ...report, stage: 'accepted' } } })).toBe(
		'done 12 нояб. /roadmaps/r/reports/h'
	);
	expect(autumn({ reports: { autumn: { ...report, stage: 'returned' } } })).toBe(
		'wait на доработке /roadmaps/r/reports/h'
	);
});
