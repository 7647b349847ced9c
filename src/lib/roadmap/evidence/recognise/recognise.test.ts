import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Invalid } from '../../../platform/errors.ts';
import { nameFor, recognise } from './recognise.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'opora-recognise-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The type and name that a file is kept under, or the code of the refusal. */
async function told(bytes: Uint8Array | string, name: string): Promise<string> {
	const path = join(folder, 'file');
	writeFileSync(path, bytes);
	try {
		const known = await recognise(path, Buffer.byteLength(bytes), name);
		return `${known.type} ${known.name}`;
	} catch (error) {
		if (error instanceof Invalid) return error.code;
		throw error;
	}
}

function zip(...names: string[]): Uint8Array {
	return zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
}

/** The head of a picture with this size; the rest of it does not matter here. */
function png(width: number, height: number): Buffer {
	const head = Buffer.from(
		'89504e470d0a1a0a0000000d49484452000000000000000008060000000000000',
		'hex'
	);
	const bytes = Buffer.concat([head, Buffer.alloc(4), Buffer.from('0000000049444154', 'hex')]);
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes;
}

function jpeg(width: number, height: number): Buffer {
	const exif = Buffer.concat([Buffer.from('ffe1ea60', 'hex'), Buffer.alloc(59_998)]);
	const frame = Buffer.from('ffc000110800000000030122000211010311', 'hex');
	frame.writeUInt16BE(height, 5);
	frame.writeUInt16BE(width, 7);
	return Buffer.concat([Buffer.from('ffd8', 'hex'), exif, frame, Buffer.alloc(20)]);
}

/** A compound file whose directory has these names. */
function compound(...names: string[]): Buffer {
	const bytes = Buffer.alloc(512 + 128 * (names.length + 1));
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
	for (const [n, name] of names.entries()) {
		const at = 512 + 128 * (n + 1);
		bytes.write(name, at, 'utf16le');
		bytes.writeUInt16LE(2 * (name.length + 1), at + 64);
		bytes[at + 66] = 2;
	}
	return bytes;
}

