// What everybody may see, as signals: counters, projects and the cloth, kept fresh by the event stream.
// A coordinator that is away is a state of `link`; everything is loaded anew when it is back.

import { computed, signal } from '@preact/signals';
import type { ClothResponse, LiveEvent, Stats } from '../../protocol/live.ts';
import type { ProjectsResponse, ProjectView } from '../../protocol/requests.ts';
import { createApi, type Api } from './api.ts';
import { CLOTH_LIMIT, EMPTY_CLOTH, growCloth, lastSeq, loadCloth, type ClothData } from './cloth.ts';
import { loadCoordinatorUrl } from './config.ts';
import { keepStreamOpen } from './events.ts';

/** Projects are read again at most this often while work is validated. */
const PROJECTS_EVERY_MS = 4000;
/** Between tries while the coordinator is away. */
const RELOAD_MS = 5000;

export const api = signal<Api | undefined>(undefined);
/** asking: the first answers are under way. */
export const link = signal<'asking' | 'here' | 'away'>('asking');
/** Undefined until the first answer. */
export const stats = signal<Stats | undefined>(undefined);
export const projects = signal<readonly ProjectView[] | undefined>(undefined);
export const cloth = signal<ClothData | undefined>(undefined);

/** Reads with the volunteer's sign-in, once there is one: only then `mine` is filled. */
type Read = <T>(path: string) => Promise<T>;
let signedInRead: Read | undefined;

let growing: Promise<void> | undefined;
let reloadTimer: ReturnType<typeof setTimeout> | undefined;
let projectsDue = false;
let projectsTimer: ReturnType<typeof setTimeout> | undefined;

let opening: Promise<Api> | undefined;

/** The way to the coordinator, found once. */
export function openPool(): Promise<Api> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Api> {
  const opened = createApi(await loadCoordinatorUrl());
  api.value = opened;
  void reload();
  keepStreamOpen(`${opened.coordinatorUrl}/v1/events`, 'live', {
    onOpen() {
      if (link.value !== 'asking') void reload();
    },
    onLost() {
      link.value = 'away';
    },
    onEvent: (data) => take(JSON.parse(data) as LiveEvent),
  });
  return opened;
}

/** From now on the cloth knows which stitches are one's own; undefined: no longer. */
export function readSignedIn(read: Read | undefined): void {
  if (read === signedInRead) return;
  signedInRead = read;
  void loadWholeCloth().catch(() => undefined);
}

async function reload(): Promise<void> {
  const get = api.value!.get;
  try {
    const [counters] = await Promise.all([get<Stats>('/v1/stats'), loadProjects(), loadWholeCloth()]);
    stats.value = counters;
    link.value = 'here';
  } catch {
    link.value = 'away';
    // The stream may be open all the same, for instance while only the database is away.
    clearTimeout(reloadTimer);
    reloadTimer = setTimeout(() => void reload(), RELOAD_MS);
  }
}

async function loadProjects(): Promise<void> {
  projects.value = (await api.value!.get<ProjectsResponse>('/v1/projects')).projects;
}

async function loadWholeCloth(): Promise<void> {
  cloth.value = loadCloth(await readCloth(`limit=${CLOTH_LIMIT}`));
}

function readCloth(query: string): Promise<ClothResponse> {
  const read: Read = signedInRead ?? api.value!.get;
  return read<ClothResponse>(`/v1/cloth?${query}`);
}

function take(event: LiveEvent): void {
  const before = stats.value;
  stats.value = event.stats;
  const isNew = before?.workunitsValidated !== event.stats.workunitsValidated;
  if (isNew || before?.workunitsFailed !== event.stats.workunitsFailed) renewProjectsSoon();
  if (cloth.value === undefined) return;
  if (event.clothSeq < lastSeq(cloth.value)) {
    // Another database: what was loaded is not its cloth.
    cloth.value = EMPTY_CLOTH;
  }
  if (event.clothSeq > lastSeq(cloth.value)) grow();
}

function grow(): void {
  growing ??= growToEnd()
    .catch(() => undefined)
    .finally(() => {
      growing = undefined;
    });
}

async function growToEnd(): Promise<void> {
  const before = cloth.value ?? EMPTY_CLOTH;
  const { stitches } = await readCloth(`after=${lastSeq(before)}&limit=${CLOTH_LIMIT}`);
  cloth.value = growCloth(cloth.value ?? EMPTY_CLOTH, stitches);
  if (stitches.length === CLOTH_LIMIT) await growToEnd();
}

/** At once, then at most every few seconds while there is news. */
function renewProjectsSoon(): void {
  projectsDue = true;
  if (projectsTimer !== undefined) return;
  projectsDue = false;
  void loadProjects().catch(() => undefined);
  projectsTimer = setTimeout(() => {
    projectsTimer = undefined;
    if (projectsDue) renewProjectsSoon();
  }, PROJECTS_EVERY_MS);
}

/** Whether there is work left that runs on volunteers' devices. */
export function isOpen({ approved, jobs }: ProjectView): boolean {
  return approved && jobs.some((job) => job.state === 'active');
}

export function projectOf(id: string): ProjectView | undefined {
  return projects.value?.find((project) => project.id === id);
}

export const openProjects = computed(() => (projects.value ?? []).filter(isOpen));
