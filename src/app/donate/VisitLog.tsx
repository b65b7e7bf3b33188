// What happened in this visit, newest first, for whoever wants to know.

import { state } from '../data/visit.ts';
import { formatTime } from '../format.ts';
import { eventSentence } from '../events.ts';
import { bench } from '../words.ts';

export function VisitLog() {
  const { log } = state.value;
  if (log.length === 0) return null;
  return (
    <details class="visit-log">
      <summary>{bench.log}</summary>
      <ul>
        {log.toReversed().map((entry, place) => (
          <li key={log.length - place}>
            <time class="soft" dateTime={new Date(entry.at).toISOString()}>
              {formatTime(new Date(entry.at))}
            </time>{' '}
            {eventSentence(entry.event)}
          </li>
        ))}
      </ul>
    </details>
  );
}
