// `verify [URL|FILE|FOLDER]`: checks the audit log, or a pack of evidence, from outside. Needs no database, no settings and no console.
import fs from "node:fs";
import { parseArgs } from "node:util";
import {
  cosignedAt,
  type KnownHead,
  type LogReport,
  openCheckpoint,
  type ProofBundle,
  parseCosigner,
  parseMarks,
  parseVerifier,
  partsOfNote,
  publishedLog,
  type ReadPath,
  readFolder,
  readHttp,
  savingTo,
  type Verifier,
  verifyLog,
  verifyProof,
} from "@/lib/transparency";
import { EXIT_CODES, EXIT_USAGE } from "./cli-errors";
import { isPack, verifyEvidence } from "./verify-evidence";

export const VERIFY_USAGE = `verify [URL|FILE|FOLDER] [options]
  URL            the log's address, such as http://localhost:3001/log (the default)
  FILE           a downloaded proof of one event, or a campaign's evidence (.zip)
  FOLDER         a log saved with --save
  --key VKEY     the public key, or a file that holds it: without it the log's own word is taken
                 (of evidence that spans several epochs of the log, and of an epoch that is over, a file that holds the key of each)
  --since FILE   an earlier checkpoint: the log must be its continuation
  --guard FILE   the roll-back guard: says which leaves are anchored by it
  --witness VKEY the key of a witness, or a file that holds it (more than one may be named): says which leaves they anchor
  --save FOLDER  keep everything read, to verify it again offline`;

interface Options {
  key?: string | undefined;
  since?: string | undefined;
  guard?: string | undefined;
  save?: string | undefined;
  witness?: string[] | undefined;
}

/** @returns 0 sound, 1 something is wrong with the log, 69 it could not be checked, 64 for a wrong call */
export async function runVerify(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: "string" },
        since: { type: "string" },
        guard: { type: "string" },
        save: { type: "string" },
        witness: { type: "string", multiple: true },
      },
    });
    if (positionals.length > 1) throw new Error("name one log or one proof");
    const target = positionals[0] ?? `${process.env.COUNTERSIGN_API_URL || "http://localhost:3001"}/log`;
    if (fs.existsSync(target) && fs.statSync(target).isFile())
      return isPack(target) ? await verifyEvidence(target, textOf(values.key)) : verifyFile(target, values);
    return await verifyWhole(target, values);
  } catch (error) {
    console.error(
      `Could not check: ${error instanceof Error ? error.message : String(error)}\n\nUsage: ${VERIFY_USAGE}`,
    );
    const isCall =
      error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
    return isCall ? EXIT_USAGE : EXIT_CODES.unavailable;
  }
}

function verifyFile(file: string, options: Options): number {
  const bundle = JSON.parse(fs.readFileSync(file, "utf8")) as ProofBundle;
  if (bundle.format !== "countersign-proof/1" || !Array.isArray(bundle.proof))
    throw new Error(`${file} is not a proof`);
  const { verifier } = keysOf(options, bundle.vkey);
  const faults = verifyProof(bundle, verifier);
  const { signed, wrong } = cosignatures(bundle.checkpoint, options);
  faults.push(...wrong);
  report(faults, verifier, options);
  if (faults.length) return 1;
  console.log(`Event ${bundle.eventId} is leaf ${bundle.index} of ${bundle.origin}, under a root its key signed.`);
  for (const one of signed) console.log(`The same root was signed by ${one}.`);
  return 0;
}

async function verifyWhole(target: string, options: Options): Promise<number> {
  const plain: ReadPath = /^https?:\/\//.test(target) ? readHttp(target) : readFolder(target);
  const read = options.save ? savingTo(options.save, plain) : plain;
  const served = (await read("vkey"))?.toString("utf8");
  const { verifier, others } = keysOf(options, served);
  const started = performance.now();
  const witnessed = await witnessedHeads(read, verifier, options);
  const result = await verifyLog(publishedLog(read), verifier, {
    heads: [...heads(options, verifier), ...witnessed.heads],
    laterKeys: others,
  });
  result.faults.push(...witnessed.wrong);
  const seconds = (performance.now() - started) / 1_000;
  report(result.faults, verifier, options);
  if (result.faults.length) return 1;
  const rate = Math.round(result.size / Math.max(seconds, 0.001)).toLocaleString("en");
  console.log(`The log ${result.origin} is sound: ${result.size} leaves, every one of them (${rate} leaves/s).`);
  console.log(`Root ${result.root}`);
  if (result.letGo > 0) console.log(`Leaves below ${result.letGo} were let go; their hashes are kept.`);
  console.log(anchors(result));
  return 0;
}

