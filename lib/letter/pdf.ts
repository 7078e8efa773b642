import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Block, LetterText } from './model';

const fonts = join(dirname(createRequire(join(process.cwd(), 'package.json')).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
/** Embedded, since the built-in fonts of PDF know only Western European letters and would garble a name. */
const FONT = { body: join(fonts, 'DejaVuSans.ttf'), strong: join(fonts, 'DejaVuSans-Bold.ttf') };

const MARGIN_POINTS = 64;
interface Sizes {
  title: number;
  heading: number;
  body: number;
}
const SIZES: Record<'ordinary' | 'large', Sizes> = { ordinary: { title: 18, heading: 13, body: 11 }, large: { title: 22, heading: 18, body: 16 } };
const LINE_GAP = 3;

type Structure = PDFKit.PDFStructureElement;

/** The document that is written, and how large its letters are. */
interface Sheet {
  doc: PDFKit.PDFDocument;
  sizes: Sizes;
}

/** Begins a new page when less than this is left: nothing is split from its first line, its bullet or its heading. */
function makeRoom(doc: PDFKit.PDFDocument, lines: number, size: Sizes): void {
  if (doc.y + lines * (size.body + LINE_GAP + 3) > doc.page.height - MARGIN_POINTS) doc.addPage();
}

/** Writes a piece of text as its own element of the structure tree. */
function piece({ doc, sizes }: Sheet, parent: Structure, type: string, text: string, { font = FONT.body, size = sizes.body, after = 0.6, indent = 0 } = {}): void {
  makeRoom(doc, 1, sizes);
  parent.add(
    doc.struct(type, {}, () => {
      doc.font(font).fontSize(size).text(text, MARGIN_POINTS + indent, doc.y, { lineGap: LINE_GAP });
    }),
  );
  doc.moveDown(after);
}

function list({ doc, sizes }: Sheet, parent: Structure, items: readonly string[]): void {
  const whole = doc.struct('L');
  parent.add(whole);
  for (const item of items) {
    const entry = doc.struct('LI');
    whole.add(entry);
    makeRoom(doc, 1, sizes);
    const top = doc.y;
    entry.add(
      doc.struct('Lbl', {}, () => {
        doc.font(FONT.body).fontSize(sizes.body).text('•', MARGIN_POINTS, top, { lineGap: LINE_GAP, lineBreak: false });
      }),
    );
    entry.add(
      doc.struct('LBody', {}, () => {
        doc.text(item, MARGIN_POINTS + 16, top, { lineGap: LINE_GAP });
      }),
    );
    entry.end();
    doc.moveDown(0.3);
  }
  whole.end();
  doc.moveDown(0.4);
}

function write(sheet: Sheet, parent: Structure, block: Block): void {
  const { doc, sizes } = sheet;
  switch (block.kind) {
    case 'heading':
      doc.moveDown(0.4);
      makeRoom(doc, 4, sizes);
      return piece(sheet, parent, 'H2', block.text, { font: FONT.strong, size: sizes.heading, after: 0.4 });
    case 'paragraph':
      return piece(sheet, parent, 'P', block.text);
    case 'quote':
      return piece(sheet, parent, 'BlockQuote', block.text, { indent: 16 });
    case 'list':
      return list(sheet, parent, block.items);
    case 'signature':
      doc.moveDown(0.8);
      return block.lines.forEach((line) => piece(sheet, parent, 'P', line, { after: 0.1 }));
  }
}

/**
 * A letter as a tagged PDF: A4, British English, PDF/UA marked, its headings and lists in the structure tree. The
 * document's title holds the reference and no name, since windows and printers show it.
 */
export async function letterPdf(letter: LetterText): Promise<Uint8Array<ArrayBuffer>> {
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margin: MARGIN_POINTS,
    lang: 'en-GB',
    tagged: true,
    pdfVersion: '1.7',
    displayTitle: true,
    font: FONT.body,
    info: { Title: letter.title, Author: letter.from.join(', '), Creator: 'Doorstep', Producer: 'Doorstep' },
  };
  // pdfkit writes the PDF/UA marker; its published types do not know the word yet.
  const doc = new PDFDocument(Object.assign(options, { subset: 'PDF/UA' }));
  const chunks: Buffer[] = [];
  const whole = new Promise<void>((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', done);
    doc.on('error', failed);
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  const sheet: Sheet = { doc, sizes: SIZES[letter.size ?? 'ordinary'] };
  for (const line of letter.from) piece(sheet, root, 'P', line, { after: 0.1 });
  doc.moveDown(1);
  piece(sheet, root, 'P', letter.date, { after: 0.1 });
  piece(sheet, root, 'P', `Reference: ${letter.reference}`, { after: 1 });
  piece(sheet, root, 'P', letter.to, { after: 1 });
  piece(sheet, root, 'H1', letter.title, { font: FONT.strong, size: sheet.sizes.title, after: 0.6 });
  for (const block of letter.blocks) write(sheet, root, block);
  root.end();
  doc.end();
  await whole;
  return new Uint8Array(Buffer.concat(chunks));
}
