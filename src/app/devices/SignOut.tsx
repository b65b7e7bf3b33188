// Signing out: what is lost by it is said before, and has to be ticked.

import type { Device } from '../../volunteer/browser/accountApi.ts';
import { Confirm } from '../Confirm.tsx';
import { account } from '../data/account.ts';
import { accountRead, done } from '../data/accountView.ts';
import { focusHeading } from '../focusHeading.ts';
import { formatCount } from '../format.ts';
import { devices as all } from '../words.ts';

/** `devices` is undefined where nobody could ask. */
type Props = { devices?: readonly Device[]; hasRecovery?: boolean };

function meaningOf({ devices, hasRecovery }: Props): string {
  const words = all.out;
  if (devices === undefined) return words.maybeLost;
  const others = devices.filter(({ current, revokedAt }) => !current && revokedAt === null).length;
  if (others > 0) return words.otherDevices(others, formatCount(others));
  if (hasRecovery === undefined) return words.maybeLost;
  return hasRecovery ? words.recovery : words.lost;
}

export function SignOut(props: Props) {
  const words = all.out;
  return (
    <section class="part" aria-labelledby="out">
      <h2 id="out">{words.heading}</h2>
      <p>{words.text}</p>
      <Confirm
        button={words.button}
        heading={words.confirmHeading}
        tick={words.tick}
        confirm={words.confirm}
        work={async (signal) => {
          await (await account()).signOut(signal);
          await accountRead();
        }}
        onDone={() => {
          done.value = 'out';
          focusHeading();
        }}
      >
        <p>{meaningOf(props)}</p>
      </Confirm>
    </section>
  );
}
