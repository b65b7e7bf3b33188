// How many results a second one coordinator takes. Three parties on one machine: the coordinator's process, its own
// PostgreSQL at default durability, and this process, which speaks the real protocol for a thousand volunteers.

import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createTinyJob, tinyShard } from '../support/tinyJob.ts';
import { checkBooks } from './coordinator/books.ts';
import { signIn, work, type BenchHost, type Pace } from './coordinator/host.ts';
import { spawnCoordinator, type CoordinatorProcess } from './coordinator/spawn.ts';
import { createTally, percentile, type Tally } from './coordinator/tally.ts';
import { createWire, type Wire } from './coordinator/wire.ts';

const HOSTS = 1000;
const SIGN_INS_AT_ONCE = 20;
const WARM_UP_MS = 3000;
const MEASURE_MS = 12_000;
/** Two rows a workunit, quorum 2: 400,000 tasks, more than both phases take. */
const JOBS = 4;
const SHARDS_PER_JOB = 1000;
const ROWS_PER_SHARD = 100;

export async function run(): Promise<Record<string, unknown>> {
  const flags = (process.env['BENCH_COORDINATOR_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const coordinator = await spawnCoordinator(flags);
  const wire = createWire(coordinator.url);
  try {
    return await measure(coordinator, wire);
  } finally {
    wire.close();
    await coordinator.stop();
  }
}

async function measure(coordinator: CoordinatorProcess, wire: Wire): Promise<Record<string, unknown>> {
  say(`Coordinator at ${coordinator.url}.`);
  await createJobs(coordinator.url);
  const hosts = await signInAll(coordinator.url);
  const stream = wire.listen('/v1/events');
  const tally = createTally((outcome) => say(`Refused: ${JSON.stringify(outcome)}`));
  const bench = { coordinator, hosts, wire, tally };
  const one = await measurePhase(bench, { resultsPerRequest: 1, computeMs: 0 });
  const ten = await measurePhase(bench, { resultsPerRequest: 10, computeMs: 0 });
  // Under full load a latency is a queue's length; under half of it, it is the coordinator's own. Hosts drop what they
  // have too much of, so that they are anywhere between two leases.
  for (const { queue } of hosts) queue.splice(Math.floor(Math.random() * 16));
  const half = await measurePhase(bench, {
    resultsPerRequest: 1,
    computeMs: (2000 * HOSTS) / one.resultsPerSecond,
  });
  stream.close();
  const books = await checkBooks(coordinator.databaseUrl, tally.accepted);
  say(`The ledger sums to zero; ${books.workunitsValidated} workunits validated, as counted here.`);
  return {
    resultsPerSecond1: Math.round(one.resultsPerSecond),
    resultsPerSecond10: Math.round(ten.resultsPerSecond),
    leaseP99Ms: Math.round(percentile([...one.leaseMs, ...ten.leaseMs], 0.99)),
    leaseP50Ms: Math.round(percentile([...one.leaseMs, ...ten.leaseMs], 0.5)),
    leaseP99HalfLoadMs: Math.round(percentile(half.leaseMs, 0.99)),
    reportP99HalfLoadMs: Math.round(percentile(half.reportMs, 0.99)),
    coordinatorRssMb: Math.round(Math.max(one.rssBytes, ten.rssBytes, half.rssBytes) / 2 ** 20),
    coordinatorCores1: one.coordinatorCores,
    coordinatorCores10: ten.coordinatorCores,
    generatorCores1: one.generatorCores,
    generatorCores10: ten.generatorCores,
    hosts: HOSTS,
    ...books,
  };
}

async function createJobs(url: string): Promise<void> {
  const shard = tinyShard(ROWS_PER_SHARD);
  for (let job = 1; job <= JOBS; job++) {
    const { requester, request } = await createTinyJob(url, { rows: ROWS_PER_SHARD });
    const signal = AbortSignal.timeout(120_000);
    const artifact = await requester.uploadArtifact(signal, shard);
    const inputs = Array.from({ length: SHARDS_PER_JOB }, () => ({ artifact }));
    const { progress } = await requester.createJob(signal, { ...request, id: crypto.randomUUID(), inputs });
    say(`Job ${job} of ${JOBS}: ${progress.workunits} workunits.`);
  }
}

async function signInAll(url: string): Promise<BenchHost[]> {
  const hosts: BenchHost[] = [];
  let started = 0;
  const signInSome = async () => {
    while (started < HOSTS) {
      started++;
      hosts.push(await signIn(url));
    }
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, signInSome));
  say(`${hosts.length} volunteers signed in.`);
  return hosts;
}

type Bench = { coordinator: CoordinatorProcess; hosts: readonly BenchHost[]; wire: Wire; tally: Tally };

async function measurePhase({ coordinator, hosts, wire, tally }: Bench, pace: Pace) {
  const { resultsPerRequest } = pace;
  const end = new AbortController();
  setMaxListeners(0, end.signal);
  const working = Promise.all(hosts.map((host) => work(end.signal, host, wire, tally, pace)));
  // A host that fails ends the bench at once, not at the next await of `working`.
  const orFail = <T>(work: Promise<T>): Promise<T> => Promise.race([work, working as Promise<never>]);
  // At the start all hosts ask for work at once; the steady state begins when they have reported.
  const acceptedBefore = tally.accepted;
  await orFail(delay(WARM_UP_MS));
  while (tally.accepted - acceptedBefore < hosts.length * resultsPerRequest) await orFail(delay(100));
  tally.take();
  const before = { at: performance.now(), ...(await coordinator.usage()), ownMs: ownCpuMs() };
  let rssBytes = before.rssBytes;
  while (performance.now() - before.at < MEASURE_MS) {
    await orFail(delay(1000));
    rssBytes = Math.max(rssBytes, (await coordinator.usage()).rssBytes);
  }
  const window = tally.take();
  const seconds = (performance.now() - before.at) / 1000;
  const cpuMs = (await coordinator.usage()).cpuMs - before.cpuMs;
  const ownMs = ownCpuMs() - before.ownMs;
  end.abort();
  await working;
  const resultsPerSecond = window.accepted / seconds;
  say(
    `${resultsPerRequest} a request: ${Math.round(resultsPerSecond)} results/s over ${seconds.toFixed(1)} s; ` +
      `${window.leaseMs.length} leases (${window.emptyLeases} empty), p99 ${Math.round(percentile(window.leaseMs, 0.99))} ms, ` +
      `reports' p99 ${Math.round(percentile(window.reportMs, 0.99))} ms, ${window.refused} refused.`,
  );
  if (window.emptyLeases > 0) say('Hosts went without work: the rate is too low.');
  return {
    resultsPerSecond,
    leaseMs: window.leaseMs,
    reportMs: window.reportMs,
    rssBytes,
    coordinatorCores: round(cpuMs / seconds / 1000),
    generatorCores: round(ownMs / seconds / 1000),
  };
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function say(line: string): void {
  console.error(line);
}
