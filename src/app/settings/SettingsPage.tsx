// Settings: how much of the device, when it may compute, what else the tab may do, and the language.

import { DEFAULT_SETTINGS } from '../../volunteer/browser/settings.ts';
import { threadsAllowed } from '../../volunteer/core/power.ts';
import { change, settings } from '../data/settings.ts';
import { LanguageSelect } from '../LanguageSelect.tsx';
import { formatCount } from '../format.ts';
import { problems, settings as words, shell } from '../words.ts';
import { numbersOf, toCustom } from './custom.ts';
import { NotifySetting } from './NotifySetting.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { PowerChoice } from './PowerChoice.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import './settings.css';

/** Of the battery, in percent. */
const FLOOR_STEP = 5;

function Expert() {
  const cores = navigator.hardwareConcurrency;
  const { percent, threads } = numbersOf(settings.value, cores);
  const set = (changes: Parameters<typeof toCustom>[2]) => change(toCustom(settings.value, cores, changes));
  return (
    <section aria-labelledby="expert" class="part">
      <h2 id="expert">{words.expert.heading}</h2>
      <p class="soft">{words.expert.note}</p>
      <NumberSetting
        label={words.expert.percent}
        note={words.expert.percentNote}
        value={percent}
        least={5}
        most={100}
        step={5}
        onChange={(wanted) => set({ percent: wanted })}
      />
      <NumberSetting
        label={words.expert.threads}
        note={
          crossOriginIsolated ? words.expert.threadsNote(cores, formatCount(cores)) : problems['not-isolated']
        }
        value={threadsAllowed(threads, crossOriginIsolated)}
        least={1}
        most={cores}
        disabled={!crossOriginIsolated}
        onChange={(wanted) => set({ threads: wanted })}
      />
    </section>
  );
}

function When() {
  const { hiddenTab, onlyCharging, batteryFloor, respectSaveData } = settings.value;
  const tellsBattery = 'getBattery' in navigator;
  const tellsSaveData = 'connection' in navigator;
  return (
    <section aria-labelledby="when" class="part">
      <h2 id="when">{words.when.heading}</h2>
      <SwitchSetting label={words.when.hiddenTab} on={hiddenTab} onChange={(on) => change({ hiddenTab: on })}>
        <p>{words.when.hiddenTabNote}</p>
      </SwitchSetting>
      <SwitchSetting
        label={words.when.onlyCharging}
        on={onlyCharging}
        onChange={(on) => change({ onlyCharging: on })}
      >
        {!tellsBattery && <p>{words.when.batteryUnknown}</p>}
      </SwitchSetting>
      <NumberSetting
        label={words.when.batteryFloor}
        note={tellsBattery ? words.when.batteryFloorNote : words.when.batteryUnknown}
        value={batteryFloor}
        least={0}
        most={100}
        step={FLOOR_STEP}
        onChange={(wanted) => change({ batteryFloor: wanted })}
      />
      <SwitchSetting
        label={words.when.respectSaveData}
        on={respectSaveData}
        onChange={(on) => change({ respectSaveData: on })}
      >
        {!tellsSaveData && <p>{words.when.saveDataUnknown}</p>}
      </SwitchSetting>
    </section>
  );
}

export function SettingsPage() {
  const { keepAwake } = settings.value;
  const canKeepAwake = 'wakeLock' in navigator;
  return (
    <div class="frame page">
      <h1 tabIndex={-1}>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      <PowerChoice />
      <Expert />
      <When />
      <section aria-labelledby="beside" class="part">
        <h2 id="beside">{words.beside.heading}</h2>
        <SwitchSetting
          label={words.beside.keepAwake}
          on={keepAwake}
          onChange={(on) => change({ keepAwake: on })}
        >
          <p>{canKeepAwake ? words.beside.keepAwakeNote : words.beside.keepAwakeUnknown}</p>
        </SwitchSetting>
        <NotifySetting />
      </section>
      <section aria-labelledby="language" class="part">
        <h2 id="language">{shell.language}</h2>
        <LanguageSelect />
      </section>
      <div class="part">
        <button type="button" class="button" onClick={() => change(DEFAULT_SETTINGS)}>
          {words.usual}
        </button>
      </div>
    </div>
  );
}
