// A grey image as its pixels, drawn crisp: small ones (digits) in whole multiples, wide ones (lines of text)
// scaled to the room they get, in two rows where one would be too small to read.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { foldColumn } from './fold.ts';

type Props = {
  width: number;
  height: number;
  /** One byte per pixel, row by row. */
  pixels: Uint8Array;
  label: string;
};

/** Up to this size an image is a digit or an icon. */
const SMALL_PX = 96;
const SMALL_SHOWN_PX = 200;
/** Between the two rows of a folded line. */
const FOLD_GAP_PX = 4;

export function GreyImage({ width, height, pixels, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const small = width <= SMALL_PX && height <= SMALL_PX;

  // Before the browser paints: the picture and what is said of it change in one frame.
  useLayoutEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen || pixels.length < width * height) return;
    const picture = greyPicture(pen, width, height, pixels);
    const room = element.parentElement?.clientWidth ?? width;
    const isLine = width > 6 * height;
    if (!isLine || room > width * 0.65) {
      element.width = width;
      element.height = height;
      pen.putImageData(picture, 0, 0);
    } else {
      const fold = foldColumn(pixels, width, height);
      element.width = Math.max(fold, width - fold);
      element.height = 2 * height + FOLD_GAP_PX;
      pen.putImageData(picture, 0, 0, 0, 0, fold, height);
      pen.putImageData(picture, -fold, height + FOLD_GAP_PX, fold, 0, width - fold, height);
    }
    const scale = small ? Math.max(1, Math.floor(SMALL_SHOWN_PX / Math.max(width, height))) : 2;
    element.style.width = `${element.width * scale}px`;
  }, [width, height, pixels, small]);

  return (
    <canvas
      ref={canvas}
      class="grey-image"
      role="img"
      aria-label={label}
      style={{ imageRendering: small ? 'pixelated' : 'auto' }}
    />
  );
}

function greyPicture(
  pen: CanvasRenderingContext2D,
  width: number,
  height: number,
  pixels: Uint8Array,
): ImageData {
  const picture = pen.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const grey = pixels[i]!;
    picture.data.set([grey, grey, grey, 255], i * 4);
  }
  return picture;
}
