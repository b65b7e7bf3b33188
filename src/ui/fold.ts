// Where to fold a wide line of text that would be too small to read on a narrow screen. Pure.

/** The column near the middle with the least ink, so that the fold falls between two words. Dark ink on light ground. */
export function foldColumn(pixels: Uint8Array, width: number, height: number): number {
  const middle = Math.floor(width / 2);
  const reach = Math.floor(width * 0.14);
  let best = middle;
  let bestLight = -1;
  for (let x = middle - reach; x <= middle + reach; x++) {
    let light = 0;
    // The neighbours count as well: a gap between words is wider than one between letters.
    for (let near = Math.max(0, x - 3); near <= Math.min(width - 1, x + 3); near++) {
      for (let y = 0; y < height; y++) light += pixels[y * width + near]!;
    }
    if (light > bestLight) {
      bestLight = light;
      best = x;
    }
  }
  return best;
}
