// `tabloom volunteer`: lends this machine, in this process or in real headless browser tabs, each its own profile
// and account.

import { parseArgs } from 'node:util';
import { createHeadless } from '../headless/volunteer.ts';
import { TabloomError } from '../protocol/errors.ts';
import { eventText } from './eventText.ts';
import { untilSignal } from './signals.ts';
import { openTabs } from './tabs.ts';

export async function volunteer(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      url: { type: 'string', default: 'http://localhost:8787' },
      headless: { type: 'boolean', default: false },
      tabs: { type: 'string' },
      engine: { type: 'string', default: 'auto' },
      minutes: { type: 'string' },
      threads: { type: 'string' },
      key: { type: 'string', default: 'data/keys/volunteer.pem' },
      cache: { type: 'string', default: 'data/volunteer-cache' },
    },
  });
  if (values.headless === (values.tabs !== undefined)) {
    throw new TabloomError(
      'bad_request',
      'Say either --headless (in this process) or --tabs N (real browser tabs).',
    );
  }
  if (!URL.canParse(values.url)) {
    throw new TabloomError(
      'bad_request',
      `--url must be an address such as http://localhost:8787, not '${values.url}'.`,
    );
  }
  const threads = positive('--threads', values.threads);
  const minutes = positive('--minutes', values.minutes);
  const untilMs = minutes === undefined ? Infinity : minutes * 60_000;
  if (values.headless) {
    const { url, key, cache } = values;
    await computeHere(untilMs, { url, key, cache, ...(threads === undefined ? {} : { threads }) });
    return;
  }
  const tabs = positive('--tabs', values.tabs) ?? 1;
  const { engine, url } = values;
  if (engine !== 'auto' && engine !== 'webgpu' && engine !== 'wasm') {
    throw new TabloomError('bad_request', `--engine must be auto, webgpu or wasm, not '${engine}'.`);
  }
  const opened = await openTabs({
    url,
    tabs,
    engine,
    ...(threads === undefined ? {} : { threads }),
    log: console.log,
  });
  await untilSignal(untilMs);
  await opened.close();
}

async function computeHere(
  untilMs: number,
  options: { url: string; key: string; cache: string; threads?: number },
): Promise<void> {
  const { url, key, cache, threads } = options;
  const headless = await createHeadless({
    coordinatorUrl: url,
    keyFile: key,
    cacheDir: cache,
    ...(threads === undefined ? {} : { threads }),
  });
  let said = 0;
  headless.subscribe(({ log }) => {
    for (const entry of log) {
      if (entry.at <= said) continue;
      console.log(`${new Date(entry.at).toISOString()}  ${eventText(entry.event)}`);
    }
    said = log.at(-1)?.at ?? said;
  });
  headless.start();
  await untilSignal(untilMs);
  await headless.close();
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new TabloomError('bad_request', `${name} must be a number above 0, not '${text}'.`);
  return value;
}
