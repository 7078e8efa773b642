/** Kinds of file that are kept, told by their bytes and never by what their sender calls them (N17; safe practice 7.17; ASVS v5.0.0-5.2.2). */
export const ORIGINAL_KINDS = ['pdf', 'eml', 'msg', 'docx', 'odt', 'jpeg', 'png', 'webp', 'gif', 'tiff', 'heic', 'text', 'sent'] as const;
export type OriginalKind = (typeof ORIGINAL_KINDS)[number];

interface KindRow {
  words: string;
  /** Endings of a name that go with it; the first is given to a download. */
  endings: readonly [string, ...string[]];
  /** A picture that may say where, when and by whom it was taken: what is given on is a copy drawn anew. */
  picture?: boolean;
  /** Not taken any more: what was kept before is still shown. */
  past?: boolean;
  /** Kept by the product, and chosen by nobody. */
  own?: boolean;
}

export const ORIGINAL_TABLE: Record<OriginalKind, KindRow> = {
  pdf: { words: 'PDF', endings: ['pdf'] },
  eml: { words: 'E-mail', endings: ['eml'] },
  msg: { words: 'E-mail of Outlook', endings: ['msg'] },
  docx: { words: 'Word document', endings: ['docx'] },
  odt: { words: 'OpenDocument text', endings: ['odt'] },
  jpeg: { words: 'Photograph or scan (JPEG)', endings: ['jpg', 'jpeg'], picture: true },
  png: { words: 'Picture (PNG)', endings: ['png'], picture: true },
  webp: { words: 'Picture (WebP)', endings: ['webp'], picture: true },
  // Its comments may hold a script that runs where the file is taken for one, and nobody photographs in it.
  gif: { words: 'Picture (GIF)', endings: ['gif'], picture: true, past: true },
  tiff: { words: 'Scan (TIFF)', endings: ['tif', 'tiff'], picture: true },
  // Read by nothing that may be shipped: it is kept, and given only as it came.
  heic: { words: 'Photograph (HEIC)', endings: ['heic', 'heif'], picture: true },
  text: { words: 'Text', endings: ['txt'] },
  // Whatever it holds: nothing judges it by its bytes, since nothing that a machine sends is refused for its shape.
  sent: { words: 'As another system sent it', endings: ['json'], own: true },
};

/** The largest file, in bytes: what a form can carry, less what the form itself needs. */
export const LARGEST_ORIGINAL_BYTES = 8 * 1024 * 1024;
/** Attached to one report, intake or addition at most. */
export const MOST_ORIGINALS = 10;
/** Attached by staff to one contact at most. */
export const MOST_OF_CONTACT = 50;
/** Pixels of a picture at most, by its header: above what a telephone takes, below what would fill the memory when it is drawn anew (ASVS v5.0.0-5.2.6). */
export const MOST_PIXELS = 64_000_000;

/**
 * unscanned: nobody has looked at it yet. scanning: a scanner has it. scan_failed: the scanner did not answer, and is asked again.
 * clean, infected: what it said; both stand. lost: it could not be kept, and only its name is there.
 */
export const SCANS = ['unscanned', 'scanning', 'scan_failed', 'clean', 'infected', 'lost'] as const;
export type Scan = (typeof SCANS)[number];

/** GOV.UK's words for it. */
export const VIRUS = 'The selected file contains a virus';

/**
 * none: no file was chosen. unknown: none of the kinds. other_name: its name says that it is something else. two_kinds: it can be read as
 * two kinds. too_many_pixels, unreadable: of a picture. too_many: there are as many as may be. not_kept: our own fault.
 * sent_before, put_away: what it was to go with was sent, or put away, in that moment.
 */
export const ORIGINAL_PROBLEMS = {
  none: 'Choose the file first.',
  empty: 'The file is empty.',
  too_large: 'The file is larger than 8 megabytes. Send a smaller one, or keep it where it is and say in words what it shows.',
  unknown: 'This is none of the kinds that are kept: PDF, e-mail (.eml, .msg), Word (.docx), OpenDocument (.odt), picture (JPEG, PNG, WebP, HEIC or TIFF) or text. Say in words what is in it; keep the original where it is.',
  other_name: 'The file’s name does not match what is in it. Save it under its own kind first.',
  two_kinds: 'The file is two kinds of file in one, which is how harmful ones are hidden. Save it anew from the program it was made with.',
  too_many_pixels: 'The picture has more than 64 million pixels. Save a smaller one, and keep the large one where it is.',
  unreadable: 'The picture cannot be read: it is damaged or did not arrive whole. Save it anew.',
  too_many: `There are ${MOST_ORIGINALS} already. Take one away first.`,
  many_of_contact: `There are ${MOST_OF_CONTACT} at this contact already.`,
  sent_before: 'What you were writing was sent while you chose this file, and the file did not go with it.',
  put_away: 'What you were writing was put away while you chose this file, and the file was not kept.',
  not_kept: 'The file did not arrive. The fault is ours: we could not keep it. Everything else goes on without it; say in words what it shows, and keep it.',
} as const;
export type OriginalProblem = keyof typeof ORIGINAL_PROBLEMS;

export function isOriginalProblem(text: string): text is OriginalProblem {
  return Object.hasOwn(ORIGINAL_PROBLEMS, text);
}
