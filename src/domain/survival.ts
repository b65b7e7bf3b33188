// How much work a host should hold at a time, from how long its visits last: a tab that tends to close gets less, so
// that less is lost. Pure.

/** What is known of a host's visits. `secondsPresent` counts the present visit, too. */
export type Presence = { visitsEnded: number; secondsPresent: number };

/** A newcomer counts as one visit of five minutes: session lengths in the field average minutes. */
const PRIOR_SECONDS = 300;
const PRIOR_ENDS = 1;
/** The queue should be done before the visit ends with this probability. */
const SURVIVES = 0.9;
const LEAST_SECONDS = 2;
/** A queue this long holds as many tasks as the host asked for; a shorter one proportionally fewer. */
const FULL_SECONDS = 20;

/**
 * Ends per second: the posterior mean of a constant hazard under a Gamma(1, 300 s) prior, ends being Poisson in the
 * time present.
 */
export function hazardOf({ visitsEnded, secondsPresent }: Presence): number {
  return (visitsEnded + PRIOR_ENDS) / (Math.max(0, secondsPresent) + PRIOR_SECONDS);
}

/** The part of a request for work that the host is likely to finish: never more than asked, at least one task. */
export function bounded(
  presence: Presence,
  request: { seconds: number; maxTasks: number },
): { seconds: number; maxTasks: number } {
  const likely = Math.max(LEAST_SECONDS, -Math.log(SURVIVES) / hazardOf(presence));
  const share = Math.min(1, likely / FULL_SECONDS);
  return {
    seconds: Math.min(request.seconds, likely),
    maxTasks: Math.min(request.maxTasks, Math.max(1, Math.ceil(request.maxTasks * share))),
  };
}
