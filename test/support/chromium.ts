// The Chromium of the browser tests; the software adapter computes slowly and correctly: tiny models only.

import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../src/cli/chromium.ts';

/** A busy machine would rest the tabs of a test, as it should: those that wait for results do without this sense. */
const NO_PRESSURE = '--disable-blink-features=ComputePressure';

/** As the product's. With `pressure` the browser tells how busy the machine is. */
export function testArgs(options: { webgpu?: boolean; pressure?: boolean } = {}): string[] {
  const { webgpu = false, pressure = false } = options;
  return [...chromiumArgs({ webgpu }), ...(pressure ? [] : [NO_PRESSURE])];
}

/** The caller closes it. */
export function launchChromium(options: { webgpu?: boolean } = {}): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: testArgs(options) });
}
