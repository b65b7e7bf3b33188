// An address to be scanned. Dark on light in both themes: many scanners read nothing else.

import { useEffect, useRef, useState } from 'preact/hooks';

const INK = [31, 27, 22] as const;
const PAPER = [255, 253, 248] as const;

export function QrCode({ address, label }: { address: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let wanted = true;
    void import('lean-qr')
      .then(({ generate }) => {
        if (!wanted || canvas.current === null) return;
        generate(address).toCanvas(canvas.current, { on: INK, off: PAPER });
        setDrawn(true);
      })
      // It did not load: the code is there to be typed.
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [address]);
  return <canvas class="qr" ref={canvas} role="img" aria-label={label} hidden={!drawn} />;
}
