import type { Connections } from './connections.ts';
import type { Settings } from './settings.ts';

/** What the starting process hands to the application that it serves. */
export interface Runtime {
	settings: Settings;
	connections: Connections;
	/** What the application does before the database goes; set by `onEnd`. */
	end?: () => Promise<void>;
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

/** `work` is done when the process ends, while the database is still there. */
export function onEnd(work: () => Promise<void>): void {
	runtime().end = work;
}

/** Ends what the application does beside pages, within `limitMs`. */
export async function endApplication(limitMs: number): Promise<void> {
	const end = holder[key]?.end?.().catch((error: unknown) => console.error(error));
	await Promise.race([end, new Promise((resolve) => setTimeout(resolve, limitMs))]);
}
