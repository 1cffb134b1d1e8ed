import { LiteralText } from "@/components/ui/literal-text";
import { readLiteral } from "@/lib/literal";

/** Characters and lines of one piece: small enough to be drawn at once when it comes into view. */
const PIECE = { characters: 4_000, lines: 100 } as const;
/** More marks than this in one piece are written into its text, for each of them alone would weigh more than the text. */
const MOST_MARKS = 60;

/**
 * Text of any length, all of it in the page, so that the browser's search finds every word. What is not in view is not laid out:
 * a million characters must not stop the browser of whoever is to judge them.
 */
export function LongText({ text }: { text: string }) {
  const pieces = piecesOf(text);
  if (pieces.length === 1) return <Piece text={text} />;
  return pieces.map((piece, position) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text
      key={position}
      className="block [contain-intrinsic-size:auto_20rem] [content-visibility:auto]"
    >
      <Piece text={piece} />
    </span>
  ));
}

function Piece({ text }: { text: string }) {
  const parts = readLiteral(text);
  if (parts.filter(({ kind }) => kind !== "text").length <= MOST_MARKS) return <LiteralText text={text} multiline />;
  const written = parts.map(({ kind, shown, note }) => (kind === "text" ? shown : `⟨${shown}: ${note}⟩`));
  return (
    <span dir="ltr" className="whitespace-pre-wrap text-warning [overflow-wrap:anywhere] [unicode-bidi:isolate]">
      {written.join("")}
    </span>
  );
}

/** Whole lines together, and a line that is too long in several; the pieces together are the text, never cut within a letter. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let open = "";
  let lines = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (open && (lines >= PIECE.lines || open.length + line.length > PIECE.characters)) {
      pieces.push(open);
      [open, lines] = ["", 0];
    }
    open += line;
    lines += 1;
    while (open.length > PIECE.characters) {
      const end = cutBefore(open, PIECE.characters);
      pieces.push(open.slice(0, end));
      open = open.slice(end);
    }
  }
  return open || pieces.length === 0 ? [...pieces, open] : pieces;
}

/** Not between the halves of a surrogate pair. */
function cutBefore(text: string, at: number): number {
  const point = text.charCodeAt(at);
  return point >= 0xdc00 && point <= 0xdfff ? at - 1 : at;
}
