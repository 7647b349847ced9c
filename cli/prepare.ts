import { openConnections, type Connections } from '../src/lib/platform/connections.ts';
import { provideRuntime } from '../src/lib/platform/runtime.ts';
import { readSettings, type Settings } from '../src/lib/platform/settings.ts';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { demonstrate } from '../demo/demonstrate.ts';

export interface Prepared {
	settings: Settings;
	connections: Connections;
	/** Lines about the demonstration accounts, or how to make the first administrator. */
	greeting: string;
}

/** Everything that must stand before the first request. Throws a sentence when it cannot. */
export async function prepare(settings = readSettings()): Promise<Prepared> {
	const connections = await openConnections(settings);
	try {
		await mirrorPermissions(connections.admin);
		provideRuntime({ settings, connections });
		if (connections.tookOver)
			console.error(
				'The last run did not end in order; its database was taken over with all it had.'
			);
		return { settings, connections, greeting: await demonstrate(settings, connections) };
	} catch (error) {
		await connections.stop();
		throw error;
	}
}
