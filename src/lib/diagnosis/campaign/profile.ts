/** A school's risk profile from the sheets of a campaign, its context data of that school year and its results. */
import { schoolYearOf } from '../../calendar/calendar.ts';
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findSheets } from '../context/store.ts';
import { findAnyInstrument } from '../editor/editor.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { measuresOf } from '../instruments/measures.ts';
import { findInstrument, instruments as shipped } from '../instruments/shipped.ts';
import { profileOf, type Contribution, type FactorRisk, type Source } from '../profile/profile.ts';
import type { Campaign } from './model.ts';
import { findFigures, isAsked, readSheets, type Sheet } from './store-profile.ts';
import { findCampaign } from './store.ts';

/** A contribution with what was asked. */
export type Told = Contribution & { text: { ru: string; en: string } };

export type ToldRisk = Omit<FactorRisk, 'contributions'> & { contributions: Told[] };

/**
 * The profile of a school, worked out when the campaign is over; null until then. Sheets are read for
 * the computation alone; what leaves here are sums over five people or more.
 */
export async function computeProfile(
	actor: Actor,
	campaignId: string,
	schoolId: string
): Promise<{ campaign: Campaign; profile: ToldRisk[] | null }> {
	const { campaign, figures, entered } = await actAs(actor, async (db) => {
		const found = isId(campaignId) ? await findCampaign(db, campaignId) : null;
		if (!found || !isId(schoolId) || !(await isAsked(db, campaignId, schoolId)))
			throw new NotFound('not_found');
		const known = await findFigures(db, schoolId, Number(found.closesOn.slice(0, 4)));
		const year = schoolYearOf(found.closesOn).first;
		const entered = await findSheets(db, schoolId, year);
		return { campaign: found, figures: known, entered };
	});
	if (campaign.state !== 'closed') return { campaign, profile: null };
	const told = entered
		.filter(({ form }) => form !== 'results')
		.map(({ form, version, answers }) => ({ instrument: form, version, answers }));
	const sources = await sourcesOf([...(await readSheets(campaignId, schoolId)), ...told]);
	const results = { ...entered.find(({ form }) => form === 'results')?.answers, ...figures };
	if (Object.keys(results).length > 0)
		sources.push({ instrument: findInstrument('results')!, forms: [results] });
	// what could be known is what was asked
	const asked = sources.map(({ instrument }) => instrument);
	const known = shipped.map(
		(one) => asked.find(({ audience }) => audience === one.audience) ?? one
	);
	const profile = profileOf(sources, undefined, known);
	return { campaign, profile: withTexts(profile, [...asked, ...shipped]) };
}

/** Puts beside each contribution what was asked. */
export function withTexts(profile: FactorRisk[], instruments: readonly Instrument[]): ToldRisk[] {
	return profile.map((risk) => ({
		...risk,
		contributions: risk.contributions.map((one) => ({
			...one,
			text: textOf(one, instruments)
		}))
	}));
}

async function sourcesOf(sheets: Sheet[]): Promise<Source[]> {
	const forms = Map.groupBy(sheets, ({ instrument, version }) => `${instrument} ${version}`);
	const found = [...forms.values()].map(async (own) => {
		const { instrument: id, version } = own[0]!;
		const instrument = await findAnyInstrument(id, version);
		// answers to a version that is not at hand cannot be understood
		return instrument ? [{ instrument, forms: own.map(({ answers }) => answers) }] : [];
	});
	return (await Promise.all(found)).flat();
}

function textOf(
	{ instrument, key }: Contribution,
	instruments: readonly Instrument[]
): { ru: string; en: string } {
	const asked = instruments.filter(({ id }) => id === instrument);
	const measure = asked.flatMap(measuresOf).find((one) => one.key === key);
	return measure?.text ?? { ru: key, en: key };
}
