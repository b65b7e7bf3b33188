// While the tab takes part: what the device is doing now is the largest thing; beside it for whom, how fast, and
// the credits of this visit.

import { ThreadProgress } from '../../ui/ThreadProgress.tsx';
import { formatMegabytes } from '../format.ts';
import { projectOf } from '../data/pool.ts';
import { lastSeen, state } from '../data/visit.ts';
import { useDye } from '../ProjectLink.tsx';
import { stateSentence, unitNow } from '../sentences.ts';
import { bench } from '../words.ts';
import { Controls } from './Controls.tsx';
import { Facts } from './Facts.tsx';
import { ForWhom } from './ForWhom.tsx';
import { Doing } from './Doing.tsx';
import { NextTry } from './NextTry.tsx';
import { PowerChoice } from '../settings/PowerChoice.tsx';
import { Problem } from '../Problem.tsx';
import { SampleView } from './SampleView.tsx';
import { VisitCredit } from './VisitCredit.tsx';
import { VisitLog } from './VisitLog.tsx';

function TaskProgress() {
  const { task, download } = state.value;
  const color = useDye(projectOf(task?.projectId ?? '')?.index ?? 0);
  if (download) {
    const { receivedBytes, totalBytes } = download;
    return (
      <div class="task-progress">
        <ThreadProgress value={receivedBytes} max={totalBytes} label={bench.downloadProgress} />
        <p class="soft">{bench.downloaded(formatMegabytes(receivedBytes), formatMegabytes(totalBytes))}</p>
      </div>
    );
  }
  if (!task) return null;
  return (
    <div class="task-progress">
      <ThreadProgress
        value={task.rowsDone}
        max={task.rows}
        label={bench.taskProgress(task.projectName)}
        color={color}
      />
    </div>
  );
}

export function Bench() {
  const now = state.value;
  const unit = unitNow(now.task, lastSeen.value);
  const quiet = now.phase !== 'working' && now.phase !== 'finishing' && now.phase !== 'pausing';
  return (
    <section class={`frame bench${quiet ? ' quiet' : ''}`}>
      <div class="now">
        <h1 tabIndex={-1}>{stateSentence(now, unit)}</h1>
        <NextTry />
        <Doing />
        {now.phase === 'stuck' && now.problem && <Problem problem={now.problem} />}
        <SampleView />
        <TaskProgress />
        <Controls />
        <PowerChoice withMore />
      </div>
      <aside class="beside" aria-label={bench.visit.label}>
        <VisitCredit />
        <Facts />
        <VisitLog />
      </aside>
      <ForWhom />
    </section>
  );
}
