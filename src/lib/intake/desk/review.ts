/** The review of one document, as its page shows it. */

import type { PlainDate } from '../../calendar/term.ts';
import { allowed, type Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Wording } from '../refusals.ts';
import { missingFor, type Missing } from './accepted.ts';
import { actingOf, idOf } from './acting.ts';
import { documentView, resume, worded, type DocumentView } from './documents.ts';
import { guessOwner, levelOf } from './owner.ts';
import { leafOf, type Leaf } from './paper.ts';
import type { PlanHead, Sheet } from './sheet.ts';
import * as store from './store.ts';
import { findParties } from './store-mends.ts';
import { viewOf, type Asked, type SheetView } from './view.ts';
import { wordMend } from './words.ts';
import { openWork } from './work.ts';

export interface Review {
	document: DocumentView;
	/** Revision and the last correction that the page shows: a stale save names older ones. */
	revision: number;
	/** The last reading with other columns failed. */
	failed: Wording | null;
	sheet: SheetView | null;
	plan: PlanView | null;
	/** The last correction, which «Отменить» takes back. */
	last: string | null;
	/** Corrections that fit no row of the present reading. */
	unfit: string[];
	/** People who may be responsible. */
	parties: string[];
	lanes: string[];
}

export interface PlanView extends PlanHead {
	/** Whose roadmap it will be: chosen, guessed by the document's words, or the uploader's. */
	owner: { id: string; name: string };
	ownerGuessed: boolean;
	levelAssumed: PlanHead['level'];
	owners: { id: string; name: string }[];
	missing: Missing;
}

/**
 * The review of a document; `today` helps to guess periods. Throws `NotFound` where there is none for this person.
 */
export async function openReview(
	actor: Actor,
	documentId: string,
	asked: Asked,
	today: PlainDate
): Promise<Review> {
	return act(actingOf(actor), async (db) => {
		const row = await store.findDocument(db, idOf(documentId));
		if (!row) throw new NotFound('not_found');
		resume(actor, row);
		const document = documentView(row);
		const intake = row.intake ? await store.findIntake(db, idOf(documentId)) : null;
		const empty = { sheet: null, plan: null, last: null, unfit: [], parties: [], lanes: [] };
		if (!intake || !intake.draft || intake.state !== 'review')
			return { document, revision: intake?.revision ?? 0, failed: null, ...empty };
		const { draft } = intake;
		const work = await openWork(db, draft, intake.id);
		const source = await store.findSource(db, intake.id);
		const organisations = await store.findOrganisations(db);
		const plan = planOf(actor, { sheet: work.sheet, row, organisations });
		const lastMend = work.mends.at(-1)?.mend;
		return {
			document,
			revision: intake.revision,
			failed: intake.settings.failed ? worded(intake.settings.failed) : null,
			sheet: viewOf(
				{
					draft,
					sheet: work.sheet,
					source: source!,
					today,
					fileName: titleOfFile(row.name)
				},
				asked
			),
			plan,
			last: lastMend ? wordMend(lastMend, work.sheet) : null,
			unfit: work.unfit.map((at) => wordMend(work.mends[at]!.mend, work.original)),
			parties: await findParties(db, plan.owner.id),
			lanes: work.sheet.lanes
		};
	});
}

function titleOfFile(name: string): string {
	return name
		.replace(/\.\w+$/, '')
		.replaceAll('_', ' ')
		.trim();
}

/** What the plan says of itself, with what is assumed where it is silent. */
export function planOf(
	actor: Actor,
	given: { sheet: Sheet; row: store.DocumentRow; organisations: store.OrganisationRow[] }
): PlanView {
	const { sheet, row, organisations } = given;
	const owners = organisations.filter(({ path }) => allowed(actor, 'roadmap.edit', path));
	const chosen = owners.find(({ id }) => id === sheet.head.ownerId);
	const words = `${sheet.head.title ?? ''} ${row.name}`;
	const guessed = chosen ?? guessOwner(words, owners, sheet.head.level);
	const owner = guessed ?? organisations.find(({ id }) => id === row.organisationId);
	const kind = organisations.find(({ id }) => id === owner?.id)?.kind ?? 'school';
	return {
		...sheet.head,
		owner: { id: owner?.id ?? row.organisationId, name: owner?.shortName ?? row.organisation },
		ownerGuessed: !chosen,
		levelAssumed: sheet.head.level ?? levelOf(kind),
		owners: owners.map(({ id, shortName }) => ({ id, name: shortName })),
		missing: missingFor(sheet)
	};
}

/** Only the leaf of the document, for pages that turn it by script. */
export async function openLeaf(actor: Actor, documentId: string, number: number): Promise<Leaf> {
	const source = await act(actingOf(actor), async (db) => {
		const intake = await store.findIntake(db, idOf(documentId));
		return intake && store.findSource(db, intake.id);
	});
	if (!source) throw new NotFound('not_found');
	return leafOf(source, number);
}
