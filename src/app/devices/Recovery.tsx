// The recovery code: made on request, shown once, copied or saved as a file.

import type { Ref } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { account } from '../data/account.ts';
import { accountSignal, view } from '../data/accountView.ts';
import { formatDayAndTime } from '../format.ts';
import { Problem } from '../Problem.tsx';
import { saveFile } from '../saveFile.ts';
import { useAction } from '../useAction.ts';
import { devices as all } from '../words.ts';

const code = accountSignal<string>('devices');

function NewCode({ value, place }: { value: string; place: Ref<HTMLOutputElement> }) {
  const words = all.recovery;
  const [copying, setCopying] = useState<'copied' | 'notCopied'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopying('copied');
    } catch {
      setCopying('notCopied');
    }
  };
  const save = () => {
    const address = location.origin + location.pathname;
    const text = words.fileText(value, address, formatDayAndTime(new Date()));
    saveFile(words.fileName, new Blob([text], { type: 'text/plain' }));
  };
  return (
    <>
      <p>
        <output class="code long" ref={place} tabIndex={-1} aria-label={words.codeLabel}>
          {value}
        </output>
      </p>
      <p>{words.once}</p>
      <div class="controls">
        <button type="button" class="button main" onClick={save}>
          {words.file}
        </button>
        <button type="button" class="button" onClick={() => void copy()}>
          {words.copy}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            code.value = undefined;
          }}
        >
          {words.done}
        </button>
      </div>
      <p role="status" class="said soft">
        {copying && words[copying]}
      </p>
    </>
  );
}

type Props = {
  /** Undefined while it is not known. */
  hasRecovery: boolean | undefined;
  /** Whether another device has a key, too. */
  linked: boolean;
};

export function Recovery({ hasRecovery, linked }: Props) {
  const words = all.recovery;
  const action = useAction(async (signal) => {
    code.value = (await (await account()).createRecovery(signal)).code;
    if (view.value.state === 'here') view.value = { ...view.value, hasRecovery: true };
  });
  const opener = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLOutputElement>(null);
  const isShown = code.value !== undefined;
  // The keyboard goes to the code, and back to the button when it is hidden; not when the language changes.
  const wasShown = useRef(isShown);
  useLayoutEffect(() => {
    if (isShown !== wasShown.current) (isShown ? place : opener).current?.focus();
    wasShown.current = isShown;
  }, [isShown]);
  return (
    <section class="part" aria-labelledby="recovery">
      <h2 id="recovery">{words.heading}</h2>
      <p>{linked ? words.textLinked : words.text}</p>
      {code.value === undefined ? (
        <>
          {hasRecovery !== undefined && <p class="soft">{hasRecovery ? words.has : words.hasNot}</p>}
          <div class="controls">
            <button
              type="button"
              class="button"
              ref={opener}
              aria-busy={action.busy}
              onClick={() => void action.run()}
            >
              {hasRecovery === true ? words.renew : words.save}
            </button>
          </div>
        </>
      ) : (
        <NewCode value={code.value} place={place} />
      )}
      {action.problem && <Problem problem={action.problem} of="account" />}
    </section>
  );
}
