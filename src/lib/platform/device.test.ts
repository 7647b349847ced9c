import { expect, test } from 'vitest';
import { describeDevice } from './device.ts';

test('a device is named by its browser and system', () => {
	const windows =
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
	expect(describeDevice(`${windows} Chrome/140.0 Safari/537.36`)).toBe('Chrome, Windows');
	expect(describeDevice(`${windows} Chrome/140.0 YaBrowser/25.8 Safari/537.36`)).toBe(
		'Яндекс Браузер, Windows'
	);
	expect(
		describeDevice(
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'
		)
	).toBe('Safari, iPhone');
	expect(describeDevice('curl/8.0')).toBe('');
});
