/** What a process costs, as Linux tells. */
import { readFileSync } from 'node:fs';

/** Resident megabytes of a process and of those it started, but for PostgreSQL. */
export function memoryOf(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	if (/^Name:\s+postgres$/m.test(status)) return 0;
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.split(' ')
		.filter(Boolean);
	const own = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
	return children.reduce((sum, child) => sum + memoryOf(Number(child)), own);
}

/** Seconds of all threads of a process. */
export function processorTimeOf(pid: number): number {
	const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.split(') ')[1]!
		.split(' ')
		.slice(11, 13);
	return (Number(user) + Number(system)) / 100;
}
