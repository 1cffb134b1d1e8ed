import { type PackSource, readEntries, readStored } from "./zip-reader";

const MOST_BYTES = 4_194_304;

/** What a container says it is ("countersign-pack/1"); null when that cannot be read. Nothing is checked by it. */
export async function packFormat(source: PackSource): Promise<string | null> {
  try {
    const manifest = (await readEntries(source)).find(({ name }) => name === "manifest.json");
    const text = manifest && (await readStored(source, manifest, MOST_BYTES)).toString("utf8");
    const { format } = JSON.parse(text ?? "{}") as { format?: unknown };
    return typeof format === "string" ? format : null;
  } catch {
    return null;
  }
}
