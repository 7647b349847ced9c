/** Words of own instruments that pages and storage share. */
import type { Asked } from '../campaign/model.ts';
import type { Instrument } from '../instruments/instrument.ts';

/** A municipality's own copy. */
export interface Own {
	id: string;
	placeId: string;
	place: string;
	path: string;
	audience: Asked;
	draft: Instrument;
	/** The last version that was published; 0 without. */
	version: number;
	published: Instrument | null;
	revision: number;
}
