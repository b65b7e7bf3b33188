// A browser's name and major version for the numeric class: browsers of one engine and version compute alike.

/** `navigator.userAgentData.brands`, where there is one. */
export type Brand = { brand: string; version: string };

/** Such as `Chromium 156`, `Firefox 140`, `Safari 26`; `Browser` where nothing is recognised. */
export function browserName(userAgent: string, brands: readonly Brand[] = []): string {
  const chromium = brands.find(({ brand }) => brand === 'Chromium');
  if (chromium) return `Chromium ${chromium.version}`;
  const rules: [name: string, pattern: RegExp][] = [
    ['Firefox', /\bFirefox\/(\d+)/],
    ['Chromium', /\b(?:Headless)?Chrom(?:e|ium)\/(\d+)/],
    // Safari's own version; its AppleWebKit number has been frozen for years.
    ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
  ];
  for (const [name, pattern] of rules) {
    const major = pattern.exec(userAgent)?.[1];
    if (major !== undefined) return `${name} ${major}`;
  }
  return 'Browser';
}
