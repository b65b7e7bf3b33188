// Many requests, one flush: items that arrive while a flush runs go together in the next one.
// An idle batcher waits one turn of the event loop, a busy one fills up by itself.

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
  flush: (items: Item[]) => Promise<Outcome[]>;
  splitOn: (error: unknown) => boolean;
}): Batcher<Item, Outcome> {
  let queue: Waiting<Item, Outcome>[] = [];
  let running: Promise<void> | undefined;

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

  async function run(): Promise<void> {
    // Lets every request that the event loop already holds join the first flush.
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (queue.length > 0) {
      const taken = queue.slice(0, options.maxItems);
      queue = queue.slice(taken.length);
      await flushOne(taken);
    }
    running = undefined;
  }

  return {
    add: (item) =>
      new Promise<Outcome>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}
