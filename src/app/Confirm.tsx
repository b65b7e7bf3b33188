// A step that cannot be taken back: a button, then what it means and a second button, on the page itself. The
// keyboard goes into the question and, when it is left, back to where it came from.

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from './Problem.tsx';
import { useAction } from './useAction.ts';
import { shell } from './words.ts';

type Props = {
  button: string;
  /** For screen readers, where several buttons say the same. */
  buttonName?: string;
  heading: string;
  /** A sentence to tick before the second button works. */
  tick?: string;
  confirm: string;
  work: (signal: AbortSignal) => Promise<void>;
  /** After it was done; the question is closed by then. */
  onDone?: () => void;
  /** What it means. */
  children: ComponentChildren;
};

export function Confirm({ button, buttonName, heading, tick, confirm, work, onDone, children }: Props) {
  const id = useId();
  const [asked, setAsked] = useState(false);
  const [ticked, setTicked] = useState(false);
  const action = useAction(work);
  const opener = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  const wasAsked = useRef(false);
  useLayoutEffect(() => {
    if (asked) question.current?.focus();
    else if (wasAsked.current) opener.current?.focus();
    wasAsked.current = asked;
  }, [asked]);

  const close = () => {
    setTicked(false);
    setAsked(false);
    action.dismiss();
  };
  // What is under way is not called off by looking away from it.
  const leave = () => {
    if (!action.busy) close();
  };
  const go = async () => {
    if (!(await action.run())) return;
    close();
    onDone?.();
  };

  if (!asked) {
    return (
      <button
        type="button"
        class="button"
        ref={opener}
        aria-label={buttonName}
        onClick={() => setAsked(true)}
      >
        {button}
      </button>
    );
  }
  const blocked = tick !== undefined && !ticked;
  return (
    <div
      class="confirm"
      role="group"
      aria-labelledby={id}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <h3 id={id} ref={question} tabIndex={-1}>
        {heading}
      </h3>
      {children}
      {tick !== undefined && (
        <label class="switch">
          <input
            type="checkbox"
            checked={ticked}
            onChange={(event) => setTicked(event.currentTarget.checked)}
          />
          <span>{tick}</span>
        </label>
      )}
      <div class="controls">
        <button
          type="button"
          class="button grave"
          disabled={blocked}
          aria-busy={action.busy}
          onClick={() => void go()}
        >
          {confirm}
        </button>
        <button type="button" class="button" disabled={action.busy} onClick={leave}>
          {shell.leaveIt}
        </button>
      </div>
      {action.problem && <Problem problem={action.problem} of="account" />}
    </div>
  );
}
