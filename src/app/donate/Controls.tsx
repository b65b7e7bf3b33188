// Start, Pause, Finish: each says what happens, and the main one keeps its place.

import { Icon } from '../../ui/Icon.tsx';
import { finish, pause, start, state } from '../data/visit.ts';
import { focusHeading } from '../focusHeading.ts';
import { bench } from '../words.ts';

export function Controls() {
  const { phase } = state.value;
  const canFinish = phase === 'working' || phase === 'paused' || phase === 'waiting' || phase === 'pausing';
  const resting = phase === 'idle' || phase === 'paused' || phase === 'pausing' || phase === 'stuck';
  const startWords = { idle: bench.again, paused: bench.goOn, pausing: bench.goOn, stuck: bench.tryAgain };
  // The button goes; on the one beside it a second Enter would undo what the first began.
  const finishOne = () => {
    focusHeading();
    finish();
  };
  return (
    <div class="controls">
      {resting ? (
        <button type="button" class="button main" key="toggle" onClick={start}>
          <Icon name="start" /> {startWords[phase]}
        </button>
      ) : (
        <button type="button" class="button main" key="toggle" onClick={pause}>
          <Icon name="paused" /> {bench.pause}
        </button>
      )}
      {canFinish && (
        <button type="button" class="button" onClick={finishOne}>
          {bench.finish}
        </button>
      )}
    </div>
  );
}