function anchors({ size, anchored }: LogReport): string {
  if (!anchored || anchored.size === 0)
    return `No leaf of ${size} is anchored outside the log: use --guard, --witness or --since.`;
  const rest = anchored.size < size ? `; leaves ${anchored.size} to ${size - 1} are not` : "";
  return `Leaves 0 to ${anchored.size - 1} are anchored by ${anchored.what}${rest}.`;
}

function heads(options: Options, verifier: Verifier): KnownHead[] {
  const known: KnownHead[] = [];
  if (options.since) {
    const { size, root } = openCheckpoint(fs.readFileSync(options.since, "utf8"), verifier);
    known.push({ size, root, what: `the checkpoint in ${options.since}` });
  }
  if (options.guard) {
    const epoch = Number(/\/epoch-(\d+)$/.exec(verifier.name)?.[1] ?? 1);
    for (const mark of parseMarks(fs.readFileSync(options.guard, "utf8")).filter((some) => some.epoch === epoch)) {
      known.push({ size: mark.size, root: Buffer.from(mark.root, "base64"), what: `the guard's mark of ${mark.at}` });
    }
  }
  return known;
}

/** Who of the named witnesses signed this note, and what is wrong with their signatures. */
function cosignatures(note: string, { witness = [] }: Options): { signed: string[]; wrong: string[] } {
  const { text, lines } = partsOfNote(note);
  const signed: string[] = [];
  const wrong: string[] = [];
  for (const cosigner of witness.map((given) => parseCosigner(textOf(given) ?? given))) {
    try {
      const found = cosignedAt(text, lines, cosigner);
      if (found) signed.push(`${cosigner.name} at ${found.at.toISOString()}`);
      else wrong.push(`${cosigner.name} did not sign it`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      wrong.push(error.message);
    }
  }
  return { signed, wrong };
}

/** The checkpoint that witnesses signed, as a head that the log has to continue. */
async function witnessedHeads(
  read: ReadPath,
  verifier: Verifier,
  options: Options,
): Promise<{ heads: KnownHead[]; wrong: string[] }> {
  if (!options.witness?.length) return { heads: [], wrong: [] };
  const note = (await read("witnessed"))?.toString("utf8");
  if (!note) return { heads: [], wrong: ["no checkpoint of this log was signed by a witness"] };
  const { signed, wrong } = cosignatures(note, options);
  const { size, root } = openCheckpoint(note, verifier);
  return { heads: signed.length ? [{ size, root, what: signed.join(" and ") }] : [], wrong };
}

function report(faults: readonly string[], verifier: Verifier, options: Options): void {
  if (!options.key)
    console.log(`The key is the log's own word, not yours. Keep it, and give it next time: --key ${verifier.vkey}`);
  for (const fault of faults) console.error(`WRONG: ${fault}`);
}

/**
 * The key to verify with, and the others that are trusted. Of several that were given it is the one that signs under the name of the
 * log at hand, as that says itself: whether the checkpoint is signed with it is what is checked.
 */
function keysOf(options: Options, served: string | undefined): { verifier: Verifier; others: Verifier[] } {
  const given = (textOf(options.key) ?? "").split(/\s+/).flatMap((key) => (key ? [parseVerifier(key)] : []));
  const [only, ...more] = given;
  if (!only) return { verifier: parseVerifier(served ?? missing(NO_KEY)), others: [] };
  if (more.length === 0) return { verifier: only, others: [] };
  const { name } = parseVerifier(served ?? missing("the log does not say which of the keys is its own: give that one"));
  const verifier =
    given.find((one) => one.name === name) ?? missing(`none of the keys that you gave is one of ${name}`);
  return { verifier, others: given.filter((one) => one !== verifier) };
}

const NO_KEY = "there is no public key: give one with --key";

/** A value given as such or as a file that holds it. */
function textOf(given: string | undefined): string | undefined {
  return given && fs.existsSync(given) ? fs.readFileSync(given, "utf8").trim() : given;
}

function missing(what: string): never {
  throw new Error(what);
}
