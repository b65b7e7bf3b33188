// Another device has removed this browser: its key is of no use, and can be deleted to begin anew.

import { account } from '../data/account.ts';
import { accountRead } from '../data/accountView.ts';
import { focusHeading } from '../focusHeading.ts';
import { Problem } from '../Problem.tsx';
import { useAction } from '../useAction.ts';
import { devices as all } from '../words.ts';

export function Revoked() {
  const words = all.revoked;
  const action = useAction(async (signal) => {
    await (await account()).signOut(signal);
    await accountRead();
  });
  const begin = async () => {
    if (await action.run()) focusHeading();
  };
  return (
    <>
      <p class="lead">{words.text}</p>
      <div class="controls">
        <button type="button" class="button" aria-busy={action.busy} onClick={() => void begin()}>
          {words.anew}
        </button>
      </div>
      {action.problem && <Problem problem={action.problem} of="account" />}
    </>
  );
}
