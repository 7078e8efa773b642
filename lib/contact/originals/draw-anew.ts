import sharp from 'sharp';
import { DRAWN } from './judge';
import { MOST_PIXELS, type OriginalKind } from './kinds';

/** A picture drawn anew: its pixels and nothing else. */
export interface DrawnCopy {
  kind: 'jpeg' | 'png';
  bytes: Uint8Array<ArrayBuffer>;
}

/** The longer side of a copy in pixels: what a screen and a printed page can show of a photograph. */
const LONGEST_SIDE = 5000;
const SECONDS = 30;

/**
 * Draws a picture anew, turned as it was held, without the place, time, device and thumbnail that its file may say (EXIF, GPS, XMP),
 * and without whatever else hid in it. Called on what a scanner found clean only.
 * @returns null where the picture is of a kind that is not drawn, or cannot be.
 */
export async function drawAnew(kind: OriginalKind, bytes: Uint8Array): Promise<DrawnCopy | null> {
  if (!DRAWN.includes(kind)) return null;
  // All the sheets of a scan, one below the other.
  const drawn = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', ...(kind === 'tiff' ? { pages: -1 } : {}) })
    .autoOrient()
    .timeout({ seconds: SECONDS });
  try {
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    // Sheets below each other are high: they keep their size, or could not be read.
    const fitted = pages > 1 ? drawn : drawn.resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
    const copyKind = kind === 'png' ? 'png' : 'jpeg';
    const made = copyKind === 'png' ? await fitted.png().toBuffer() : await fitted.flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer();
    return { kind: copyKind, bytes: new Uint8Array(made) };
  } catch {
    return null;
  }
}
