/** The map of deficits and the table of the programme's form: many schools at once. */
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { factors } from '../../roadmap/factors.ts';
import type { Level } from '../profile/profile.ts';
import { levels as allLevels } from './model.ts';
import * as store from './store-map.ts';

export type { DeficitSchools, MapCell, MapPlace, MapSchool } from './store-map.ts';

/** Schools on one page of the map. */
export const mapSize = 40;

/** What stands in the address of the map and of the table. */
export interface MapAddress {
	place: string | null;
	year: number | null;
	factor: number | null;
	level: Level | null;
	approved: boolean;
	page: number;
}

/** Reads the address; what it does not know is as if it were not there. */
export function readMapAddress(address: URLSearchParams): MapAddress {
	const whole = (name: string, least: number, most: number) => {
		const value = Number(address.get(name));
		return Number.isInteger(value) && value >= least && value <= most ? value : null;
	};
	return {
		place: isId(address.get('place')) ? address.get('place') : null,
		year: whole('year', 1990, 2200),
		factor: whole('factor', 1, factors.length),
		level: allLevels.find((level) => level === address.get('level')) ?? null,
		approved: address.get('state') === 'approved',
		page: whole('page', 1, 100_000) ?? 1
	};
}

interface Chosen {
	places: store.MapPlace[];
	place: store.MapPlace;
	/** School years with profiles, the newest first. */
	years: number[];
	year: number | null;
}

export interface DeficitMap extends Chosen {
	total: number;
	drafts: number;
	schools: store.MapSchool[];
	/** Schools by number of the deficit and level, over all pages. */
	counts: Record<number, Partial<Record<Level, number>>>;
}

/** A page of the map; null where the actor sees no school's diagnosis. Five statements. */
export function openMap(actor: Actor, address: MapAddress): Promise<DeficitMap | null> {
	return actAs(actor, async (db) => {
		const chosen = await choose(db, address);
		if (!chosen) return null;
		const { place, year } = chosen;
		if (year === null) return { ...chosen, total: 0, drafts: 0, schools: [], counts: {} };
		const filter: store.MapFilter = {
			...{ placeId: place.id, year, approved: address.approved, factor: address.factor },
			levels: address.level ? [address.level] : ['high']
		};
		const counts: DeficitMap['counts'] = {};
		for (const { number, level, schools } of await store.countLevels(db, filter))
			(counts[number] ??= {})[level] = schools;
		return { ...chosen, ...(await store.findMap(db, filter, address.page, mapSize)), counts };
	});
}

export interface DeficitTable extends Chosen {
	/** Every deficit by number, with its schools by name. */
	deficits: store.DeficitSchools[];
	/** Profiles that nobody approved yet stand among them. */
	drafts: boolean;
}

/**
 * «Выявленные дефициты» of the programme's form (section 6): each deficit with the short names of the
 * schools that have it at a high level, by choice at a medium one too.
 */
export function openDeficits(
	actor: Actor,
	address: MapAddress,
	withMedium: boolean
): Promise<DeficitTable | null> {
	return actAs(actor, async (db) => {
		const chosen = await choose(db, address);
		if (!chosen) return null;
		const { place, year } = chosen;
		const found =
			year === null
				? []
				: await store.findByDeficit(db, {
						...{ placeId: place.id, year, approved: address.approved, factor: null },
						levels: withMedium ? ['high', 'medium'] : ['high']
					});
		const deficits = factors.map(
			({ number, code }) =>
				found.find((one) => one.number === number) ?? { number, factor: code, schools: [] }
		);
		const drafts = found.some(({ schools }) => schools.some(({ approved }) => !approved));
		return { ...chosen, deficits, drafts };
	});
}

async function choose(db: Db, address: MapAddress): Promise<Chosen | null> {
	const places = await store.findPlaces(db);
	if (places.length === 0) return null;
	// who sees one municipality alone does not care that a region lies above it
	const towns = places.filter(({ kind }) => kind === 'municipality');
	const place = address.place
		? places.find(({ id }) => id === address.place)
		: towns.length === 1
			? towns[0]
			: places[0];
	if (!place) throw new NotFound('not_found');
	const years = await store.findYears(db, place.id);
	return { places, place, years, year: address.year ?? years[0] ?? null };
}
