/** Memory of other processes, where the system tells it (Linux). */

import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4_096;
const megabyte = 1024 * 1024;

/** Resident megabytes of a process, or null where that is not known. */
export function residentMegabytes(pid: number): number | null {
	try {
		const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
		return (pages * pageBytes) / megabyte;
	} catch {
		return null;
	}
}

/** Resident megabytes of all processes of a group. */
export function groupMegabytes(group: number): number {
	let sum = 0;
	for (const pid of processes()) if (groupOf(pid) === group) sum += residentMegabytes(pid) ?? 0;
	return sum;
}

function processes(): number[] {
	try {
		return readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name))
			.map(Number);
	} catch {
		return [];
	}
}

function groupOf(pid: number): number | null {
	try {
		const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
		// The name of the program stands in brackets and may hold blanks.
		return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[2]);
	} catch {
		return null;
	}
}