const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('recognise', () => {
	it('goes by the bytes and gives the name the ending of what is in it', async () => {
		expect(await told(pdf, 'скан.pdf')).toBe('application/pdf скан.pdf');
		expect(await told(pdf, 'приказ.docx')).toBe('application/pdf приказ.docx.pdf');
		expect(await told(pdf, 'приказ.pdf.exe')).toBe('application/pdf приказ.pdf.exe.pdf');
		expect(await told(pdf, 'scan.html')).toBe('application/pdf scan.html.pdf');
		expect(await told(png(640, 480), 'IMG.JPG')).toBe('image/png IMG.JPG.png');
		expect(await told('{\\rtf1\\ansi x}', 'справка.doc')).toBe('application/rtf справка.doc');
	});

	it('knows office files, old and new, also encrypted ones', async () => {
		const docx = zip('[Content_Types].xml', 'word/document.xml');
		expect(await told(docx, 'a.docx')).toBe(`${word} a.docx`);
		expect(await told(zip('xl/workbook.xml', '[Content_Types].xml'), 'a.xlsx')).toMatch(/sheet a/);
		expect(await told(compound('Root Entry', 'WordDocument'), 'a.doc')).toMatch(/msword a.doc$/);
		expect(await told(compound('Root Entry', 'Workbook'), 'a')).toMatch(/excel a.xls$/);
		expect(await told(compound('Root Entry', 'EncryptedPackage'), 'a.docx')).toBe(`${word} a.docx`);
		for (const name of [
			'Дорожная карта Песчанской СОШ.docx',
			'План Берёзовской СОШ.xlsx',
			'Дорожная карта Нижнелуговской СОШ.pdf'
		])
			expect(await told(readFileSync(join('demo/files', name)), name)).toMatch(
				new RegExp(`${name}$`)
			);
	});

	it('refuses what can run', async () => {
		const pages = [
			'<!DOCTYPE html><script>1</script>',
			' \n<svg onload="1">',
			'\uFEFF<html>',
			'<!-- x'
		];
		for (const page of pages)
			for (const name of ['a.pdf', 'a.html', 'a.txt', 'a.png'])
				expect(await told(page, name), page + name).toBe('evidence_file_page');
		expect(await told('<?xml version="1.0"?><svg/>', 'a.svg')).toBe('evidence_file_page');
		const wide = Buffer.from('\uFEFF<script>', 'utf16le');
		expect(await told(wide, 'a.txt')).toBe('evidence_file_page');
		const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
		expect(await told(exe, 'отчёт.pdf')).toBe('evidence_file_program');
		expect(await told(Buffer.from('7f454c4602010100', 'hex'), 'a.pdf')).toBe(
			'evidence_file_program'
		);
		expect(await told('#!/bin/sh\nrm', 'a.txt')).toBe('evidence_file_program');
		expect(await told('format c:', 'a.bat')).toBe('evidence_file_program');
	});

	it('refuses macros, archives and what is none of the kinds', async () => {
		const macros = zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin');
		for (const name of ['a.docm', 'a.docx'])
			expect(await told(macros, name)).toBe('evidence_file_macros');
		expect(await told(compound('Root Entry', 'Workbook', '_VBA_PROJECT'), 'a.xls')).toBe(
			'evidence_file_macros'
		);
		expect(await told(zip('a.txt'), 'a.zip')).toBe('evidence_file_archive');
		expect(await told(zip('a.txt'), 'a.docx')).toBe('evidence_file_archive');
		expect(await told(Buffer.from('526172211a0700cf', 'hex'), 'a.rar')).toBe(
			'evidence_file_archive'
		);
		expect(await told(compound('Root Entry', '__substg1.0_0037'), 'a.msg')).toBe(
			'evidence_file_unknown'
		);
		expect(await told(Buffer.concat([Buffer.from('ID3\x03'), Buffer.alloc(50)]), 'a.mp3')).toBe(
			'evidence_file_unknown'
		);
	});

	it('says that a file is empty or damaged', async () => {
		expect(await told('', 'a.pdf')).toBe('evidence_file_empty');
		const docx = zip('[Content_Types].xml', 'word/document.xml');
		expect(await told(docx.subarray(0, docx.length - 40), 'a.docx')).toBe('evidence_file_broken');
		expect(await told('просто текст', 'a.pdf')).toBe('evidence_file_broken');
		expect(await told('a\0b', 'a.txt')).toBe('evidence_file_broken');
		expect(await told(Buffer.from('ffd8ffe00010', 'hex'), 'a.jpg')).toBe('evidence_file_broken');
	});

	it('takes text in every encoding under its own ending only', async () => {
		expect(await told('Школа;Сделано\n', 'a.csv')).toBe('text/csv a.csv');
		expect(await told(Buffer.from('cff0e8eae0e7', 'hex'), 'a.txt')).toBe('text/plain a.txt');
		expect(await told(Buffer.from('\uFEFFПриказ', 'utf16le'), 'a.txt')).toBe('text/plain a.txt');
		expect(await told('текст', 'readme')).toBe('evidence_file_unknown');
	});

	it('counts the pixels before a browser does', async () => {
		expect(await told(jpeg(10_000, 6_000), 'a.jpg')).toBe('image/jpeg a.jpg');
		expect(await told(jpeg(10_000, 6_001), 'a.jpg')).toBe('evidence_file_pixels');
		expect(await told(png(60_000, 60_000), 'a.png')).toBe('evidence_file_pixels');
	});
});

it('keeps names short, whole and without what folders or terminals understand', () => {
	expect(nameFor('application/pdf', '../../etc/при\u202Eказ.pdf')).toBe('приказ.pdf');
	expect(nameFor('application/pdf', 'C:\\Users\\x\\a.pdf')).toBe('a.pdf');
	expect(nameFor('application/pdf', '...')).toBe('file.pdf');
	const long = nameFor('image/jpeg', `${'я'.repeat(400)}.jpeg`);
	expect(long).toHaveLength(200);
	expect(long.endsWith('я.jpeg')).toBe(true);
});
