/** Known to everybody, so it exists with demonstration data only (see the banner of every page). */
export const demoPassword = 'opora-demo-2026';
