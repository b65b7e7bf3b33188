// A grey image as its pixels, drawn crisp: small ones (digits) in whole multiples, wide ones (lines of text)
// scaled to the room they get.

import { useEffect, useRef } from 'preact/hooks';

type Props = {
  width: number;
  height: number;
  /** One byte per pixel, row by row. */
  pixels: Uint8Array;
  label: string;
};

/** Wider than this, an image is a line or a page: smooth scaling reads better than pixels. */
const SMALL_PX = 96;

export function GreyImage({ width, height, pixels, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || pixels.length < width * height) return;
    const picture = pen.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      const grey = pixels[i]!;
      picture.data.set([grey, grey, grey, 255], i * 4);
    }
    pen.putImageData(picture, 0, 0);
  }, [width, height, pixels]);

  const small = width <= SMALL_PX && height <= SMALL_PX;
  const scale = small ? Math.max(1, Math.floor(200 / Math.max(width, height))) : 2;
  return (
    <canvas
      ref={canvas}
      class="grey-image"
      width={width}
      height={height}
      role="img"
      aria-label={label}
      style={{ width: `${width * scale}px`, imageRendering: small ? 'pixelated' : 'auto' }}
    />
  );
}
