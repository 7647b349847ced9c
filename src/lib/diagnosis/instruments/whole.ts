/** What a schema of single fields cannot see: whether the parts of an instrument fit together. */

interface Given {
	scales: Record<string, unknown>;
	sections: { code: string; items: GivenItem[] }[];
	ratios: { code: string; part: string[]; whole: string }[];
}
interface GivenItem {
	code: string;
	kind: string;
	scale?: string;
	when?: { item: string; in: string[] } | undefined;
	options?: { code: string }[];
	rows?: { code: string }[];
	min?: number;
	max?: number;
	ramp?: unknown;
	feeds?: unknown[];
}
interface Problem {
	path: (string | number)[];
	message: string;
}

/** Repeated codes, unknown scales, conditions on what is not asked before, bounds, shares of nothing. */
export function problemsOf({ scales, sections, ratios }: Given): Problem[] {
	const problems: Problem[] = [];
	const before = new Map<string, GivenItem>();
	sections.forEach(({ items }, section) =>
		items.forEach((item, index) => {
			const path = ['sections', section, 'items', index];
			const wrong = (field: string, message: string) =>
				problems.push({ path: [...path, field], message });
			if (before.has(item.code)) wrong('code', `“${item.code}” is used twice`);
			if (item.scale !== undefined && !Object.hasOwn(scales, item.scale))
				wrong('scale', `there is no scale “${item.scale}”`);
			for (const list of ['options', 'rows'] as const) {
				const codes = (item[list] ?? []).map(({ code }) => code);
				if (new Set(codes).size < codes.length) wrong(list, 'a code is used twice');
			}
			if (item.min !== undefined && item.max !== undefined && item.min >= item.max)
				wrong('max', 'max must be above min');
			if (item.kind === 'number' && item.feeds!.length > 0 && !item.ramp)
				wrong('ramp', 'a figure that feeds a factor needs a ramp');
			const condition = conditionProblem(item, before);
			if (condition) wrong('when', condition);
			before.set(item.code, item);
		})
	);
	ratios.forEach(({ code, part, whole }, index) => {
		const path = ['ratios', index];
		if (before.has(code) || ratios.findIndex((one) => one.code === code) < index)
			problems.push({ path: [...path, 'code'], message: `“${code}” is used twice` });
		for (const name of [...part, whole])
			if (before.get(name)?.kind !== 'number')
				problems.push({ path, message: `“${name}” is no figure of this instrument` });
	});
	return problems;
}

function conditionProblem({ when }: GivenItem, before: Map<string, GivenItem>): string | null {
	if (!when) return null;
	const on = before.get(when.item);
	if (!on) return `“${when.item}” is not asked before`;
	if (on.kind !== 'single') return `“${when.item}” is not a choice of one option`;
	const unknown = when.in.find((code) => !on.options!.some((option) => option.code === code));
	return unknown === undefined ? null : `“${when.item}” has no option “${unknown}”`;
}
