/** The day of all benchmarks on the region; run.ts sets the application's clock to it. */
export const REGION_DAY = '2026-12-01';
export const REGION_CLOCK = `${REGION_DAY}T07:00:00Z`;
