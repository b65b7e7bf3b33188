// The cloth on a canvas: one stitch per validated workunit. Lays it out for the width it gets, repaints when
// stitches come, draws new ones in within 180 ms (at once where motion is not wanted).

import { useEffect, useRef } from 'preact/hooks';
import { prefersDark, prefersStillness } from './media.ts';
import { paintCloth, type ClothStitch } from './paint-cloth.ts';
import { layOutWeave } from './weave.ts';

const GROW_MS = 180;

export type ClothProps = {
  /** Sorted by index. */
  stitches: readonly ClothStitch[];
  /** Stitches ever; more than `stitches` holds when only the latest were loaded. */
  total: number;
  /** Room for woven rows, CSS pixels; a shorter cloth takes less. */
  rowsHeight: number;
  /** How far the bare warp hangs below; 0 for a swatch. */
  hang: number;
  beam?: number;
  plan?: number;
  maxPitch?: number;
  /** No motion, for instance while paused. */
  still?: boolean;
  /** The text alternative. */
  label: string;
};

export function Cloth(props: ClothProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const painted = useRef<{ total: number; repaint: (newFrom: number) => void } | null>(null);
  const dark = prefersDark.value;

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen || !frame.current) return;
    let width = frame.current.clientWidth;
    let animation = 0;

    const paint = (growth: number, newFrom: number) => {
      const { stitches, total, rowsHeight, hang, beam = 0, plan = 0, maxPitch } = latest.current;
      if (width < 60) return;
      const scale = Math.min(3, devicePixelRatio || 1);
      const inset = beam > 0 ? 18 : 8;
      const inner = width - 2 * inset;
      const weave = layOutWeave({
        width: inner,
        height: rowsHeight,
        total,
        plan,
        ...(maxPitch ? { maxPitch } : {}),
      });
      const plannedRows = Math.ceil(plan / weave.columns);
      const rows = Math.max(weave.rows, plannedRows, hang > 0 ? 0 : 1);
      const wovenHeight = Math.min(Math.ceil(rows * weave.rowHeight), Math.max(rowsHeight, weave.rowHeight));
      const height = beam + wovenHeight + hang;
      const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
      if (element.width !== w) element.width = w;
      if (element.height !== h) element.height = h;
      element.style.height = `${height}px`;
      const theme = dark ? 'dark' : 'light';
      paintCloth(pen, { weave, stitches, total, theme, width, height, inset, beam, scale, growth, newFrom });
    };

    const grow = (newFrom: number) => {
      cancelAnimationFrame(animation);
      const still = latest.current.still || prefersStillness.peek() || document.hidden;
      if (still || newFrom === Infinity) return paint(1, Infinity);
      const startedAt = performance.now();
      const step = (now: number) => {
        const growth = Math.min(1, Math.max(0, (now - startedAt) / GROW_MS));
        paint(growth, growth < 1 ? newFrom : Infinity);
        if (growth < 1) animation = requestAnimationFrame(step);
      };
      step(startedAt);
    };

    const observer = new ResizeObserver(() => {
      const next = frame.current?.clientWidth ?? width;
      if (next === width) return;
      width = next;
      paint(1, Infinity);
    });
    observer.observe(frame.current);
    paint(1, Infinity);
    painted.current = { total: latest.current.total, repaint: grow };
    return () => {
      observer.disconnect();
      cancelAnimationFrame(animation);
    };
  }, [dark]);

  useEffect(() => {
    const last = painted.current;
    if (!last) return;
    const grown = props.total > last.total && props.total - last.total <= 200 && last.total > 0;
    last.repaint(grown ? last.total : Infinity);
    last.total = props.total;
  }, [props.stitches, props.total, props.rowsHeight, props.plan]);

  return (
    <div class="cloth" ref={frame}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={props.label}
        style={
          props.hang > 0 ? { maskImage: `linear-gradient(to top, transparent, #000 ${props.hang}px)` } : {}
        }
      />
    </div>
  );
}
