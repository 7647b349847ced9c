/** Prints numbers of cells as a Russian Excel shows them: dates above all. */

/** Formats that Excel knows by number and does not write into the file. */
const builtIn: Record<number, string> = {
	1: '0',
	2: '0.00',
	3: '#,##0',
	4: '#,##0.00',
	9: '0%',
	10: '0.00%',
	14: 'dd.mm.yyyy',
	15: 'dd.mmm.yy',
	16: 'dd.mmm',
	17: 'mmm.yy',
	18: 'h:mm AM/PM',
	19: 'h:mm:ss AM/PM',
	20: 'h:mm',
	21: 'h:mm:ss',
	22: 'dd.mm.yyyy h:mm',
	45: 'mm:ss',
	46: '[h]:mm:ss',
	47: 'mm:ss.0'
};

const months =
	'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');
const monthsOf =
	'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const weekdays = 'воскресенье понедельник вторник среда четверг пятница суббота'.split(' ');
const shortDays = ['Вс', 'Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб'];

const dayLength = 86_400_000;
/** Day 0 of the two calendars of Excel. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
/** 31.12.9999, the last day that Excel has. */
const lastDay = 2_958_465;

/** The code of a format; '' is the general one. */
export function formatCode(id: number, custom: Map<number, string>): string {
	return custom.get(id) ?? builtIn[id] ?? (isEastAsianDate(id) ? 'dd.mm.yyyy' : '');
}

function isEastAsianDate(id: number): boolean {
	return (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/**
 * A number as text by its format's code. `epoch1904`: the workbook counts days from 1904.
 * What a code cannot say (a date out of range) is printed as a plain number.
 */
export function printNumber(value: number, code: string, epoch1904: boolean): string {
	const section = sectionFor(value, code);
	const bare = bareOf(section);
	if (isDate(bare)) {
		return printDate(value, section, epoch1904) ?? printPlain(value);
	}
	if (/[0#?]/.test(bare)) return printFigures(value, bare, section);
	return printPlain(value);
}

/** Whether a format shows numbers as dates or times. */
export function isDateCode(code: string): boolean {
	return isDate(bareOf(sectionFor(1, code)));
}

function bareOf(section: string): string {
	return section.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
}

function isDate(bare: string): boolean {
	return /[dmyhs]/i.test(bare) && !/^general$/i.test(bare.trim());
}

/** A format has up to four sections: positive, negative, zero, text. */
function sectionFor(value: number, code: string): string {
	const sections = code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/g) ?? [''];
	if (value < 0 && sections.length > 1) return sections[1]!;
	if (value === 0 && sections.length > 2) return sections[2]!;
	return sections[0]!;
}

/** Fifteen digits are what Excel keeps; the rest is noise of binary fractions. */
function printPlain(value: number): string {
	return String(Number(value.toPrecision(15))).replace('.', ',');
}

function printFigures(value: number, bare: string, section: string): string {
	const percent = bare.includes('%');
	const shown = percent ? value * 100 : value;
	const places = /[.]([0#?]+)/.exec(bare)?.[1] ?? '';
	const most = Math.min(places.length, 15);
	const least = Math.min(places.replace(/[#?]/g, '').length, most);
	const digits = Math.abs(shown).toLocaleString('ru-RU', {
		minimumFractionDigits: least,
		maximumFractionDigits: most,
		useGrouping: /[#0],[#0]/.test(bare),
		minimumIntegerDigits: Math.min(
			21,
			Math.max(1, /0+(?=[.%]|[^0#?.,]|$)/.exec(bare)?.[0].length ?? 1)
		)
	});
	const words = [...section.matchAll(/"([^"]*)"|\\(.)/g)].map((match) => match[1] ?? match[2]);
	const before = /^(?:"([^"]*)"|\\(.))/.exec(section);
	const sign = shown < 0 ? '-' : '';
	const lead = before ? (before[1] ?? before[2] ?? '') : '';
	const tail = words.slice(before ? 1 : 0).join('');
	return `${lead}${sign}${digits.replace(/\s/g, ' ')}${percent ? '%' : ''}${tail}`;
}

const token =
	/"[^"]*"|\\.|\[(?:h+|m+|s+)\]|\[[^\]]*\]|_.|\*.|AM\/PM|A\/P|y+|m+|d+|h+|s+|[.]0+|@|General|./gi;

function printDate(value: number, section: string, epoch1904: boolean): string | null {
	if (!(value >= 0 && value <= lastDay)) return null;
	// In the calendar of 1900 Excel counts a 29 February that never was.
	const days = !epoch1904 && value < 60 ? value + 1 : value;
	const moment = new Date(
		Math.round((epochs[epoch1904 ? 1904 : 1900] + days * dayLength) / 1_000) * 1_000
	);
	const parts = section.match(token) ?? [];
	const withDay = parts.some((part) => /^d{1,2}$/i.test(part));
	let afterHours = false;
	const text = parts.map((part, i) => {
		const minutes = /^m{1,2}$/i.test(part) && (afterHours || /^s/i.test(nextUnit(parts, i)));
		if (/^[ymdhs[]/i.test(part)) afterHours = /^\[?h/i.test(part);
		return printPart(part, moment, value, minutes, withDay);
	});
	return text.join('').replace(/\s+/g, ' ').trim();
}

function nextUnit(parts: string[], from: number): string {
	return parts.slice(from + 1).find((part) => /^[ymdhs]/i.test(part)) ?? '';
}

function printPart(
	part: string,
	moment: Date,
	value: number,
	minutes: boolean,
	withDay: boolean
): string {
	const two = (count: number): string => String(count).padStart(part.length > 1 ? 2 : 1, '0');
	if (part[0] === '"') return part.slice(1, -1);
	if (part[0] === '\\') return part.slice(1);
	if (/^\[h+\]$/i.test(part)) return String(Math.floor(value * 24));
	if (part[0] === '[' && part.length > 1) return '';
	if (part[0] === '_' && part.length > 1) return ' ';
	if (part[0] === '*' && part.length > 1) return '';
	const month = moment.getUTCMonth();
	if (/^m+$/i.test(part)) {
		if (minutes) return two(moment.getUTCMinutes());
		if (part.length <= 2) return two(month + 1);
		const name = withDay ? monthsOf[month]! : months[month]!;
		if (part.length === 3) return month === 4 ? name : months[month]!.slice(0, 3);
		return part.length === 5 ? name[0]! : name;
	}
	if (/^y+$/i.test(part)) {
		const year = String(moment.getUTCFullYear());
		return part.length <= 2 ? year.slice(-2) : year;
	}
	if (/^d+$/i.test(part)) {
		if (part.length <= 2) return two(moment.getUTCDate());
		return (part.length === 3 ? shortDays : weekdays)[moment.getUTCDay()]!;
	}
	if (/^h+$/i.test(part)) return two(moment.getUTCHours());
	if (/^s+$/i.test(part)) return two(moment.getUTCSeconds());
	return /^(?:@|;|[.]0+|AM\/PM|A\/P|General)$/i.test(part) ? '' : part;
}

/** A date written in ISO form (cells of type `d`) as a serial number of the calendar of 1900. */
export function serialOf(iso: string): number | null {
	const time = Date.parse(/[zZ]$|T/.test(iso) ? `${iso.replace(/[zZ]$/, '')}Z` : iso);
	return Number.isNaN(time) ? null : (time - epochs[1900]) / dayLength;
}
