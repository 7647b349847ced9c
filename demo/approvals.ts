/**
 * How the district's roadmaps came to their orders, through the doors that people use: the district's
 * and two schools' are in force, one of them in its second version, one is on review, one a draft.
 */
import { writePdf } from '../src/lib/office/pdf.ts';
import type { Actor } from '../src/lib/people/access.ts';
import { findActor } from '../src/lib/people/actor.ts';
import { runAt } from '../src/lib/platform/clock.ts';
import { act } from '../src/lib/platform/database.ts';
import { openRoadmap, saveMeasure } from '../src/lib/roadmap/roadmap.ts';
import {
	approveRoadmap,
	beginCorrection,
	moveRoadmap,
	openApproval
} from '../src/lib/roadmap/version/version.ts';

interface Order {
	number: string;
	date: string;
	issuer: string;
	signatory: { post: string; name: string };
	reason?: string;
}

/** «11.11.2026, half past two» in the district's zone. */
const at = (day: string) => `${day}T14:30:00+03:00`;

const director = { post: 'Директор', name: 'В. Г. Сорокина' };
const kamennobrodskaya = 'МКОУ Каменнобродская СОШ';
/** In the first version of that school's roadmap; the paper in `files/` is the second. */
const firstTerms = { '12': '1 раз в четверть', '17': 'до 10 декабря' };

/** `roadmaps`: id by key of the owner. */
export async function approveRoadmaps(roadmaps: Map<string, string>): Promise<void> {
	const district = roadmaps.get('zarechny')!;
	await submit(district, 'solovyova', '2026-11-11');
	await agree(district, 'melnikov', '2026-11-13', 'Сроки школ и района согласованы между собой.');
	await approve(district, 'vershinina', {
		number: '211',
		date: '2026-11-16',
		issuer: 'управления образования администрации Заречного муниципального района',
		signatory: { post: 'Начальник управления образования', name: 'П. А. Громов' }
	});
	await approveTwice(roadmaps.get('kamennobrodskaya')!);
	const lugovskaya = roadmaps.get('nizhnelugovskaya')!;
	await submit(lugovskaya, 'chernykh', '2026-11-12');
	await agree(lugovskaya, 'kudryavtseva', '2026-11-17', '');
	await approve(lugovskaya, 'pankratova', {
		number: '164',
		date: '2026-11-19',
		issuer: 'МКОУ Нижнелуговская СОШ',
		signatory: { post: 'Директор', name: 'Р. Л. Панкратова' }
	});
	await submit(roadmaps.get('berezovskaya')!, 'klimova', '2026-11-20');
}

async function approveTwice(id: string): Promise<void> {
	const final = await setTerms(id, firstTerms, '2026-11-10');
	await submit(id, 'ermakova', '2026-11-11');
	await agree(id, 'lapshin', '2026-11-12', '');
	await approve(id, 'sorokina', {
		number: '179',
		date: '2026-11-13',
		issuer: kamennobrodskaya,
		signatory: director
	});
	const reason = 'Сроки уточнены по итогам диагностики';
	const draft = await runAt(at('2026-11-16'), async () => {
		const { result } = await beginCorrection(await actorOf('ermakova'), id, reason);
		return result.id;
	});
	await setTerms(draft, final, '2026-11-16');
	await submit(draft, 'ermakova', '2026-11-17');
	await agree(draft, 'lapshin', '2026-11-18', 'Взаимопосещение чаще — хорошо, сроки реальны.');
	await approve(draft, 'sorokina', {
		number: '187',
		date: '2026-11-20',
		issuer: kamennobrodskaya,
		signatory: director,
		reason
	});
}

/** Sets terms by number and returns those that stood there. */
async function setTerms(
	id: string,
	terms: Record<string, string>,
	day: string
): Promise<Record<string, string>> {
	const actor = await actorOf('ermakova');
	const { measures } = await openRoadmap(actor, id);
	const before: Record<string, string> = {};
	for (const { id: measureId, number, term, revision } of measures) {
		const wanted = number === null ? undefined : terms[number];
		if (wanted === undefined) continue;
		before[number!] = term.phrase;
		await runAt(at(day), () =>
			saveMeasure(actor, measureId, { mine: { term: wanted }, base: {}, revision })
		);
	}
	return before;
}

async function submit(id: string, person: string, day: string): Promise<void> {
	const actor = await actorOf(person);
	await runAt(at(day), () => moveRoadmap(actor, id, { move: 'submit', comment: '', digest: null }));
}

async function agree(id: string, person: string, day: string, comment: string): Promise<void> {
	const actor = await actorOf(person);
	const { digest } = await openApproval(actor, id);
	await runAt(at(day), () => moveRoadmap(actor, id, { move: 'agree', comment, digest }));
}

async function approve(id: string, person: string, order: Order): Promise<void> {
	const actor = await actorOf(person);
	const { digest, head } = await openApproval(actor, id);
	const { number, date, issuer, reason = '' } = order;
	const bytes = await orderPaper(order, head.title);
	await runAt(at(date), () =>
		approveRoadmap(actor, id, {
			...{ number, date, issuer, reason, digest, from: '' },
			file: { name: `Приказ № ${number}.pdf`, body: once(bytes), announced: bytes.length }
		})
	);
}

/** The order itself, one page, as such papers look. */
function orderPaper({ number, date, issuer, signatory, reason }: Order, title: string) {
	const day = date.split('-').reverse().join('.');
	const about = reason ? 'О внесении изменений в дорожную карту' : 'Об утверждении дорожной карты';
	const text = (line: string) =>
		({ kind: 'paragraph', text: line, align: 'justify', indent: true, bold: false }) as const;
	return writePdf({
		title: `Приказ № ${number} от ${day}`,
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 30,
				blocks: [
					{ kind: 'title', text: `${issuer[0]!.toUpperCase()}${issuer.slice(1)}\nПРИКАЗ` },
					{ kind: 'spread', left: day, right: `№ ${number}` },
					{ kind: 'title', text: about },
					text('В целях повышения качества образования п р и к а з ы в а ю:'),
					text(
						reason
							? `1. Внести изменения в документ «${title}» согласно приложению. Основание: ${reason.toLowerCase()}.`
							: `1. Утвердить прилагаемый документ «${title}».`
					),
					text('2. Контроль за исполнением приказа оставляю за собой.'),
					{ kind: 'signature', ...signatory }
				]
			}
		]
	});
}

/** Whoever signs in with that key of `municipality.ts`. */
export async function actorOf(person: string): Promise<Actor> {
	const actor = await act({ personId: null, today: null }, (db) => findActor(db, `demo-${person}`));
	if (!actor) throw new Error(`The demonstration has no account of ${person}`);
	return actor;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
