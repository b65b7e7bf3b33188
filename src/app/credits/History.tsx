// The results of this account by the day: a strip of cloth for what was validated, and the list.

import { useEffect, useState } from 'preact/hooks';
import type { HistoryItem } from '../../protocol/work.ts';
import { Cloth } from '../../ui/Cloth.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { history, loadOlder, watchHistory } from '../data/history.ts';
import { readAsMe } from '../data/visit.ts';
import { formatCount, formatCredits, formatDay, formatDayAndTime, formatTime } from '../format.ts';
import { hrefOf } from '../route.ts';
import { useDyes } from '../stitches.ts';
import { Swatch } from '../ProjectLink.tsx';
import { credits as words } from '../words.ts';
import { groupByDay, type Day } from './days.ts';

/** A busy day has thousands of results; its cloth shows them all. */
const ROWS_AT_FIRST = 12;

function stateOf(item: HistoryItem): { icon: IconName; text: string } {
  if (item.state !== 'valid') return { icon: item.state, text: words.state[item.state] };
  const releaseAt = item.releaseAt === null ? undefined : new Date(item.releaseAt);
  if (releaseAt && releaseAt.getTime() > Date.now()) {
    return { icon: 'held', text: words.state.held(formatDayAndTime(releaseAt)) };
  }
  return { icon: 'valid', text: words.state.valid };
}

function isLost({ state }: HistoryItem): boolean {
  return state === 'invalid' || state === 'failed';
}

function Row({ item }: { item: HistoryItem }) {
  const { icon, text } = stateOf(item);
  const index = useDyes().get(item.projectId);
  return (
    <tr role="row">
      <td role="cell">
        <a class="project-link" href={hrefOf({ page: 'project', id: item.projectId })}>
          {index !== undefined && <Swatch index={index} />}
          {item.projectName}
        </a>
      </td>
      <td role="cell">
        <time dateTime={item.reportedAt}>{formatTime(new Date(item.reportedAt))}</time>
      </td>
      <td role="cell" class="number">
        {formatCredits(isLost(item) ? 0n : item.priceMicro)}
      </td>
      <td role="cell" class={`state ${item.state}`}>
        <Icon name={icon} /> {text}
      </td>
    </tr>
  );
}

function DayRow({ day }: { day: Day }) {
  const dyes = useDyes();
  const [whole, setWhole] = useState(false);
  const name = formatDay(new Date(day.startsAt));
  const count = words.dayCount(day.woven.length, formatCount(day.woven.length));
  const stitches = day.woven.map((item, index) => ({
    index,
    dye: dyes.get(item.projectId) ?? 0,
    mine: true,
  }));
  return (
    <section class="day">
      <h3>{words.day(name, count)}</h3>
      {stitches.length > 0 && (
        <Cloth
          stitches={stitches}
          total={stitches.length}
          rowsHeight={96}
          hang={0}
          maxPitch={22}
          still
          label={words.dayCloth(name, count)}
        />
      )}
      <table role="table">
        <thead>
          <tr role="row">
            <th scope="col">{words.columns.project}</th>
            <th scope="col">{words.columns.when}</th>
            <th scope="col" class="number">
              {words.columns.credits}
            </th>
            <th scope="col">{words.columns.state}</th>
          </tr>
        </thead>
        <tbody>
          {(whole ? day.items : day.items.slice(0, ROWS_AT_FIRST)).map((item) => (
            <Row key={item.taskId} item={item} />
          ))}
        </tbody>
      </table>
      {!whole && day.items.length > ROWS_AT_FIRST && (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          {words.wholeDay(formatCount(day.items.length))}
        </button>
      )}
    </section>
  );
}

export function History() {
  useEffect(watchHistory, []);
  const [loading, setLoading] = useState(false);
  const known = history.value;
  const older = () => {
    setLoading(true);
    void loadOlder()
      .catch(() => undefined)
      .finally(() => setLoading(false));
  };
  return (
    <section class="history" aria-labelledby="history">
      <h2 id="history">{words.historyHeading}</h2>
      {!known && <p class="soft">{readAsMe.value ? words.historyNone : words.historyUnread}</p>}
      {known?.items.length === 0 && <p class="soft">{words.historyNone}</p>}
      {known && groupByDay(known.items).map((day) => <DayRow key={day.startsAt} day={day} />)}
      {known?.nextBefore && (
        <button type="button" class="button" disabled={loading} onClick={older}>
          {words.older}
        </button>
      )}
    </section>
  );
}
