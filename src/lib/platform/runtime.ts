import type { Connections } from './connections.ts';
import type { Settings } from './settings.ts';

/** What the starting process hands to the application that it serves. */
export interface Runtime {
	settings: Settings;
	connections: Connections;
}

const key = Symbol.for('opora.runtime');
const holder = globalThis as { [key]?: Runtime };

/** Called once by `cli/serve.ts` or `cli/dev.ts` before the application is loaded. */
export function provideRuntime(runtime: Runtime): void {
	holder[key] = runtime;
}

/** The built application is a bundle of its own: it finds the process's resources here. */
export function runtime(): Runtime {
	const found = holder[key];
	if (!found) throw new Error('Start Opora by `npm start` or `npm run dev`');
	return found;
}
