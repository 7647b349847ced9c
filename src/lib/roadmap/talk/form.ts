import type { Refusal } from '#lib/ui/forms.server.ts';

/** A refused comment as its page gets it back. */
export interface CommentRefusal extends Refusal {
	/** Names that several people or none fit; `label` names a person whole. */
	questions?: { text: string; fits: boolean; readers: { id: string; label: string }[] }[];
}
