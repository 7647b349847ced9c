import type { OfficialDocument } from '../../src/lib/office/description.ts';
import { berezovskaya } from './berezovskaya.ts';
import { kamennobrodskaya } from './kamennobrodskaya.ts';
import { beginAndEnd, mergedStages, officialForm, orderWithAnnex } from './layouts.ts';
import { nizhnelugovskaya } from './nizhnelugovskaya.ts';
import { peschanskaya } from './peschanskaya.ts';
import type { DemoPlan } from './plan.ts';
import { zarechny } from './zarechny.ts';

/** Every demonstration roadmap with the layout of its paper; the file's ending says the format. */
export const plans: { plan: DemoPlan; layout: (plan: DemoPlan) => OfficialDocument }[] = [
	{ plan: zarechny, layout: orderWithAnnex },
	{ plan: kamennobrodskaya, layout: officialForm },
	{ plan: nizhnelugovskaya, layout: officialForm },
	{ plan: berezovskaya, layout: beginAndEnd },
	{ plan: peschanskaya, layout: mergedStages }
];
