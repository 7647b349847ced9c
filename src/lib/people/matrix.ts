import { actions, permissions, roles, type Reach } from './access.ts';

const words: Record<Reach, string> = {
	tree: 'own and below',
	'tree-and-up': 'own, below and above',
	assigned: 'assigned schools',
	'assigned-and-up': 'assigned schools and above'
};

/** The role table of `access.ts` as a Markdown page: `docs/role-matrix.md` is this text. */
export function printMatrix(): string {
	const head = ['action', ...roles];
	const rows = actions.map((action) => [
		`\`${action}\``,
		...roles.map((role) => {
			const reach = permissions[role][action];
			return reach ? words[reach] : '—';
		})
	]);
	return [
		'# Who may do what',
		'',
		'Printed from `src/lib/people/access.ts` by `npm run matrix`; a test keeps it true.',
		'“Own” is the organisation of the appointment; sister organisations are never within reach.',
		'',
		`| ${head.join(' | ')} |`,
		`| ${head.map(() => '---').join(' | ')} |`,
		...rows.map((row) => `| ${row.join(' | ')} |`),
		''
	].join('\n');
}
