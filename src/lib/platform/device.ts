const systems: [RegExp, string][] = [
	[/Windows NT/, 'Windows'],
	[/iPhone/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android/, 'Android'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
];
// the order decides: most browsers also name those that they descend from
const browsers: [RegExp, string][] = [
	[/YaBrowser\//, 'Яндекс Браузер'],
	[/Edg\w*\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari']
];

/** «Chrome, Windows» of a browser's own long name; empty when it tells nothing known. */
export function describeDevice(userAgent: string): string {
	const name = ([pattern]: [RegExp, string]) => pattern.test(userAgent);
	return [browsers.find(name)?.[1], systems.find(name)?.[1]].filter(Boolean).join(', ');
}
