/** Two autumn reports of the district's schools: one is accepted, one came back. Through the doors. */
import type { Actor } from '../src/lib/people/access.ts';
import { runAt } from '../src/lib/platform/clock.ts';
import { closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import {
	beginReport,
	decideReport,
	openFill,
	openReport,
	sendReport
} from '../src/lib/roadmap/half-year/half-year.ts';
import { actorOf } from './approvals.ts';

const autumn = { year: 2026, season: 'autumn' } as const;
const SENT = '2026-11-23T12:10:00+03:00';
const DECIDED = '2026-11-24T09:40:00+03:00';

interface Told {
	author: string;
	texts: Record<'summary' | 'problems' | 'requests' | 'plans', string>;
	/** For each measure that was not done in time, in turn. */
	reasons: string[];
	signs: { post: string; name: string };
	verdict: 'accepted' | 'returned';
	comment: string;
}

const reports: Record<string, Told> = {
	kamennobrodskaya: {
		author: 'ermakova',
		texts: {
			summary:
				'Проведена диагностика предметных дефицитов, учителя русского языка и математики начали индивидуальные маршруты.\nРаботают две группы поддержки для девятиклассников.',
			problems:
				'Нет ставки педагога-психолога: родительские встречи ведёт психолог соседней школы.',
			requests: 'Помочь найти психолога и договориться о стажировке в гимназии № 1.',
			plans: 'Пробное сочинение с взаимной проверкой в декабре.'
		},
		reasons: ['Перенесено на две недели из-за карантина в начальных классах.'],
		signs: { post: 'Директор', name: 'В. Г. Сорокина' },
		verdict: 'accepted',
		comment: ''
	},
	nizhnelugovskaya: {
		author: 'chernykh',
		texts: {
			summary: 'Мероприятия выполняются.',
			problems: 'Трудно собирать родителей из отдалённых деревень.',
			requests: '',
			plans: ''
		},
		reasons: ['Не успели.'],
		signs: { post: 'Директор', name: 'Р. Л. Панкратова' },
		verdict: 'returned',
		comment:
			'Напишите, что изменилось для учеников, и когда закончите то, что не успели: «не успели» ничего не объясняет.'
	}
};

/** `roadmaps`: those in force by key of their owner. */
export async function reportHalfYear(appUrl: string, roadmaps: Map<string, string>): Promise<void> {
	openDatabase(appUrl, 4);
	try {
		const coordinator = await actorOf('vershinina');
		for (const [owner, told] of Object.entries(reports))
			await report(roadmaps.get(owner)!, told, coordinator);
	} finally {
		await closeDatabase();
	}
}

async function report(roadmapId: string, told: Told, coordinator: Actor): Promise<void> {
	const author = await actorOf(told.author);
	const { id } = await runAt(SENT, async () => {
		const { result } = await beginReport(author, roadmapId, autumn);
		const { missing, report: begun } = await openFill(author, roadmapId, result.id);
		const why = Object.keys(missing).filter((field) => field.startsWith('why-'));
		await sendReport(author, result.id, {
			mine: {
				...told.texts,
				...told.signs,
				...Object.fromEntries(why.map((field, n) => [field, told.reasons[n % told.reasons.length]]))
			},
			base: {},
			revision: begun.revision
		});
		return result;
	});
	await runAt(DECIDED, async () => {
		const { report: sent } = await openReport(coordinator, roadmapId, id);
		const { verdict, comment } = told;
		await decideReport(coordinator, id, { verdict, comment, revision: sent.revision });
	});
}
