import { randomUUID } from 'node:crypto';
import { leastSeconds } from '../../src/lib/diagnosis/campaign/gate.ts';
import { askDatabase, post } from '../server.ts';

/** What a writer tried, and whether it was told that it is done. */
export interface Attempt {
	kind: 'add' | 'edit' | 'report' | 'verify' | 'cancel' | 'reopen' | 'comment' | 'sheet';
	/**
	 * Text of the measure, text of the edit, token of the report, id of the occurrence that was
	 * verified, reason of the cancelling, id of the occurrence reopened, token of the comment, id of the sheet.
	 */
	key: string;
	/** The measure that was edited; the occurrence that was cancelled or reopened. */
	subject?: string;
	acknowledged: boolean;
}

/** What the writers work on, and how they are held still. */
export interface Field {
	address: string;
	data: string;
	/** Draft that measures are added to, and roadmap in force whose occurrences are reported on. */
	draft: string;
	inForce: string;
	/** Occurrences that nobody has reported on, and the measure of each. */
	free: string[];
	measureOf: Map<string, string>;
	/** Forms of a questionnaire that were opened and not sent: what each carries. */
	forms: { path: string; sheet: string; mark: string; openedAt: number }[];
	cookies: { coordinator: string; school: string };
	/** Grows with every kill and every recovery; odd while something is down. */
	turn: number;
	attempts: Attempt[];
	over: boolean;
	random: () => number;
}

/** Small, seeded, good enough to choose what to do next: a run is repeated by its seed. */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Writes by the forms of pages until the field is over, one form after another. */
export async function write(field: Field): Promise<void> {
	while (!field.over) {
		if (field.turn % 2 === 1) {
			await pause(10);
			continue;
		}
		const luck = field.random();
		if (luck < 0.15) await sheet(field);
		else if (luck < 0.3) await add(field);
		else if (luck < 0.42) await edit(field);
		else if (luck < 0.6) await report(field);
		else if (luck < 0.69) await verify(field);
		else if (luck < 0.8) await cancel(field);
		else if (luck < 0.88) await reopen(field);
		else await comment(field);
	}
}

async function add(field: Field): Promise<void> {
	const text = `Запись ${randomUUID()}`;
	const attempt: Attempt = { kind: 'add', key: text, acknowledged: false };
	field.attempts.push(attempt);
	attempt.acknowledged = await sent(
		field,
		`/roadmaps/${field.draft}/measures/new`,
		{ fields: 'text term responsible', text, term: 'март', responsible: 'Директор' },
		field.cookies.coordinator
	);
}

/** Of an added measure that nobody has edited yet: what its form showed is known. */
async function edit(field: Field): Promise<void> {
	const edited = new Set(field.attempts.map(({ subject }) => subject));
	const known = field.attempts.filter(
		({ kind, key, acknowledged }) => kind === 'add' && acknowledged && !edited.has(key)
	);
	const one = known[Math.floor(field.random() * known.length)];
	if (!one) return;
	const attempt: Attempt = {
		kind: 'edit',
		key: `Итог ${randomUUID()}`,
		subject: one.key,
		acknowledged: false
	};
	field.attempts.push(attempt);
	const [row] = await look<{ id: string }>(
		field,
		'select id from opora.measure where text = $1',
		one.key
	);
	if (!row) return;
	attempt.acknowledged = await sent(
		field,
		`/roadmaps/${field.draft}/measures/${row.id}?/save`,
		{
			...{ fields: 'result responsible', revision: '1', 'was.result': '' },
			...{ 'was.responsible': 'Директор', result: attempt.key, responsible: 'Директор\nЗавуч' }
		},
		field.cookies.coordinator
	);
}

/** A person whose form was not answered sends it again: it is one report. */
async function report(field: Field): Promise<void> {
	const occurrence = field.free.pop();
	if (!occurrence) return;
	const attempt: Attempt = { kind: 'report', key: randomUUID(), acknowledged: false };
	field.attempts.push(attempt);
	const form = {
		...{ token: attempt.key, [`o-${occurrence}`]: '1', doneOn: '2026-09-20', text: 'Проведено' },
		...{ result: '', number: '', 'evidence-0-kind': 'order', 'evidence-0-number': '7' },
		...{ 'evidence-0-date': '2026-09-20' }
	};
	for (let tries = 0; tries < 3 && !field.over && !attempt.acknowledged; tries++) {
		attempt.acknowledged = await sent(
			field,
			`/roadmaps/${field.inForce}/report`,
			form,
			field.cookies.school
		);
		while (field.turn % 2 === 1 && !field.over) await pause(10);
	}
}

