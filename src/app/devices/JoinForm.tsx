// This browser joins the account whose device shows a code. A code that came with the address waits for the click.

import { useId, useState } from 'preact/hooks';
import { account } from '../data/account.ts';
import { accountRead, done } from '../data/accountView.ts';
import { focusHeading } from '../focusHeading.ts';
import { useAction } from '../useAction.ts';
import { devices as all } from '../words.ts';
import { AccountForm } from './AccountForm.tsx';
import { checkLinkCode } from './codes.ts';

export function JoinForm({ code: given = '' }: { code?: string }) {
  const words = all.join;
  const id = useId();
  const [typed, setTyped] = useState(given);
  const action = useAction(async (signal, code: string) => {
    checkLinkCode(code);
    await (await account()).claimLink(signal, code);
    await accountRead();
  });
  const join = async () => {
    if (!(await action.run(typed))) return;
    setTyped('');
    location.hash = '#/devices';
    done.value = 'joined';
    focusHeading();
  };
  return (
    <AccountForm words={words} fieldId={id} onSubmit={join} problem={action.problem}>
      <div class="controls">
        <input
          id={id}
          class="field code-field"
          value={typed}
          maxLength={40}
          placeholder="XXXX-XXXX"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" aria-busy={action.busy}>
          {words.button}
        </button>
      </div>
      <p id={`${id}-hint`} class="soft">
        {words.hint}. {words.trust}
      </p>
    </AccountForm>
  );
}
