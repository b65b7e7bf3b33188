// Paints single threads: one stitch of weft as it rises over a warp thread, and the warp thread between two
// stitches. Sprites are painted once a colour and size, then stamped by the thousand.

import { mix, withAlpha } from './color.ts';
import type { Materials } from './dyes.ts';

export type Sprite = HTMLCanvasElement;

/** Hand-spun thread is uneven: each sprite comes in this many variants. */
export const VARIANTS = 5;

function canvasOf(width: number, height: number): [Sprite, CanvasRenderingContext2D] {
  const sprite = document.createElement('canvas');
  sprite.width = Math.max(1, Math.ceil(width));
  sprite.height = Math.max(1, Math.ceil(height));
  return [sprite, sprite.getContext('2d')!];
}

/** A fixed scatter, so that the same stitch always looks the same. */
function jitter(seed: number): number {
  const wave = Math.sin(seed * 127.1 + 11.7) * 43758.5453;
  return wave - Math.floor(wave) - 0.5;
}

/** One stitch of weft, sizes in device pixels; `lit` for one's own: a silk streak along the crown. */
export function paintStitch(
  color: string,
  lit: boolean,
  width: number,
  height: number,
  variant: number,
  materials: Materials,
): Sprite {
  const [sprite, pen] = canvasOf(width, height);
  const w = sprite.width;
  const h = sprite.height;
  const tone = mix(
    color,
    jitter(variant + 1) > 0 ? '#ffffff' : '#000000',
    Math.abs(jitter(variant + 1)) * 0.1,
  );
  const sag = jitter(variant + 7) * h * 0.08;

  // The float: thin where it dives under its neighbours, full where it crosses.
  pen.beginPath();
  pen.moveTo(0, h * 0.5 + sag);
  pen.bezierCurveTo(w * 0.1, h * 0.06, w * 0.24, 0, w * 0.5, 0);
  pen.bezierCurveTo(w * 0.76, 0, w * 0.9, h * 0.06, w, h * 0.5 - sag);
  pen.bezierCurveTo(w * 0.9, h * 0.94, w * 0.76, h, w * 0.5, h);
  pen.bezierCurveTo(w * 0.24, h, w * 0.1, h * 0.94, 0, h * 0.5 + sag);
  pen.closePath();
  pen.clip();

  const round = pen.createLinearGradient(0, 0, 0, h);
  round.addColorStop(0, mix(tone, '#ffffff', 0.1));
  round.addColorStop(0.3, mix(tone, '#ffffff', lit ? 0.26 : 0.17));
  round.addColorStop(0.62, tone);
  round.addColorStop(1, mix(tone, materials.gap, 0.5));
  pen.fillStyle = round;
  pen.fillRect(0, 0, w, h);

  if (h >= 6) paintTwist(pen, w, h, tone, variant);

  if (lit) {
    const streak = pen.createLinearGradient(w * 0.18, 0, w * 0.82, 0);
    streak.addColorStop(0, 'rgb(255 255 255 / 0)');
    streak.addColorStop(0.5, 'rgb(255 255 255 / 0.5)');
    streak.addColorStop(1, 'rgb(255 255 255 / 0)');
    pen.fillStyle = streak;
    pen.beginPath();
    pen.ellipse(w * 0.5, h * 0.3, w * 0.3, Math.max(0.6, h * 0.09), 0, 0, Math.PI * 2);
    pen.fill();
  }

  const dive = pen.createLinearGradient(0, 0, w, 0);
  dive.addColorStop(0, withAlpha(materials.gap, 0.62));
  dive.addColorStop(0.2, withAlpha(materials.gap, 0));
  dive.addColorStop(0.8, withAlpha(materials.gap, 0));
  dive.addColorStop(1, withAlpha(materials.gap, 0.62));
  pen.fillStyle = dive;
  pen.fillRect(0, 0, w, h);
  return sprite;
}

/** The ply: slanting grooves, each with its lit edge. */
function paintTwist(
  pen: CanvasRenderingContext2D,
  w: number,
  h: number,
  tone: string,
  variant: number,
): void {
  const gap = Math.max(3.2, h * 0.36);
  pen.lineWidth = Math.max(0.7, h * 0.055);
  for (let x = -h + (variant / VARIANTS) * gap; x < w + h; x += gap) {
    for (const [shift, style] of [
      [0, withAlpha(mix(tone, '#000000', 0.7), 0.3)],
      [pen.lineWidth * 1.3, withAlpha(mix(tone, '#ffffff', 0.7), 0.2)],
    ] as const) {
      pen.strokeStyle = style;
      pen.beginPath();
      pen.moveTo(x + shift, h);
      pen.quadraticCurveTo(x + shift + h * 0.22, h * 0.5, x + shift + h * 0.72, 0);
      pen.stroke();
    }
  }
}

/** The warp where it rises between two stitches of a row: a small upright bead of linen. */
export function paintBead(width: number, height: number, variant: number, materials: Materials): Sprite {
  const [sprite, pen] = canvasOf(width, height);
  const w = sprite.width;
  const h = sprite.height;
  pen.beginPath();
  pen.ellipse(w / 2, h / 2, w / 2, h / 2, 0, 0, Math.PI * 2);
  pen.clip();
  const linen = mix(materials.warp, materials.warpShade, 0.18 + jitter(variant + 3) * 0.2);
  const across = pen.createLinearGradient(0, 0, w, 0);
  across.addColorStop(0, mix(linen, materials.gap, 0.34));
  across.addColorStop(0.4, mix(linen, '#ffffff', 0.22));
  across.addColorStop(1, mix(linen, materials.gap, 0.5));
  pen.fillStyle = across;
  pen.fillRect(0, 0, w, h);
  const along = pen.createLinearGradient(0, 0, 0, h);
  along.addColorStop(0, withAlpha(materials.gap, 0.5));
  along.addColorStop(0.35, withAlpha(materials.gap, 0));
  along.addColorStop(0.7, withAlpha(materials.gap, 0));
  along.addColorStop(1, withAlpha(materials.gap, 0.55));
  pen.fillStyle = along;
  pen.fillRect(0, 0, w, h);
  return sprite;
}

/** A hanging warp thread, `height` long; stamped once a warp. */
export function paintWarp(width: number, height: number, materials: Materials): Sprite {
  const [sprite, pen] = canvasOf(width, height);
  const across = pen.createLinearGradient(0, 0, sprite.width, 0);
  across.addColorStop(0, mix(materials.warp, materials.warpShade, 0.8));
  across.addColorStop(0.4, materials.warp);
  across.addColorStop(1, mix(materials.warpShade, materials.gap, 0.2));
  pen.fillStyle = across;
  pen.fillRect(0, 0, sprite.width, sprite.height);
  if (sprite.width >= 3) {
    pen.strokeStyle = withAlpha(materials.gap, 0.16);
    pen.lineWidth = 0.8;
    for (let y = -sprite.width; y < sprite.height; y += sprite.width * 1.5) {
      pen.beginPath();
      pen.moveTo(0, y + sprite.width);
      pen.lineTo(sprite.width, y);
      pen.stroke();
    }
  }
  return sprite;
}