async function verify(field: Field): Promise<void> {
	const [row] = await look<{ id: string; report: string; revision: number }>(
		field,
		`select id, report_id as report, revision from opora.occurrence
		where roadmap_id = $1 and stage = 'reported' and not id = any ($2::uuid[]) limit 1`,
		field.inForce,
		field.attempts.flatMap(({ kind, key }) => (kind === 'verify' ? [key] : []))
	);
	if (!row || field.attempts.some(({ kind, key }) => kind === 'verify' && key === row.id)) return;
	const attempt: Attempt = { kind: 'verify', key: row.id, acknowledged: false };
	field.attempts.push(attempt);
	attempt.acknowledged = await sent(
		field,
		'/check?/decide',
		{
			...{ occurrence: row.id, report: row.report, revision: String(row.revision) },
			...{ verdict: 'verified', comment: '', back: '/check' }
		},
		field.cookies.coordinator
	);
}

/** Takes an occurrence out of the plan; the reason is its alone. */
async function cancel(field: Field): Promise<void> {
	const occurrence = field.free.pop();
	if (!occurrence) return;
	const attempt: Attempt = {
		kind: 'cancel',
		key: `Отмена ${randomUUID()}`,
		subject: occurrence,
		acknowledged: false
	};
	field.attempts.push(attempt);
	attempt.acknowledged = await sent(
		field,
		`/roadmaps/${field.inForce}/measures/${field.measureOf.get(occurrence)!}?/cancel`,
		{ occurrence, revision: '1', reason: attempt.key },
		field.cookies.school
	);
}

/** Of a cancelled occurrence that nobody tried to open again. */
async function reopen(field: Field): Promise<void> {
	const opened = new Set(
		field.attempts.flatMap(({ kind, subject }) => (kind === 'reopen' ? [subject] : []))
	);
	const one = field.attempts.find(
		({ kind, subject, acknowledged }) => kind === 'cancel' && acknowledged && !opened.has(subject)
	);
	if (!one) return;
	const occurrence = one.subject!;
	const attempt: Attempt = {
		kind: 'reopen',
		key: occurrence,
		subject: occurrence,
		acknowledged: false
	};
	field.attempts.push(attempt);
	attempt.acknowledged = await sent(
		field,
		`/roadmaps/${field.inForce}/measures/${field.measureOf.get(occurrence)!}?/reopen`,
		{ occurrence, revision: '2' },
		field.cookies.school
	);
}

/** A person whose remark was not answered sends it again: it is one remark, and one mention. */
async function comment(field: Field): Promise<void> {
	const attempt: Attempt = { kind: 'comment', key: randomUUID(), acknowledged: false };
	field.attempts.push(attempt);
	const [measure] = field.measureOf.values();
	for (let tries = 0; tries < 3 && !field.over && !attempt.acknowledged; tries++) {
		attempt.acknowledged = await sent(
			field,
			`/roadmaps/${field.inForce}/measures/${measure}?/say`,
			{ token: attempt.key, text: `@Климова, посмотрите: ${attempt.key}`, replyTo: '' },
			field.cookies.coordinator
		);
		while (field.turn % 2 === 1 && !field.over) await pause(10);
	}
}

/** A pupil whose answers were not taken sends the same form again: it is one sheet. */
async function sheet(field: Field): Promise<void> {
	const form = field.forms.pop();
	if (!form) return;
	// the form itself asks whoever is quicker to wait
	await pause(Math.max(0, form.openedAt + 1000 * (leastSeconds + 1) - Date.now()));
	const attempt: Attempt = { kind: 'sheet', key: form.sheet, acknowledged: false };
	field.attempts.push(attempt);
	for (let tries = 0; tries < 3 && !field.over && !attempt.acknowledged; tries++) {
		attempt.acknowledged = await sent(
			field,
			form.path,
			{ sheet: form.sheet, mark: form.mark, grade: 'g7', better: form.sheet },
			''
		);
		while (field.turn % 2 === 1 && !field.over) await pause(10);
	}
}

/** Whether the form was answered as done. An answer of error counts as none only around a kill. */
async function sent(
	field: Field,
	path: string,
	form: Record<string, string>,
	cookie: string
): Promise<boolean> {
	const turn = field.turn;
	const answer = await post(field.address, path, form, cookie).catch(() => null);
	if (answer?.status === 303) return true;
	if (turn % 2 === 0 && turn === field.turn)
		throw new Error(`${path} answered ${answer?.status}: ${await answer?.text()}`);
	if (answer && answer.status !== 503)
		throw new Error(`${path} answered ${answer.status} during a kill: ${await answer.text()}`);
	return false;
}

/** Past the application; empty while the database is down. */
async function look<T>(field: Field, sql: string, ...values: unknown[]): Promise<T[]> {
	const turn = field.turn;
	return askDatabase<T>(field.data, sql, values).catch((error: unknown) => {
		if (turn % 2 === 0 && turn === field.turn) throw error;
		return [];
	});
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
