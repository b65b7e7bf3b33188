// Spanish, section by section as in en.ts.

import { cloth } from './es/cloth.ts';
import { credits } from './es/credits.ts';
import { devices } from './es/devices.ts';
import { bench, credit, invitation } from './es/donate.ts';
import { errorDetails, errors } from './es/errors.ts';
import { ease, happened, power, problems } from './es/events.ts';
import { privacy } from './es/privacy.ts';
import { project } from './es/projects.ts';
import { notices, settings } from './es/settings.ts';
import { shell } from './es/shell.ts';
import { status } from './es/status.ts';
import { counted, downloads, durations, units } from './es/units.ts';
import type { Words } from './shape.ts';

export const es: Words = {
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
