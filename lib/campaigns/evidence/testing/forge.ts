import { generateKeyPairSync } from "node:crypto";
import { canonicalBytes } from "@/lib/audit";
import {
  containerEnd,
  deflatedEntry,
  digestOf,
  packInMemory,
  readDeflated,
  readEntries,
  readStored,
  storedEntry,
  storedFile,
  writeDeflated,
} from "@/lib/packs";
import { checkpointText, Frontier, leafHash, signNote, verifierOf } from "@/lib/transparency";
import { ANCHOR_FILE, MANIFEST_FILE, type Manifest, manifestText } from "../format";

/** A pack taken apart: the text of each file in the manifest, and the manifest. */
export interface Apart {
  files: Map<string, Buffer>;
  manifest: Manifest;
}

export async function takeApart(pack: Buffer): Promise<Apart> {
  const source = packInMemory(pack);
  const entries = await readEntries(source);
  const stored = entries.find(({ name }) => name === MANIFEST_FILE);
  if (!stored) throw new Error("this pack has no manifest");
  const manifest = JSON.parse((await readStored(source, stored, 10_000_000)).toString("utf8")) as Manifest;
  const files = new Map<string, Buffer>();
  for (const [at, file] of manifest.files.entries()) {
    const chunks: Buffer[] = [];
    const entry = entries[at];
    if (entry) for await (const chunk of readDeflated(source, entry, file.packed.sha256)) chunks.push(chunk);
    files.set(file.name, Buffer.concat(chunks));
  }
  return { files, manifest };
}

/** What somebody makes who has everything but the log's key: whole, consistent, and signed by a key of their own. */
export async function forge({ files, manifest }: Apart): Promise<Buffer> {
  const bytes: Buffer[] = [];
  const written: Manifest["files"] = [];
  for (const file of manifest.files) {
    const content = files.get(file.name) ?? Buffer.alloc(0);
    async function* once() {
      yield content;
    }
    const made = await writeDeflated(file.name, once(), async (chunk) => void bytes.push(chunk));
    const rows = file.rows === null ? null : content.toString("utf8").split("\n").length - 1;
    written.push({ ...made, name: file.name, rows });
  }
  const text = Buffer.from(manifestText({ ...manifest, files: written }));
  const anchor = Buffer.from(manifestText(anchorOf(manifest, digestOf(text))));
  const [last, end] = [storedFile(MANIFEST_FILE, text), storedFile(ANCHOR_FILE, anchor)];
  const entries = [...written.map(deflatedEntry), storedEntry(MANIFEST_FILE, text), storedEntry(ANCHOR_FILE, anchor)];
  return Buffer.concat([...bytes, last.bytes, end.bytes, containerEnd(entries)]);
}

/** A log of one leaf that says what the forger wants it to say. */
function anchorOf(manifest: Manifest, manifestDigest: string): object {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { vkey, name: origin } = verifierOf("forged.example/log", privateKey);
  const leaf = canonicalBytes({
    v: 1,
    id: "evt_forged",
    at: "2026-11-21T00:00:00.000Z",
    type: "campaign.pack_made",
    actor: { kind: "system", id: "worker" },
    target: { kind: "campaign", id: manifest.campaign.id },
    details: { packId: manifest.packId, manifestDigest },
  });
  const tree = new Frontier();
  tree.append(leafHash(leaf));
  const checkpoint = signNote(checkpointText({ origin, size: 1, root: tree.root() }), origin, privateKey);
  const [eventId, index] = ["evt_forged", 0];
  return {
    ...{
      format: "countersign-proof/1",
      eventId,
      origin,
      vkey,
      index,
      leaf: leaf.toString("base64"),
      proof: [],
      checkpoint,
    },
  };
}

/** The lines of a file as objects, changed and put back. */
export function changeLines<T extends object>(apart: Apart, file: string, change: (lines: T[]) => T[]): Apart {
  const lines = (apart.files.get(file) ?? Buffer.alloc(0)).toString("utf8").split("\n").filter(Boolean);
  const changed = change(lines.map((line) => JSON.parse(line) as T)).map((line) => `${JSON.stringify(line)}\n`);
  return { ...apart, files: new Map(apart.files).set(file, Buffer.from(changed.join(""))) };
}
