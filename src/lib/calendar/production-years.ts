/**
 * The Russian production calendar (five-day week) as published: for each year the holidays and
 * transferred days off, and the weekend days that are worked. Days are `MM-DD`, ranges `MM-DD..MM-DD`.
 * Weekends need no entry. The paid non-working days that decrees of the President declared at short
 * notice in 2020 and 2021 (epidemic) are not holidays of the calendar and stand out of it, but for
 * the single days of 24 June and 1 July 2020.
 */
export const PUBLISHED_YEARS: Record<number, { off: string; work: string; source: string }> = {
	2019: {
		off: '01-01..01-08 03-08 05-01..05-03 05-09..05-10 06-12 11-04',
		work: '',
		source: 'постановление Правительства РФ от 01.10.2018 № 1163'
	},
	2020: {
		off: '01-01..01-08 02-24 03-09 05-01 05-04..05-05 05-11 06-12 06-24 07-01 11-04',
		work: '',
		source:
			'постановление Правительства РФ от 10.07.2019 № 875; указы Президента о 24 июня и 1 июля'
	},
	2021: {
		off: '01-01..01-08 02-22..02-23 03-08 05-03 05-10 06-14 11-04..11-05 12-31',
		work: '02-20',
		source: 'постановление Правительства РФ от 10.10.2020 № 1648'
	},
	2022: {
		off: '01-01..01-08 02-23 03-07..03-08 05-02..05-03 05-09..05-10 06-13 11-04',
		work: '03-05',
		source: 'постановление Правительства РФ от 16.09.2021 № 1564'
	},
	2023: {
		off: '01-01..01-08 02-23..02-24 03-08 05-01 05-08..05-09 06-12 11-06',
		work: '',
		source: 'постановление Правительства РФ от 29.08.2022 № 1505'
	},
	2024: {
		off: '01-01..01-08 02-23 03-08 04-29..05-01 05-09..05-10 06-12 11-04 12-30..12-31',
		work: '04-27 11-02 12-28',
		source: 'постановление Правительства РФ от 10.08.2023 № 1314'
	},
	2025: {
		off: '01-01..01-08 05-01..05-02 05-08..05-09 06-12..06-13 11-03..11-04 12-31',
		work: '11-01',
		source: 'постановление Правительства РФ от 04.10.2024 № 1335'
	},
	2026: {
		off: '01-01..01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31',
		work: '',
		source: 'постановление Правительства РФ от 24.09.2025 № 1466'
	}
};
