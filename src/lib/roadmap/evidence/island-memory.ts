/** Files that were sent from this page and not yet in a report: a page that was left finds them again. */
import { field, isGone, itemsOf, uploadOf, type Known } from './island-rows.ts';

const key = `evidence:${location.pathname}${location.search}`;

interface Kept {
	id: string;
	kind: string;
}

export function remember(evidence: HTMLElement): void {
	const kept = itemsOf(evidence)
		.filter((item) => !isGone(item) && uploadOf(item) !== '')
		.map((item): Kept => ({ id: uploadOf(item), kind: field(item, 'kind').value }));
	sessionStorage.setItem(key, JSON.stringify(kept));
}

/** What the server still holds of them; what the form shows already is left out. */
export async function recall(
	evidence: HTMLElement
): Promise<(Known & { id: string; kind: string })[]> {
	const shown = new Set(itemsOf(evidence).map(uploadOf));
	const kept = (JSON.parse(sessionStorage.getItem(key) ?? '[]') as Kept[]).filter(
		({ id }) => !shown.has(id)
	);
	if (kept.length === 0) return [];
	const query = kept.map(({ id }) => `id=${encodeURIComponent(id)}`).join('&');
	try {
		const answer = await fetch(`/evidence/upload?${query}`);
		const uploads = (await answer.json()) as (Known & { id: string })[];
		return uploads.map((upload) => ({
			...upload,
			kind: kept.find(({ id }) => id === upload.id)?.kind ?? 'other'
		}));
	} catch {
		return [];
	}
}
