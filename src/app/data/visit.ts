// This tab's volunteer, as signals. The runtime is a large download, so it comes with the first Start.

import { computed, effect, signal } from '@preact/signals';
import { asTabloomError } from '../../protocol/errors.ts';
import type { MeResponse } from '../../protocol/work.ts';
import { IDLE_STATE, type CurrentTask, type Volunteer, type VolunteerState } from '../../volunteer/core/state.ts';
import { LEVELS } from '../../volunteer/core/power.ts';
import { openPool, readSignedIn } from './pool.ts';

/** Progress of a fast task comes more often than anybody can read. */
const SHOW_EVERY_MS = 150;
const READ_LIMIT_MS = 15_000;

export const state = signal<VolunteerState>(IDLE_STATE);
/** Start was pressed in this tab. */
export const started = signal(false);
/** The latest task with something to see; stays while the next one is fetched. */
export const lastSeen = signal<CurrentTask | undefined>(undefined);

const opened = signal<Volunteer | undefined>(undefined);
const creditAtStart = signal<{ earnedMicro: bigint } | undefined>(undefined);

/** Reads a path of the API as this volunteer; undefined while nobody is signed in. */
export const readAsMe = computed(() => {
  const source = opened.value;
  if (!source || state.value.volunteerId === undefined) return undefined;
  return <T>(path: string) => source.read<T>(AbortSignal.timeout(READ_LIMIT_MS), path);
});

export const visitCredit = computed(() => {
  const credit = state.value.credit;
  if (!credit || !creditAtStart.value) return undefined;
  const earnedMicro = earnedOf(credit);
  return {
    pendingMicro: BigInt(credit.pendingMicro),
    heldMicro: BigInt(credit.heldMicro),
    earnedMicro,
    earnedInVisitMicro: earnedMicro - creditAtStart.value.earnedMicro,
  };
});

export const running = computed(() => {
  const { phase } = state.value;
  return phase === 'starting' || phase === 'working' || phase === 'waiting' || phase === 'finishing' || phase === 'offline';
});

export async function start(): Promise<void> {
  started.value = true;
  if (opened.value) return opened.value.start();
  if (state.value.phase === 'starting') return;
  state.value = { ...IDLE_STATE, phase: 'starting' };
  try {
    (await openVolunteer()).start();
  } catch (thrown) {
    state.value = { ...IDLE_STATE, phase: 'stuck', problem: asTabloomError(thrown).toWire() };
  }
}

/** Who has taken part here before sees its credits without pressing Start. Makes no account. */
export async function recall(): Promise<void> {
  if (started.value || state.value.credit) return;
  const { hasAccount } = await import('../../volunteer/browser/account.ts');
  if (!(await hasAccount())) return;
  const volunteer = await openVolunteer();
  const { credit, nextReleaseAt, volunteerId } = await volunteer.read<MeResponse>(
    AbortSignal.timeout(READ_LIMIT_MS),
    '/v1/me',
  );
  // What the runtime says is newer.
  if (state.value.credit) return;
  state.value = { ...state.value, volunteerId, credit, ...(nextReleaseAt === null ? {} : { nextReleaseAt }) };
}

export function pause(): void {
  opened.value?.pause();
}

export function finish(): void {
  opened.value?.finish();
}

let opening: Promise<Volunteer> | undefined;

/** Opened once; a failure is tried again at the next call. */
function openVolunteer(): Promise<Volunteer> {
  opening ??= openTabOfPool().catch((thrown: unknown) => {
    opening = undefined;
    throw thrown;
  });
  return opening;
}

async function openTabOfPool(): Promise<Volunteer> {
  const { coordinatorUrl } = await openPool();
  const { openTab } = await import('../../volunteer/browser/tab.ts');
  const volunteer = await openTab({ coordinatorUrl, ...choices() });
  watch(volunteer);
  opened.value = volunteer;
  return volunteer;
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

function watch(volunteer: Volunteer): void {
  let shownAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    shownAt = performance.now();
    take(volunteer.state);
  };
  volunteer.subscribe((next) => {
    // A new phase is shown at once, numbers a few times a second.
    if (next.phase !== state.value.phase || performance.now() - shownAt >= SHOW_EVERY_MS) show();
    else timer ??= setTimeout(show, SHOW_EVERY_MS);
  });
}

function take(next: VolunteerState): void {
  // What was recalled stays until the runtime has asked for itself.
  const { credit, nextReleaseAt, volunteerId } = state.value;
  const recalled = next.credit ? {} : { credit, nextReleaseAt, volunteerId };
  const known = Object.fromEntries(Object.entries(recalled).filter(([, value]) => value !== undefined));
  state.value = { ...known, ...next };
  if (next.task?.sample) lastSeen.value = next.task;
  if (next.credit) creditAtStart.value ??= { earnedMicro: earnedOf(next.credit) };
}

function earnedOf(credit: { heldMicro: string; availableMicro: string }): bigint {
  return BigInt(credit.heldMicro) + BigInt(credit.availableMicro);
}

effect(() => {
  const read = readAsMe.value;
  if (read) readSignedIn(read);
});
