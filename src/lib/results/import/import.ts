/** Front door of the import of results: what pages may call. */
export { listImports } from './list.ts';
