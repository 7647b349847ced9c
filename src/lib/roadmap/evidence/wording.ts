import { m } from '#lib/paraglide/messages.js';
import type { EvidenceKind } from './kinds.ts';

type Name = (given?: Record<string, never>, options?: { locale?: 'ru' | 'en' }) => string;

const names: Record<EvidenceKind, Name> = {
	order: m.evidence_kind_order,
	protocol: m.evidence_kind_protocol,
	regulation: m.evidence_kind_regulation,
	agreement: m.evidence_kind_agreement,
	programme: m.evidence_kind_programme,
	plan: m.evidence_kind_plan,
	note: m.evidence_kind_note,
	report: m.evidence_kind_report,
	opinion: m.evidence_kind_opinion,
	database: m.evidence_kind_database,
	curriculum: m.evidence_kind_curriculum,
	path: m.evidence_kind_path,
	certificate: m.evidence_kind_certificate,
	publication: m.evidence_kind_publication,
	participants: m.evidence_kind_participants,
	other: m.evidence_kind_other
};

/** Name of a kind of evidence in the page's language, in small letters. */
export function evidenceKindName(code: string): string {
	return (names as Record<string, Name>)[code]?.() ?? code;
}

/** The same as official papers say it: in Russian. */
export function paperKindName(code: string): string {
	return (names as Record<string, Name>)[code]?.({}, { locale: 'ru' }) ?? code;
}

/** «640 КБ», «3,2 МБ». */
export function sizeName(bytes: number): string {
	if (bytes < 1024 * 1024)
		return m.evidence_kilobytes({ size: Math.max(1, Math.round(bytes / 1024)) });
	const size = (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '');
	return m.evidence_megabytes({ size: size.replace('.', m.evidence_decimal()) });
}
