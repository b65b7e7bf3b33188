// How far a project or a job is: a thread, and the counts in words.

import type { ProjectView } from '../../protocol/requests.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ThreadProgress } from '../../ui/ThreadProgress.tsx';
import { formatCount } from '../format.ts';
import { project as words } from '../words.ts';

/** Without a thread where something else, such as a cloth, shows the share. */
type Props = { progress: ProjectView['progress']; thread?: { name: string; color: string } };

export function ProgressLines({ progress, thread }: Props) {
  const { workunits, validated, failed, rows, rowsValidated } = progress;
  if (workunits === 0) return <p class="soft">{words.noJobs}</p>;
  return (
    <div class="progress-lines">
      {thread && (
        <ThreadProgress
          value={validated}
          max={workunits}
          label={words.progressLabel(thread.name)}
          color={thread.color}
        />
      )}
      <p>
        {words.validated(formatCount(validated), formatCount(workunits))}
        <span class="soft">, {words.rows(formatCount(rowsValidated), formatCount(rows))}</span>
      </p>
      {failed > 0 && (
        <p class="problem">
          <Icon name="failed" /> {words.failed(failed, formatCount(failed))}
        </p>
      )}
    </div>
  );
}
