// The entry: opens the pool and puts the pages on screen. No compute and no large download happens before Start.

import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import './app.css';
import { App } from './App.tsx';
import { keepForOffline } from './data/appVersion.ts';
import { askDevice } from './data/device.ts';
import { openPool } from './data/pool.ts';
import { start, startsByItself } from './data/visit.ts';
import { speakAtLoad } from './language.ts';
import { notifyWhenNeeded } from './notify.ts';
import { showPresence } from './presence.ts';

void speakAtLoad().then(() => {
  render(<App />, document.getElementById('app')!);
  showPresence();
  notifyWhenNeeded();
});
keepForOffline();
void askDevice();
void openPool().then(() => {
  if (startsByItself()) start();
});
