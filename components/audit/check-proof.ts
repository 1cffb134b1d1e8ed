/**
 * Checks the proof of one event in the browser, with the browser's own cryptography and none of the server's code:
 * the leaf's hash, its way to the root (RFC 6962, RFC 9162 §2.1.3.2), the signature on the checkpoint (C2SP signed-note), and
 * the leaf's commitments to what is kept beside it.
 * It shows that the log is consistent with the key the console names; who wants to trust no console runs the verifier
 * with a key obtained elsewhere.
 */

export interface Proof {
  eventId: string;
  vkey: string;
  index: number;
  leaf: string;
  proof: string[];
  checkpoint: string;
  /** Texts and personal fields with the salts (base64) of the leaf's commitments to them. */
  beside?: { field: string; salt: string; value: string }[];
}

export interface CheckedStep {
  title: string;
  passed: boolean;
  said: string;
}

/** Every step with its outcome, in order; later steps are checked even when an earlier one fails. */
export async function checkProof(proof: Proof): Promise<CheckedStep[]> {
  const leaf = fromBase64(proof.leaf);
  const { size, root, text } = readCheckpoint(proof.checkpoint);
  const reached = await rootFrom(await sha256(Uint8Array.of(0), leaf), proof.index, size, proof.proof.map(fromBase64));
  const named = new TextDecoder().decode(leaf).includes(`"id":"${proof.eventId}"`);
  const signed = await isSigned(text, proof);
  const beside = proof.beside?.length ? [await besideStep(leaf, proof.beside)] : [];
  return [
    { title: "The leaf is this event's", passed: named, said: `${leaf.length} bytes of canonical JSON` },
    {
      title: "The leaf leads to the signed root",
      passed: reached !== null && toBase64(reached) === root,
      said: `Leaf ${proof.index} of ${size}, ${proof.proof.length} hashes`,
    },
    { title: "The root is signed with the log's key", passed: signed, said: proof.vkey.split("+")[0] ?? "" },
    ...beside,
  ];
}

/** Who cosigned a checkpoint, as its lines say (C2SP tlog-cosignature). */
export interface WitnessLine {
  name: string;
  /** When they signed, by their clock. */
  at: Date;
}

const COSIGNATURE_BYTES = 4 + 8 + 64;

/**
 * The witnesses that signed the checkpoint of a proof. Only read, not checked: their keys are for the verifier to have from
 * elsewhere.
 */
export function witnessesIn({ checkpoint, vkey }: Pick<Proof, "checkpoint" | "vkey">): WitnessLine[] {
  const own = splitKey(vkey)[0];
  return checkpoint.split("\n").flatMap((line) => {
    const [, name = "", encoded = ""] = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    if (!name || name === own) return [];
    const signature = fromBase64(encoded);
    if (signature.length !== COSIGNATURE_BYTES) return [];
    const seconds = new DataView(signature.buffer).getBigUint64(4);
    return [{ name, at: new Date(Number(seconds) * 1000) }];
  });
}

async function besideStep(leaf: Bytes, beside: NonNullable<Proof["beside"]>): Promise<CheckedStep> {
  const { commitments = {} }: { commitments?: Record<string, string> } = JSON.parse(new TextDecoder().decode(leaf));
  const changed: string[] = [];
  for (const { field, salt, value } of beside) {
    const committed = toBase64(await sha256(fromBase64(salt), new TextEncoder().encode(value)));
    const stated = (commitments[field] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    if (`${stated}=` !== committed) changed.push(field);
  }
  const said = changed.length ? `Not committed to: ${changed.join(", ")}` : beside.map(({ field }) => field).join(", ");
  return { title: "The texts beside the leaf are those it commits to", passed: changed.length === 0, said };
}

function readCheckpoint(note: string): { size: number; root: string; text: string } {
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const [, size = "", root = ""] = text.split("\n");
  return { size: Number(size), root, text };
}

async function rootFrom(leafHash: Bytes, index: number, size: number, path: Bytes[]): Promise<Bytes | null> {
  if (!(index < size)) return null;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      // A right edge without a sibling carries its hash up unchanged.
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else hash = await sha256(Uint8Array.of(1), hash, sibling);
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

const ED25519 = 1;
const KEY_ID_BYTES = 4;

async function isSigned(text: string, { checkpoint, vkey }: Proof): Promise<boolean> {
  const [name = "", keyId = "", encoded = ""] = splitKey(vkey);
  const key = fromBase64(encoded);
  const line = checkpoint.split("\n").find((one) => one.startsWith(`\u2014 ${name} `));
  if (!line || key[0] !== ED25519) return false;
  const signature = fromBase64(line.split(" ")[2] ?? "");
  if (toHex(signature.slice(0, KEY_ID_BYTES)) !== keyId) return false;
  const publicKey = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
  const message = new TextEncoder().encode(text);
  return crypto.subtle.verify("Ed25519", publicKey, signature.slice(KEY_ID_BYTES), message);
}

/** name+keyid+key, where the key itself may hold further plus signs (base64). */
function splitKey(vkey: string): string[] {
  const [name = "", keyId = "", ...rest] = vkey.split("+");
  return [name, keyId, rest.join("+")];
}

type Bytes = Uint8Array<ArrayBuffer>;

async function sha256(...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

function toHex(bytes: Bytes): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
