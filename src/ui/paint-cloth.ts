// Paints a whole cloth on a canvas: the beam, the hanging warp, the woven rows, the weft's loose end.
// Where stitches lie is weave.ts; single threads are thread.ts.

import { mix, withAlpha } from './color.ts';
import { MATERIALS, threadColor, type Theme } from './dyes.ts';
import { VARIANTS, paintBead, paintStitch, paintWarp, type Sprite } from './thread.ts';
import { clothWidth, firstShown, placeStitch, warpCount, warpX, type Place, type Weave } from './weave.ts';

/** One validated workunit. */
export type ClothStitch = { index: number; dye: number; mine: boolean };

export type ClothPicture = {
  weave: Weave;
  /** Sorted by index. */
  stitches: readonly ClothStitch[];
  total: number;
  theme: Theme;
  /** CSS pixels. */
  width: number;
  height: number;
  /** Room at either side for the weft's turns; the weave lies between. */
  inset: number;
  /** Height of the beam at the top; 0 for a swatch without one. */
  beam: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  /** How far the newest stitches are drawn in, 0 to 1, and from which index on they are new. */
  growth: number;
  newFrom: number;
};

type Woven = { stitch: ClothStitch; place: Place };

let lastCase: { key: string; sprites: ReturnType<typeof paintCase> } | undefined;

/** The sprites of this size and theme; the latest case is kept, since a cloth is repainted at every stitch. */
function spriteCase(picture: ClothPicture) {
  const key = `${picture.weave.pitch} ${picture.theme} ${picture.scale}`;
  if (lastCase?.key !== key) lastCase = { key, sprites: paintCase(picture) };
  return lastCase.sprites;
}

function paintCase({ weave, theme, scale }: ClothPicture) {
  const materials = MATERIALS[theme];
  // Numbers for keys: a text a stitch was a quarter of all that the page threw away.
  const kept = new Map<number, Sprite>();
  const keep = (key: number, paint: () => Sprite) => {
    const known = kept.get(key);
    if (known) return known;
    const sprite = paint();
    kept.set(key, sprite);
    return sprite;
  };
  return {
    stitch: (stitch: ClothStitch) => {
      const variant = (stitch.index * 7) % VARIANTS;
      return keep((stitch.dye * 2 + Number(stitch.mine)) * VARIANTS + variant, () =>
        paintStitch(
          threadColor(stitch.dye, stitch.mine, theme),
          stitch.mine,
          weave.pitch * 0.9 * scale,
          weave.rowHeight * 1.04 * scale,
          variant,
          materials,
        ),
      );
    },
    bead: (warp: number) =>
      keep(-1 - (warp % VARIANTS), () =>
        paintBead(weave.pitch * 0.27 * scale, weave.rowHeight * 1.06 * scale, warp % VARIANTS, materials),
      ),
  };
}

export function paintCloth(pen: CanvasRenderingContext2D, picture: ClothPicture): void {
  const { weave, stitches, total, width, height, inset, beam, scale } = picture;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width * scale, height * scale);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.save();
  pen.translate(inset, 0);
  paintWarps(pen, picture);
  const sprites = spriteCase(picture);
  const first = firstShown(weave);
  pen.translate(0, beam);
  let row: Woven[] = [];
  for (const stitch of stitches) {
    if (stitch.index < first || stitch.index >= total) continue;
    const place = placeStitch(weave, stitch.index)!;
    if (row.length > 0 && row[0]!.place.row !== place.row) {
      paintRow(pen, picture, sprites, row);
      row = [];
    }
    row.push({ stitch, place });
  }
  paintRow(pen, picture, sprites, row);
  pen.restore();
  if (beam > 0) paintBeam(pen, picture);
}

