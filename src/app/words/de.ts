// German, section by section as in en.ts.

import { cloth } from './de/cloth.ts';
import { credits } from './de/credits.ts';
import { devices } from './de/devices.ts';
import { bench, credit, invitation } from './de/donate.ts';
import { errorDetails, errors } from './de/errors.ts';
import { ease, happened, power, problems } from './de/events.ts';
import { privacy } from './de/privacy.ts';
import { project } from './de/projects.ts';
import { notices, settings } from './de/settings.ts';
import { shell } from './de/shell.ts';
import { status } from './de/status.ts';
import { counted, downloads, durations, units } from './de/units.ts';
import type { Words } from './shape.ts';

export const de: Words = {
  bench,
  cloth,
  counted,
  credit,
  credits,
  devices,
  downloads,
  durations,
  ease,
  errorDetails,
  errors,
  happened,
  invitation,
  notices,
  power,
  privacy,
  problems,
  project,
  settings,
  shell,
  status,
  units,
};
