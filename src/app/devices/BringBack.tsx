// An account comes back by its recovery code, typed or read from the file that was saved with it.

import { useId, useRef, useState } from 'preact/hooks';
import { account } from '../data/account.ts';
import { accountRead, done } from '../data/accountView.ts';
import { focusHeading } from '../focusHeading.ts';
import { useAction } from '../useAction.ts';
import { devices as all } from '../words.ts';
import { AccountForm } from './AccountForm.tsx';
import { recoveryCodeIn } from './codes.ts';

export function BringBack() {
  const words = all.back;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [noCode, setNoCode] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const action = useAction(async (signal, code: string) => {
    await (await account()).recover(signal, code);
    await accountRead();
  });
  const bring = async () => {
    if (!(await action.run(typed))) return;
    setTyped('');
    done.value = 'back';
    focusHeading();
  };
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    // A file of megabytes is none of ours.
    const code = await recoveryCodeIn(await file.slice(0, 100_000).text());
    input.value = '';
    setNoCode(code === undefined);
    if (code === undefined) return;
    setTyped(code);
    button.current?.focus();
  };
  return (
    <AccountForm words={words} fieldId={id} onSubmit={bring} problem={action.problem}>
      <textarea
        id={id}
        class="field code-field"
        rows={3}
        value={typed}
        maxLength={400}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div class="controls">
        <button type="submit" class="button" ref={button} aria-busy={action.busy}>
          {words.button}
        </button>
        <input
          id={`${id}-file`}
          class="unseen"
          type="file"
          accept=".txt,text/plain"
          onChange={(event) => void read(event.currentTarget)}
        />
        <label class="button" for={`${id}-file`}>
          {words.choose}
        </label>
      </div>
      <p role="status" class="said problem">
        {noCode && words.noCode}
      </p>
    </AccountForm>
  );
}
