/**
 * Packs own how evidence is put into one file that stands on its own: the one form of a ZIP container, digests of files, the proof that
 * anchors a manifest in the log, and the report on paper. They must not know what is in a pack: campaigns and evidence do.
 */
export { Faults } from "./faults";
export { packFormat } from "./pack-format";
export { PartWriter } from "./part-writer";
export { figures, grid, heading, INK, note, pairs, QUIET, ROWS, SHADED } from "./pdf/blocks";
export { renderPdf, type Sheet } from "./pdf/render-pdf";
export { count, inFours, instant, literal } from "./pdf/words";
export { anchorText, packText, proofRow, proofTrouble, readAnchor, signaturesIn } from "./proofs";
export { type ManifestFile, readFile } from "./read-file";
export {
  PackFault,
  type PackSource,
  type PlacedEntry,
  packInMemory,
  readDeflated,
  readEntries,
  readStored,
} from "./zip-reader";
export {
  assertFits,
  containerEnd,
  DeflatedFile,
  deflatedEntry,
  digestOf,
  storedEntry,
  storedFile,
  type WrittenFile,
  writeDeflated,
} from "./zip-writer";
