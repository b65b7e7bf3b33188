// One turn of the event loop, in which waiting messages are handled. Not by setTimeout, which browsers stretch
// to 4 ms when nested; and in Node not by a message port, which hands over up to 1,000 messages in a row while
// other ports (the one that says halt) wait.

export type Breath = {
  take(): Promise<void>;
  /** An open port would stay for ever. */
  close(): void;
};

export function createBreath(): Breath {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  return setImmediate ? immediateBreath(setImmediate) : channelBreath();
}

function immediateBreath(setImmediate: (callback: () => void) => unknown): Breath {
  return { take: () => new Promise((resolve) => void setImmediate(resolve)), close() {} };
}

function channelBreath(): Breath {
  const { port1, port2 } = new MessageChannel();
  let resolve: () => void = () => {};
  port1.addEventListener('message', () => resolve());
  port1.start();
  return {
    take: () =>
      new Promise((resolveTaken) => {
        resolve = resolveTaken;
        port2.postMessage(null);
      }),
    close: () => port1.close(),
  };
}
