import type { Content, TDocumentDefinitions } from "pdfmake/interfaces";
import { INK, QUIET } from "./blocks";

const MARGIN = 42;

/** A report before it is typeset. `at`: the instant it tells of, which is also its date as a file. */
export interface Sheet {
  title: string;
  at: string;
  /** Stands at the foot of every page, before the page's number. */
  foot: string;
  content: Content[];
}

/** A report for people, as PDF (A4). The same sheet gives the same bytes; nothing is read but the fonts that are bundled. */
export async function renderPdf(sheet: Sheet): Promise<Buffer> {
  // Loaded when a report is made: pages that only list packs need neither fonts nor a typesetter.
  const [{ default: pdfmake }, { default: fonts }] = await Promise.all([
    import("pdfmake"),
    import("pdfmake/build/vfs_fonts.js"),
  ]);
  const maker = pdfmake as typeof pdfmake & { virtualfs: { writeFileSync(name: string, content: Buffer): void } };
  for (const [name, base64] of Object.entries(fonts))
    maker.virtualfs.writeFileSync(name, Buffer.from(base64, "base64"));
  maker.setFonts({ Roboto: { normal: "Roboto-Regular.ttf", bold: "Roboto-Medium.ttf", italics: "Roboto-Italic.ttf" } });
  maker.setUrlAccessPolicy(() => false);
  maker.setLocalAccessPolicy(() => false);
  return Buffer.from(await maker.createPdf(documentOf(sheet)).getBuffer());
}

function documentOf({ title, at, foot, content }: Sheet): TDocumentDefinitions {
  return {
    pageSize: "A4",
    pageMargins: [MARGIN, MARGIN, MARGIN, 52],
    language: "en",
    info: { title, creator: "Countersign", producer: "Countersign", creationDate: new Date(at), modDate: new Date(at) },
    defaultStyle: { font: "Roboto", fontSize: 9, color: INK, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 20, bold: true },
      heading: { fontSize: 12.5, bold: true, margin: [0, 12, 0, 5] },
      figure: { fontSize: 15, bold: true },
      head: { bold: true, fontSize: 8 },
      note: { fontSize: 8, color: QUIET, margin: [0, 0, 0, 4] },
    },
    footer: (page: number, pages: number): Content => ({
      columns: [
        { text: foot, width: "*" },
        { text: `Page ${page} of ${pages}`, alignment: "right", width: 90 },
      ],
      fontSize: 7.5,
      color: QUIET,
      margin: [MARGIN, 18, MARGIN, 0],
    }),
    // A heading that would stand alone at the foot of a page goes on with its table.
    pageBreakBefore: (node, following) =>
      node.headlineLevel === 1 && following.getFollowingNodesOnPage().filter(({ text }) => text).length < 3,
    content,
  };
}
