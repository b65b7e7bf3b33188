// A number that is dragged or typed: a slider and a field beside it, which show the same value.

import { useId, useState } from 'preact/hooks';

type Props = {
  label: string;
  note?: string;
  value: number;
  least: number;
  most: number;
  /** Of the slider; the field takes any whole number. */
  step?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
};

export function NumberSetting({
  label,
  note,
  value,
  least,
  most,
  step = 1,
  disabled = false,
  onChange,
}: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const described = note === undefined ? {} : { 'aria-describedby': `${id}-note` };
  const take = () => {
    const wanted = Math.round(Number(typed));
    if (typed?.trim() && Number.isFinite(wanted)) onChange(Math.min(most, Math.max(least, wanted)));
    setTyped(undefined);
  };
  return (
    <div class="setting number-setting">
      <label for={id}>{label}</label>
      <div class="number-inputs">
        <input
          type="range"
          aria-label={label}
          min={least}
          max={most}
          step={step}
          value={value}
          disabled={disabled}
          onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
        <input
          id={id}
          class="field"
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          value={typed ?? value}
          disabled={disabled}
          {...described}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={take}
        />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} class="soft">
          {note}
        </p>
      )}
    </div>
  );
}
