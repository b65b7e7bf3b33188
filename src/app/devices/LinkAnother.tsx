// A code for another device: shown as text and as a picture to scan, until it is used or has run out.

import { useEffect, useRef } from 'preact/hooks';
import { account } from '../data/account.ts';
import { accountSignal, readDevices, view } from '../data/accountView.ts';
import { Problem } from '../Problem.tsx';
import { hrefOf } from '../route.ts';
import { useAction } from '../useAction.ts';
import { useNow } from '../useNow.ts';
import { devices as all } from '../words.ts';
import { clockOf, lifeOf } from './codes.ts';
import { QrCode } from './QrCode.tsx';

/** While a code is shown, the list is asked this often whether somebody has joined. */
const LOOK_EVERY_MS = 4000;

type Shown = { code: string; until: number; devicesBefore: number };

const shown = accountSignal<Shown>('devices');
const joined = accountSignal<true>('devices');

function devicesNow(): number {
  return view.value.state === 'here' ? view.value.devices.length : 0;
}

/** Without what this visit asked for (an engine, say); the path stays, as the page may lie anywhere. */
function addressOf(code: string): string {
  return location.origin + location.pathname + hrefOf({ page: 'link', code });
}

function isLocal(): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
}

function Code({ code, until, devicesBefore }: Shown) {
  const words = all.link;
  const left = until - useNow(true);
  const count = devicesNow();
  useEffect(() => {
    if (count <= devicesBefore) return;
    shown.value = undefined;
    joined.value = true;
  }, [count, devicesBefore]);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setInterval(() => void readDevices(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [left <= 0]);
  if (left <= 0) return <p role="status">{words.over}</p>;
  return (
    <div class="link-code">
      <QrCode address={addressOf(code)} label={words.qr} />
      <div class="link-words">
        <p>{words.how}</p>
        <p>
          <output class="code" aria-label={words.codeLabel}>
            {code}
          </output>
        </p>
        <p class="soft">{words.left(clockOf(left))}</p>
        {isLocal() && <p class="soft">{words.local}</p>}
      </div>
    </div>
  );
}

export function LinkAnother() {
  const words = all.link;
  const now = shown.value;
  const opener = useRef<HTMLButtonElement>(null);
  const action = useAction(async (signal) => {
    joined.value = undefined;
    const { code, expiresAt } = await (await account()).createLink(signal);
    const at = Date.now();
    shown.value = { code, until: at + lifeOf(expiresAt, at), devicesBefore: devicesNow() };
  });
  return (
    <section class="part" aria-labelledby="link">
      <h2 id="link">{words.heading}</h2>
      <p>{words.text}</p>
      {now && <Code key={now.code} {...now} />}
      <p role="status" class="said">
        {joined.value && words.joined}
      </p>
      <div class="controls">
        <button
          type="button"
          class="button"
          ref={opener}
          aria-busy={action.busy}
          onClick={() => void action.run()}
        >
          {now ? words.again : words.show}
        </button>
        {now && (
          <button
            type="button"
            class="button"
            onClick={() => {
              opener.current?.focus();
              shown.value = undefined;
            }}
          >
            {words.hide}
          </button>
        )}
      </div>
      {action.problem && <Problem problem={action.problem} of="account" />}
    </section>
  );
}
