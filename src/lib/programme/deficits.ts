/** Which schools a deficit's row names (004 § 6). Pure. */
import type { LatestLevels } from '../diagnosis/kept/kept.ts';
import type { YearSettings } from './model.ts';

/** «Берёзовская СОШ, Песчанская СОШ», or a line for each. */
function namesIn(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map((name) => name.trim())
		.filter(Boolean);
}

/**
 * Short names by key of the row: schools whose newest approved profile has the deficit at the level
 * asked for, then those that a hand typed, each once. A draft of a profile says nothing yet.
 */
export function schoolsByDeficit(
	rows: readonly { key: string }[],
	given: {
		profiles: readonly LatestLevels[];
		names: ReadonlyMap<string, string>;
		typed: Readonly<Record<string, string>>;
		from: YearSettings['deficitsFrom'];
	}
): Record<string, string[]> {
	const { profiles, names, typed, from } = given;
	return Object.fromEntries(
		rows.map(({ key }, index) => {
			const found = profiles
				.filter(({ approvedOn, levels }) => {
					const level = levels.find(({ number }) => number === index + 1)?.level;
					return (
						approvedOn !== null && (level === 'high' || (from === 'medium' && level === 'medium'))
					);
				})
				.flatMap(({ schoolId }) => names.get(schoolId) ?? []);
			return [key, [...new Set([...found, ...namesIn(typed[key] ?? '')])]];
		})
	);
}
