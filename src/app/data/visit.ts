// This tab's volunteer, as signals. The runtime is a large download, so it comes with the first Start.

import { computed, effect, signal } from '@preact/signals';
import type { MeResponse } from '../../protocol/work.ts';
import { IDLE_STATE, type CurrentTask, type VolunteerState } from '../../volunteer/core/state.ts';
import { earnedMicro } from '../../volunteer/core/earned.ts';
import { LEVELS } from '../../volunteer/core/power.ts';
import { openTabs } from '../../volunteer/browser/tabs/tabs.ts';
import { openPool, readSignedIn } from './pool.ts';

/** Progress of a fast task comes more often than anybody can read. */
const SHOW_EVERY_MS = 150;
const READ_LIMIT_MS = 15_000;

export const state = signal<VolunteerState>(IDLE_STATE);
/** Start was pressed, in this tab or in another one that this tab shows. */
export const started = signal(false);
/** The latest task with something to see; stays while the next one is fetched. */
export const lastSeen = signal<CurrentTask | undefined>(undefined);

export const tabs = openTabs(async (host) => {
  const { coordinatorUrl } = await openPool();
  const { openTab } = await import('../../volunteer/browser/tab.ts');
  return openTab(host, { coordinatorUrl, ...choices() });
});

const read = <T>(path: string): Promise<T> => tabs.read<T>(AbortSignal.timeout(READ_LIMIT_MS), path);

/** Reads a path of the API as this volunteer; undefined while nobody is signed in. */
export const readAsMe = computed(() => (state.value.volunteerId === undefined ? undefined : read));

export const visitCredit = computed(() => {
  const { credit, visit } = state.value;
  if (!credit || visit.earnedBeforeMicro === undefined) return undefined;
  const earned = earnedMicro(credit);
  return {
    pendingMicro: BigInt(credit.pendingMicro),
    heldMicro: BigInt(credit.heldMicro),
    earnedMicro: earned,
    earnedInVisitMicro: earned - BigInt(visit.earnedBeforeMicro),
  };
});

export const running = computed(() => {
  const { phase } = state.value;
  return phase === 'starting' || phase === 'working' || phase === 'waiting' || phase === 'finishing' || phase === 'offline';
});

export function start(): void {
  started.value = true;
  tabs.start();
}

export const pause = (): void => tabs.pause();
export const finish = (): void => tabs.finish();

/** Who has taken part here before sees its credits without pressing Start. Makes no account. */
export async function recall(): Promise<void> {
  if (started.value || state.value.credit || !(await tabs.hasAccount())) return;
  await readMe();
}

/** Who one is, and what one has: shown until the runtime says it anew. */
export async function readMe(): Promise<MeResponse> {
  const me = await read<MeResponse>('/v1/me');
  if (!state.value.credit) showMe(me);
  return me;
}

function showMe({ credit, nextReleaseAt, volunteerId }: MeResponse): void {
  state.value = { ...state.value, volunteerId, credit, ...(nextReleaseAt === null ? {} : { nextReleaseAt }) };
}

/** `?engine=wasm|webgpu&threads=N&power=full&autostart=1`, for demos, tests and benchmarks. */
function choices(): { engine?: 'webgpu' | 'wasm'; threads?: number; duty?: number } {
  const query = new URLSearchParams(location.search);
  const engine = query.get('engine');
  const threads = Number(query.get('threads'));
  const power = query.get('power');
  return {
    ...(engine === 'webgpu' || engine === 'wasm' ? { engine } : {}),
    ...(power !== null && Object.hasOwn(LEVELS, power) ? { duty: LEVELS[power as keyof typeof LEVELS].duty } : {}),
    ...(Number.isInteger(threads) && threads > 0 ? { threads } : {}),
  };
}

export function startsByItself(): boolean {
  return new URLSearchParams(location.search).get('autostart') === '1';
}

let shownAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(): void {
  clearTimeout(timer);
  timer = undefined;
  shownAt = performance.now();
  take(tabs.state);
}

tabs.subscribe((next) => {
  // A new phase is shown at once, numbers a few times a second.
  if (next.phase !== state.value.phase || performance.now() - shownAt >= SHOW_EVERY_MS) show();
  else timer ??= setTimeout(show, SHOW_EVERY_MS);
});

tabs.onKeyChanged(() => {
  started.value = false;
  state.value = IDLE_STATE;
  lastSeen.value = undefined;
});

function take(next: VolunteerState): void {
  // What was recalled stays until the runtime has asked for itself.
  const { credit, nextReleaseAt, volunteerId } = state.value;
  const recalled = next.credit ? {} : { credit, nextReleaseAt, volunteerId };
  const known = Object.fromEntries(Object.entries(recalled).filter(([, value]) => value !== undefined));
  state.value = { ...known, ...next };
  if (next.phase !== 'idle') started.value = true;
  if (next.task?.sample) lastSeen.value = next.task;
}

effect(() => readSignedIn(readAsMe.value));
