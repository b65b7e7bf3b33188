// English, whose words the others translate: a section of words.ts each. Amounts and numbers come in already formatted.
// Tone: calm, exact, warm; states are sentences; no exclamation marks.

import { cloth } from './en/cloth.ts';
import { credits } from './en/credits.ts';
import { devices } from './en/devices.ts';
import { bench, credit, invitation } from './en/donate.ts';
import { errorDetails, errors } from './en/errors.ts';
import { ease, happened, power, problems } from './en/events.ts';
import { privacy } from './en/privacy.ts';
import { project } from './en/projects.ts';
import { notices, settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { status } from './en/status.ts';
import { counted, downloads, durations, units } from './en/units.ts';

export const en = {
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
