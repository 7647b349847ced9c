/**
 * Takes one row: its cells as text from the first column on, its number as a spreadsheet counts
 * (from 1, empty rows too) and the name of its sheet ('' in text files). The cells are borrowed:
 * the array is used again for the next row.
 */
export type TakeRow = (cells: readonly string[], number: number, sheet: string) => void;
