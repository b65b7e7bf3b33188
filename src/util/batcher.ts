// Many requests, one flush: items that arrive while a flush runs go together in the next one.
// An idle batcher waits one turn of the event loop, a busy one fills up by itself. A full batch need not wait for the
// flush under way: `atOnce` says how many may run beside each other.

export type Batcher<Item, Outcome> = {
  /** Resolves with the item's own outcome after the flush that carried it. */
  add(item: Item): Promise<Outcome>;
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>;
};

type Waiting<Item, Outcome> = {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
};

/**
 * `flush` gets 1 to `maxItems` items and answers with one outcome each, in order. If it throws and `splitOn(error)`
 * holds, every item is flushed alone, so that one bad item never takes its neighbours along; else all fail.
 */
export function createBatcher<Item, Outcome>(options: {
  maxItems: number;
  atOnce?: number;
  flush: (items: Item[]) => Promise<Outcome[]>;
  splitOn: (error: unknown) => boolean;
}): Batcher<Item, Outcome> {
  const { maxItems, atOnce = 1 } = options;
  let queue: Waiting<Item, Outcome>[] = [];
  let gathering: Promise<void> | undefined;
  const flushes = new Set<Promise<void>>();

  async function flushOne(waiting: Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await options.flush(waiting.map((entry) => entry.item));
      waiting.forEach((entry, i) => entry.resolve(outcomes[i]!));
    } catch (error) {
      if (waiting.length > 1 && options.splitOn(error)) {
        for (const entry of waiting) await flushOne([entry]);
      } else {
        for (const entry of waiting) entry.reject(error);
      }
    }
  }

  /** Starts what may start: one flush of whatever there is, or further ones that are full. */
  function startFlushes(): void {
    while (queue.length > 0 && (flushes.size === 0 || (flushes.size < atOnce && queue.length >= maxItems))) {
      const taken = queue.slice(0, maxItems);
      queue = queue.slice(taken.length);
      const flush = flushOne(taken).then(() => {
        flushes.delete(flush);
        startFlushes();
      });
      flushes.add(flush);
    }
  }

  /** Lets every request that the event loop already holds join the first flush. */
  async function gather(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    gathering = undefined;
    startFlushes();
  }

  return {
    add: (item) =>
      new Promise<Outcome>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (flushes.size === 0) gathering ??= gather();
        else if (queue.length >= maxItems) startFlushes();
      }),
    idle: async () => {
      while (gathering || flushes.size > 0) await Promise.all([gathering, ...flushes]);
    },
  };
}
