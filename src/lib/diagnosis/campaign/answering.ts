/** What somebody with a link can do without an account: open the form, give a code, send answers. */
import { randomUUID } from 'node:crypto';
import { NotFound } from '../../platform/errors.ts';
import { isId } from '../../roadmap/change.ts';
import { readAnswers, type ReadForm } from '../instruments/answers.ts';
import { findAnyInstrument } from '../editor/editor.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { hashCode } from './codes.ts';
import {
	Counter,
	drawMark,
	mostOfAddress,
	mostOfAll,
	mostWrongCodes,
	stopOf,
	type Sender,
	type Stop
} from './gate.ts';
import type { OpenedLink } from './model.ts';
import * as store from './store-sheets.ts';

const sent = new Counter(mostOfAddress, mostOfAll);
const wrongCodes = new Counter(mostWrongCodes);

/** What a link opens: the form, and the sheet's id and mark, which let it be kept once. */
export async function openLink(
	token: string,
	secret = '',
	now = Date.now()
): Promise<{ link: OpenedLink; instrument: Instrument; sheet: string; mark: string }> {
	const link = await store.findLink(token);
	if (!link) throw new NotFound('not_found');
	const instrument = await instrumentOf(link);
	const sheet = randomUUID();
	return { link, instrument, sheet, mark: drawMark(secret, token, sheet, now) };
}

/** What a link asks, in the version that it was given out with. */
export async function instrumentOf({
	instrument: id,
	instrumentVersion
}: Pick<OpenedLink, 'instrument' | 'instrumentVersion'>): Promise<Instrument> {
	const instrument = await findAnyInstrument(id, instrumentVersion);
	if (!instrument) throw new NotFound('not_found');
	return instrument;
}

/** Whether a code opens the form: `free`, `used`, `wrong`, or `many` tries from there. */
export async function tryCode(
	token: string,
	code: string,
	{ address, secret, now }: Sender
): Promise<store.CodeState | 'many'> {
	if (!wrongCodes.isFree(address, now)) return 'many';
	const state = await store.findCode(token, hashCode(secret, code));
	if (state !== 'free') wrongCodes.take(address, now);
	return state;
}

/** What became of a sent form; `used` and `wrong` are about its code. */
export type Sent = 'kept' | 'early' | 'closed' | 'mend' | 'empty' | 'used' | 'wrong' | Stop;

/**
 * Keeps the answers; else what to mend or why they are not taken. An empty form is no answer. Without
 * a sender nobody stands at the gate.
 */
export async function sendAnswers(
	token: string,
	form: FormData,
	sender?: Sender
): Promise<ReadForm & { done: Sent }> {
	const { instrument } = await openLink(token);
	const read = readAnswers(instrument, form);
	if (read.problems.length > 0) return { ...read, done: 'mend' };
	if (Object.keys(read.answers).length === 0) return { ...read, done: 'empty' };
	const stop = sender && stopOf(form, token, sender);
	if (stop) return { ...read, done: stop };
	if (sender && !sent.take(sender.address, sender.now)) return { ...read, done: 'many' };
	const [sheet, code] = [form.get('sheet'), form.get('code')];
	const done = await store.putSheet(
		isId(sheet) ? sheet : randomUUID(),
		token,
		read.answers,
		typeof code === 'string' && code !== '' ? hashCode(sender?.secret ?? '', code) : null
	);
	if (done === 'unknown') throw new NotFound('not_found');
	return { ...read, done };
}
