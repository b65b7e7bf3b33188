// One's own data: taken along as a file, or deleted with the account.

import { useRef } from 'preact/hooks';
import { Confirm } from '../Confirm.tsx';
import { account } from '../data/account.ts';
import { accountRead, exists } from '../data/accountView.ts';
import { pageSignal } from '../location.ts';
import { Problem } from '../Problem.tsx';
import { saveFile } from '../saveFile.ts';
import { useAction } from '../useAction.ts';
import { privacy as words } from '../words.ts';

const done = pageSignal<'saved' | 'deleted'>('privacy');

function Export() {
  const { heading, text, button, fileName, saved } = words.export;
  const action = useAction(async (signal) => {
    done.value = undefined;
    saveFile(fileName, await (await account()).exportData(signal));
    done.value = 'saved';
  });
  return (
    <section class="part" aria-labelledby="export">
      <h2 id="export" tabIndex={-1}>
        {heading}
      </h2>
      <p>{text}</p>
      {exists.value === true && (
        <div class="controls">
          <button type="button" class="button" aria-busy={action.busy} onClick={() => void action.run()}>
            {button}
          </button>
        </div>
      )}
      <p role="status" class="said soft">
        {done.value === 'saved' && saved}
      </p>
      {action.problem && <Problem problem={action.problem} of="account" />}
    </section>
  );
}

function Delete() {
  const { heading, goes, stays, button, confirmHeading, confirmText, confirm, done: deleted } = words.remove;
  const said = useRef<HTMLParagraphElement>(null);
  return (
    <section class="part" aria-labelledby="delete">
      <h2 id="delete">{heading}</h2>
      <p>{goes}</p>
      <p>{stays}</p>
      {exists.value === true && (
        <Confirm
          button={button}
          heading={confirmHeading}
          confirm={confirm}
          work={async (signal) => {
            await (await account()).deleteAccount(signal);
            await accountRead();
          }}
          onDone={() => {
            done.value = 'deleted';
            said.current?.focus();
          }}
        >
          <p>{confirmText}</p>
        </Confirm>
      )}
      <p role="status" class="said" tabIndex={-1} ref={said}>
        {done.value === 'deleted' ? deleted : exists.value === false && words.none}
      </p>
    </section>
  );
}

export function YourData() {
  return (
    <>
      <Export />
      <Delete />
    </>
  );
}
