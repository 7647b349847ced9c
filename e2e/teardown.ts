import { rmSync } from 'node:fs';

export default function teardown(): void {
	rmSync(process.env.OPORA_E2E_DATA!, { recursive: true, force: true });
}
