// The live counters of the pool, in words.

import { api, link, stats } from '../data/pool.ts';
import { formatCount, formatCredits, formatMeasure, formatTime } from '../format.ts';
import { shell, status as words } from '../words.ts';
import './status.css';

export function StatusPage() {
  const now = stats.value;
  if (!now) {
    return (
      <div class="frame page">
        <h1 tabIndex={-1}>{shell.pages.status}</h1>
        <p class="soft">{link.value === 'away' ? shell.away.what : shell.asking}</p>
      </div>
    );
  }
  return (
    <div class="frame page">
      <h1 tabIndex={-1}>{words.heading(now.hostsActive, formatCount(now.hostsActive))}</h1>
      <ul class="sentences">
        <li>{words.open(now.workunitsOpen, formatCount(now.workunitsOpen), formatCount(now.tasksLeased))}</li>
        <li>
          {words.validated(
            now.workunitsValidated,
            formatCount(now.workunitsValidated),
            formatCount(now.rowsValidated),
          )}
        </li>
        {now.workunitsFailed > 0 && (
          <li>{words.failed(now.workunitsFailed, formatCount(now.workunitsFailed))}</li>
        )}
        <li>{words.pending(now.resultsPending, formatCount(now.resultsPending))}</li>
        <li>{words.credits(formatCredits(now.creditGrantedMicro))}</li>
        {now.gflops > 0 && <li>{words.speed(formatMeasure(now.gflops))}</li>}
        <li>{words.volunteers(now.volunteers, formatCount(now.volunteers))}</li>
      </ul>
      <p class="soft">
        {words.at(formatTime(new Date(now.at)))} {words.address} {api.value?.coordinatorUrl}.
      </p>
    </div>
  );
}
