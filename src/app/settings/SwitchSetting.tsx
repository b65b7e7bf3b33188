// A setting that is on or off, with what it means below it.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  label: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
  /** Notes. */
  children?: ComponentChildren;
};

export function SwitchSetting({ label, on, disabled = false, onChange, children }: Props) {
  const id = useId();
  return (
    <div class="setting">
      <label class="switch">
        <input
          type="checkbox"
          checked={on}
          disabled={disabled}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <div id={id} class="soft">
        {children}
      </div>
    </div>
  );
}
