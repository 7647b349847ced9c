/** The room's front door: what pages and other rooms may call. */
export { createRoadmap, type CreateRoadmap } from './create.ts';
export { readSnapshot } from './read.ts';
export type * from './model.ts';
