// The frame of the forms by which this browser comes to an account: what it is for, the field, and what went wrong.

import type { ComponentChildren } from 'preact';
import type { WireError } from '../../protocol/errors.ts';
import { Problem } from '../Problem.tsx';

type Props = {
  words: { text: string; label: string };
  /** Of the field that `label` names. */
  fieldId: string;
  onSubmit: () => Promise<void>;
  problem: WireError | undefined;
  children: ComponentChildren;
};

export function AccountForm({ words, fieldId, onSubmit, problem, children }: Props) {
  return (
    <form
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      <p>{words.text}</p>
      <label for={fieldId}>{words.label}</label>
      {children}
      {problem && <Problem problem={problem} of="account" />}
    </form>
  );
}