function paintRow(
  pen: CanvasRenderingContext2D,
  picture: ClothPicture,
  sprites: ReturnType<typeof paintCase>,
  woven: readonly Woven[],
): void {
  const { weave, theme } = picture;
  const half = weave.pitch / 2;
  const whole = woven.length === weave.columns;
  pen.fillStyle = withAlpha(MATERIALS[theme].gap, 0.82);
  if (whole && woven[0]!.stitch.index + weave.columns <= picture.newFrom) {
    pen.fillRect(
      half / 2,
      woven[0]!.place.y - weave.rowHeight / 2,
      clothWidth(weave) - half,
      weave.rowHeight,
    );
  } else {
    for (const { stitch, place } of woven)
      if (stitch.index < picture.newFrom)
        pen.fillRect(place.x - half * 0.8, place.y - weave.rowHeight / 2, half * 1.6, weave.rowHeight);
  }
  const last = woven.at(-1);
  const turns = last !== undefined && (last.stitch.index + 1) % weave.columns === 0;
  if (turns) paintTurn(pen, picture, last);
  for (const { stitch, place } of woven) {
    const sprite = sprites.stitch(stitch);
    const w = weave.pitch * 0.9;
    const h = weave.rowHeight * 1.04;
    const grown = stitch.index < picture.newFrom ? 1 : picture.growth;
    const leftward = place.row % 2 === 1;
    if (grown < 1) {
      pen.save();
      pen.beginPath();
      pen.rect(leftward ? place.x + w / 2 - w * grown : place.x - w / 2, place.y - h, w * grown, h * 2);
      pen.clip();
    }
    pen.drawImage(sprite, place.x - w / 2, place.y - h / 2, w, h);
    if (grown < 1) pen.restore();
  }
  for (const { place } of woven) {
    for (const warp of [place.warp - 1, place.warp + 1]) {
      if (warp < 0 || warp >= warpCount(weave)) continue;
      const w = weave.pitch * 0.27;
      const h = weave.rowHeight * 1.06;
      pen.drawImage(sprites.bead(warp), warpX(weave, warp) - w / 2, place.y - h / 2, w, h);
    }
  }
}

/** The selvedge: the weft goes round the last warp thread and comes back in the next row. */
function paintTurn(
  pen: CanvasRenderingContext2D,
  { weave, theme }: ClothPicture,
  { stitch, place }: Woven,
): void {
  const right = place.row % 2 === 0;
  const outward = right ? 1 : -1;
  const edge = right ? clothWidth(weave) : 0;
  const x = edge - outward * weave.pitch * 0.1;
  const radius = weave.rowHeight / 2;
  const color = threadColor(stitch.dye, stitch.mine, theme);
  for (const [thickness, style] of [
    [0.98, withAlpha(MATERIALS[theme].gap, 0.85)],
    [0.8, mix(color, MATERIALS[theme].gap, 0.22)],
    [0.42, mix(color, '#ffffff', 0.1)],
  ] as const) {
    pen.beginPath();
    pen.moveTo(place.x + outward * weave.pitch * 0.3, place.y);
    pen.lineTo(x, place.y);
    pen.arc(x, place.y + radius, radius, -Math.PI / 2, Math.PI / 2, !right);
    pen.lineTo(x - outward * weave.pitch * 0.2, place.y + weave.rowHeight);
    pen.lineWidth = weave.rowHeight * thickness;
    pen.strokeStyle = style;
    pen.stroke();
  }
}

let lastWarp: { key: string; sprite: Sprite } | undefined;

function paintWarps(
  pen: CanvasRenderingContext2D,
  { weave, theme, height, beam, scale }: ClothPicture,
): void {
  const thickness = Math.max(1.2, weave.pitch * 0.15);
  const key = `${thickness} ${height} ${theme} ${scale}`;
  if (lastWarp?.key !== key) {
    lastWarp = { key, sprite: paintWarp(thickness * scale, height * scale, MATERIALS[theme]) };
  }
  const { sprite } = lastWarp;
  pen.globalAlpha = theme === 'light' ? 0.95 : 0.8;
  for (let thread = 0; thread < warpCount(weave); thread++) {
    pen.drawImage(sprite, warpX(weave, thread) - thickness / 2, beam * 0.5, thickness, height);
  }
  pen.globalAlpha = 1;
}

/** A turned walnut bar; the warp is tied round it. */
function paintBeam(pen: CanvasRenderingContext2D, { width, beam, weave, theme, inset }: ClothPicture): void {
  const { wood, woodShade, warp, warpShade } = MATERIALS[theme];
  const body = beam * 0.72;
  const shade = pen.createLinearGradient(0, body, 0, body + 7);
  shade.addColorStop(0, withAlpha(MATERIALS[theme].gap, 0.34));
  shade.addColorStop(1, withAlpha(MATERIALS[theme].gap, 0));
  pen.fillStyle = shade;
  pen.fillRect(0, body, width, 7);
  const round = pen.createLinearGradient(0, 0, 0, body);
  round.addColorStop(0, woodShade);
  round.addColorStop(0.3, wood);
  round.addColorStop(1, woodShade);
  pen.fillStyle = round;
  pen.beginPath();
  pen.roundRect(0, 0, width, body, body / 2);
  pen.fill();
  const loop = Math.max(1.4, weave.pitch * 0.15);
  const cord = pen.createLinearGradient(0, 0, 0, body);
  cord.addColorStop(0, warpShade);
  cord.addColorStop(0.35, warp);
  cord.addColorStop(1, warpShade);
  pen.fillStyle = cord;
  for (let thread = 0; thread < warpCount(weave); thread++) {
    pen.fillRect(inset + warpX(weave, thread) - loop / 2, 0, loop, body + 0.5);
  }
}
