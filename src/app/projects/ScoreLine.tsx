// A project's or job's running score against known truth.

import type { ProjectView } from '../../protocol/requests.ts';
import { formatCount, formatShare } from '../format.ts';
import { project as words } from '../words.ts';

export function ScoreLine({ score }: { score: NonNullable<ProjectView['score']> }) {
  const share = formatShare(score.numerator, score.denominator);
  const [part, all] = [formatCount(score.numerator), formatCount(score.denominator)];
  return score.metric === 'accuracy' ? (
    <>
      <strong>{words.score.accuracy(share)}.</strong>{' '}
      <span class="soft">{words.score.accuracyNote(part, all)}</span>
    </>
  ) : (
    <>
      <strong>{words.score.characterErrorRate(share)}.</strong>{' '}
      <span class="soft">{words.score.characterErrorRateNote(part, all)}</span>
    </>
  );
}
