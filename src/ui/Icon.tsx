// The few signs of the pages. Each stands beside words, never instead of them.

const PATHS = {
  pending: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
  held: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 5v3.2l2.2 1.6',
  valid: 'M3 8.6 6.4 12 13 4.6',
  invalid: 'M4 4l8 8M12 4l-8 8',
  failed: 'M8 2.4 14.2 13.4H1.8ZM8 6.6v3M8 11.6v.2',
  running: 'M2 5.5c2 0 2-2 4-2s2 2 4 2 2-2 4-2M2 12.5c2 0 2-2 4-2s2 2 4 2 2-2 4-2',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  waiting: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  start: 'M5 3.2v9.6L12.6 8Z',
  onward: 'M2.5 8h10M9 4.5 12.5 8 9 11.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  const thick = name === 'waiting' ? 2.6 : 1.7;
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill={name === 'start' ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width={thick}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
