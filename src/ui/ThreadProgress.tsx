// Progress as a weft thread that passes over and under the warp.

type Props = {
  value: number;
  max: number;
  label: string;
  /** A CSS colour; indigo when not given. */
  color?: string;
};

export function ThreadProgress({ value, max, label, color }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      class="thread-progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      style={color === undefined ? {} : { '--thread': color }}
    >
      <div style={{ width: `${(share * 100).toFixed(2)}%` }} />
    </div>
  );
}
