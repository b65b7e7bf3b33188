// Where the address of a link leads: one form with the code in it, and nothing happens before the click.

import { useEffect } from 'preact/hooks';
import { lookForAccount } from '../data/accountView.ts';
import { devices as words } from '../words.ts';
import { JoinForm } from './JoinForm.tsx';
import { LeavesAccount } from './LeavesAccount.tsx';
import './devices.css';

export function LinkPage({ code }: { code: string }) {
  useEffect(() => void lookForAccount().catch(() => undefined), []);
  return (
    <div class="frame page devices">
      <h1 tabIndex={-1}>{words.linkPage.heading}</h1>
      <LeavesAccount />
      <JoinForm key={code} code={code} />
      <p>
        <a class="tall" href="#/devices">
          {words.linkPage.instead}
        </a>
      </p>
    </div>
  );
}
