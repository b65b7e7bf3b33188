// Sets one line of text as a clean grey image, black on white and slightly turned, the way a page lies in a
// scanner. What the scanner does to it is in scan.ts.

import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { TabloomError } from '../../protocol/errors.ts';

/** The height that the recogniser was trained with, in pixels. */
export const LINE_HEIGHT = 48;

/** Paper left and right of the text, in pixels. */
const MARGIN = 10;
/** With these sizes ascenders and descenders stay inside at 1° on the longest line. */
const BASELINE = 32;

/** Names of our own, so that an installed font of the same family cannot take their place. */
const FACES = {
  garamond: {
    family: 'Tabloom EB Garamond',
    file: '@fontsource/eb-garamond/files/eb-garamond-latin-400-normal.woff2',
    sizePixels: 35,
  },
  baskerville: {
    family: 'Tabloom Libre Baskerville',
    file: '@fontsource/libre-baskerville/files/libre-baskerville-latin-400-normal.woff2',
    sizePixels: 28,
  },
} as const;

export type Face = keyof typeof FACES;

/** One canvas that all lines share. Fonts are registered for the whole process, once. */
export class Typesetter {
  readonly #context: SKRSContext2D;

  /** `maxWidth` is the widest line to come, in pixels; lines are set in the canvas's left part. */
  constructor(maxWidth: number) {
    registerFaces();
    this.#context = createCanvas(maxWidth, LINE_HEIGHT).getContext('2d');
    // The default takes the host's language, and with it the host's letter forms.
    this.#context.lang = 'en';
  }

  /** Pixels that the text takes, margins included. */
  measure(text: string, face: Face): number {
    this.#setFace(face);
    return Math.ceil(this.#context.measureText(text).width) + 2 * MARGIN;
  }

  /** uint8 [48, width], ink 0 on paper 255, turned by `skewDegrees` about the middle of the text. */
  set(text: string, face: Face, width: number, skewDegrees: number): Uint8Array {
    const context = this.#context;
    context.resetTransform();
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, LINE_HEIGHT);
    context.fillStyle = '#000';
    const middleX = this.measure(text, face) / 2;
    const middleY = LINE_HEIGHT / 2;
    context.translate(middleX, middleY);
    context.rotate((skewDegrees * Math.PI) / 180);
    context.fillText(text, MARGIN - middleX, BASELINE - middleY);
    const rgba = context.getImageData(0, 0, width, LINE_HEIGHT).data;
    const grey = new Uint8Array(width * LINE_HEIGHT);
    for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = rgba[pixel * 4]!;
    return grey;
  }

  #setFace(face: Face): void {
    const { family, sizePixels } = FACES[face];
    this.#context.font = `${sizePixels}px "${family}"`;
  }
}

function registerFaces(): void {
  const { resolve } = createRequire(import.meta.url);
  for (const { family, file } of Object.values(FACES)) {
    if (GlobalFonts.has(family)) continue;
    if (!GlobalFonts.registerFromPath(resolve(file), family)) {
      throw new TabloomError('internal', `${file} is not a font.`);
    }
  }
}
