import { expect, test } from 'vitest';
import { browserName } from './browserName.ts';

test('brands come first, and name the engine under every brand', () => {
  const brands = [
    { brand: 'Microsoft Edge', version: '156' },
    { brand: 'Not;A=Brand', version: '8' },
    { brand: 'Chromium', version: '156' },
  ];
  expect(browserName('Mozilla/5.0 Firefox/140.0', brands)).toBe('Chromium 156');
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Chromium 156',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    'Chromium 156',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Safari 26',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    'Safari 26',
  ],
  ['something else', 'Browser'],
])('%s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
