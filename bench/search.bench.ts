import { act, closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import { search } from '../src/lib/platform/search.ts';
import { measure, type Row } from './measure.ts';
import { openRegion } from './region.ts';

const LIMIT_MS = 100;

/** Search over 200,000 measures: the goal of issue 2 is under 100 ms. */
export default async function bench(): Promise<Row[]> {
	const region = await openRegion({ large: 39, small: 39, execution: false });
	openDatabase(region.connections.app);
	const rows: Row[] = [];
	for (const [who, { personId }] of [
		['region', region.people.operator],
		['municipality', region.people.coordinator]
	] as const)
		for (const line of [
			'мониторинг учебной мотивации',
			'мотивацыя радителей',
			'школа',
			'качества',
			'семинары для учителей математики блок 345',
			'конс'
		])
			rows.push(
				await measure(
					`${who}: «${line}»`,
					() => act({ personId, today: null }, (db) => search(db, line)),
					{ limit: LIMIT_MS }
				)
			);
	await closeDatabase();
	await region.close();
	return rows;
}
