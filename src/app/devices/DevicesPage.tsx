// Devices: those of the account, and every way into an account and out of it.

import { useEffect } from 'preact/hooks';
import type { Device } from '../../volunteer/browser/accountApi.ts';
import { done, readAccount, storage, view } from '../data/accountView.ts';
import { link } from '../data/pool.ts';
import { formatCount } from '../format.ts';
import { Problem } from '../Problem.tsx';
import { bench, credits, devices as words, shell } from '../words.ts';
import { BringBack } from './BringBack.tsx';
import { DeviceList } from './DeviceList.tsx';
import { JoinForm } from './JoinForm.tsx';
import { LeavesAccount } from './LeavesAccount.tsx';
import { LinkAnother } from './LinkAnother.tsx';
import { Recovery } from './Recovery.tsx';
import { Revoked } from './Revoked.tsx';
import { SignOut } from './SignOut.tsx';
import './devices.css';

function countHere(devices: readonly Device[]): number {
  return devices.filter(({ revokedAt }) => revokedAt === null).length;
}

function headingOf(): string {
  const known = view.value;
  switch (known.state) {
    case 'here': {
      const count = countHere(known.devices);
      return words.heading(count, formatCount(count));
    }
    case 'none':
      return words.headingNone;
    case 'revoked':
      return words.revoked.heading;
    case 'asking':
    case 'unread':
      return words.headingUnread;
  }
}

function Said() {
  const what = done.value;
  const said = { joined: words.join.joined, back: words.back.joined, out: words.out.done };
  return (
    <p role="status" class="said">
      {what && said[what]}
    </p>
  );
}

function Own() {
  const known = view.value;
  switch (known.state) {
    case 'asking':
      return <p class="soft">{shell.asking}</p>;
    case 'none':
      return (
        <>
          <p class="lead">{words.howTo}</p>
          <p>
            <a class="button main" href="#/">
              {credits.toDonate}
            </a>
          </p>
        </>
      );
    case 'revoked':
      return <Revoked />;
    case 'unread':
      return (
        <>
          <Problem problem={known.problem} of="account" />
          <div class="controls">
            <button type="button" class="button" onClick={() => void readAccount()}>
              {bench.tryAgain}
            </button>
          </div>
        </>
      );
    case 'here':
      return (
        <>
          <DeviceList devices={known.devices} />
          {storage.value && <p class="soft">{words[storage.value]}</p>}
          <LinkAnother />
          <Recovery hasRecovery={known.hasRecovery} linked={countHere(known.devices) > 1} />
        </>
      );
  }
}

/** Who has an account seldom wants another one: for them the ways in are folded away. */
function WaysIn() {
  const { state } = view.value;
  // What is typed must not be lost when it turns out which it is.
  if (state === 'asking') return null;
  const forms = (
    <>
      <LeavesAccount />
      <section class="part" aria-labelledby="join">
        <h2 id="join">{words.join.heading}</h2>
        <JoinForm />
      </section>
      <section class="part" aria-labelledby="back">
        <h2 id="back">{words.back.heading}</h2>
        <BringBack />
      </section>
    </>
  );
  if (state === 'none' || state === 'revoked') return forms;
  return (
    <details class="part ways-in">
      <summary>{words.another}</summary>
      <div class="ways-in-forms">{forms}</div>
    </details>
  );
}

export function DevicesPage() {
  const away = link.value === 'away';
  // Again when the coordinator is back.
  useEffect(() => void readAccount(), [away]);
  const known = view.value;
  return (
    <div class="frame page devices">
      <h1 tabIndex={-1}>{headingOf()}</h1>
      <Said />
      <Own />
      <WaysIn />
      {known.state === 'here' && <SignOut {...known} />}
      {known.state === 'unread' && <SignOut />}
      <div class="part">
        <a class="tall" href="#/privacy">
          {words.privacy}
        </a>
      </div>
    </div>
  );
}
