/**
 * Transparency owns the mathematics and the formats of a verifiable log: the tree of RFC 6962, signed notes and checkpoints,
 * tiles (C2SP), proofs, and the verifier. It knows no event, no database and no setting: the command that verifies a log
 * on an outsider's machine is this folder and nothing else.
 */
export { commitmentTo, type Opening, openingFaults } from "./commitment";
export { type Cosigner, cosign, cosignedAt, cosignerOf, parseCosigner } from "./cosignature";
export { type Mark, parseMarks } from "./marks";
export {
  type Checkpoint,
  checkpointText,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseVerifier,
  partsOfNote,
  signNote,
  type Verifier,
  verifierOf,
} from "./note";
export { type ProofBundle, verifyProof } from "./proof";
export { publishedLog, type ReadPath, readFolder, readHttp, savingTo } from "./sources";
export { SparseRanges, SparseRoot } from "./sparse";
export {
  decodeEntries,
  encodeEntries,
  type FullTile,
  hashesOf,
  hashRanges,
  MAX_LEAF_BYTES,
  parseTilePath,
  subtreeRoot,
  TILE_WIDTH,
  TileBuilder,
  type TileName,
  tileOfNode,
  tilePath,
  widthAt,
} from "./tiles";
export {
  consistencyRanges,
  emptyRoot,
  Frontier,
  inclusionRanges,
  leafHash,
  nodesOf,
  type Range,
  same,
  verifyConsistency,
} from "./tree";
export {
  type KnownHead,
  type LogReport,
  type LogSource,
  verifyLog,
} from "./verifier";
export {
  type AddCheckpoint,
  addCheckpointBody,
  judgeCheckpoint,
  originOf,
  parseAddCheckpoint,
  type Witnessed,
  type WitnessVerdict,
} from "./witness";
