/** The rules of the house (docs/architecture.md), checked instead of hoped for. */
const rooms = 'calendar|intake|roadmap|people|office|reminders|results|diagnosis|programme';
module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'calendar-imports-nothing',
			severity: 'error',
			from: { path: '^src/lib/calendar/' },
			to: { path: '^src/', pathNot: '^src/lib/calendar/' }
		},
		{
			name: 'platform-imports-no-room',
			comment: 'Types of the calendar are the words of everybody; tests build a world of rooms.',
			severity: 'error',
			from: { path: '^src/lib/platform/', pathNot: '^src/lib/platform/testing/' },
			to: { path: `^src/lib/(${rooms})/`, pathNot: '^src/lib/calendar/term.ts$' }
		},
		{
			name: 'reading-is-pure',
			comment: 'What reads documents touches no database; the desk that keeps drafts does.',
			severity: 'error',
			from: {
				path: '^src/lib/(intake/(?!desk/)|office/|roadmap/export/)',
				pathNot: '\\.test\\.ts$'
			},
			to: { path: '^src/lib/(platform|people)/' }
		},
		{
			name: 'screens-keep-out-of-storage',
			comment: 'A page never sees SQL: it asks a front door.',
			severity: 'error',
			from: { path: '^src/routes/' },
			to: { path: '(^|/)store\\.ts$|^node_modules/(kysely|pg)/' }
		},
		{
			name: 'rooms-know-no-routes',
			severity: 'error',
			from: { path: '^src/lib/' },
			to: { path: '^src/routes/' }
		},
		{
			name: 'nothing-of-development-in-the-application',
			severity: 'error',
			from: { path: '^src/', pathNot: '\\.test(ing)?\\.ts$|^src/lib/platform/testing/' },
			to: { dependencyTypes: ['npm-dev'], pathNot: '@sveltejs/kit|node_modules/svelte/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules|src/lib/paraglide' },
		exclude: { path: '\\.svelte-kit|src/lib/paraglide' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.svelte'],
			conditionNames: ['import', 'node', 'default', 'types', 'svelte']
		}
	}
};
