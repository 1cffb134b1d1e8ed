import type { Manifest } from "./format/manifest";
import type { ContentsView } from "./views";

/** What a manifest says, as pages show it. */
export function contentsOf(manifest: Buffer): ContentsView & { vkey: string; events: number } {
  const { asOf, first, last, trees, files, counts } = JSON.parse(manifest.toString("utf8")) as Manifest;
  const tree = trees.at(-1);
  return {
    asOf,
    first,
    last,
    origin: tree?.origin ?? "",
    size: tree?.size ?? 0,
    vkey: tree?.vkey ?? "",
    events: counts.events,
    files: files.map(({ name, bytes, rows, sha256 }) => ({ name, bytes, rows, sha256 })),
  };
}
