import { sha256 } from "@/lib/sha256";
import { leafHash } from "@/lib/transparency";
import { EVENT_OF } from "./log-store";
import type { Queryable } from "./store";

/** Leaves as texts, for those who do nothing but hash them: bytes would come spelled out in hexadecimal, twice as long. */

/** The hash of a leaf that was read with `encode(…, 'escape')`: a backslash comes twice, a byte beyond ASCII as three octal digits. */
export function hashOfEscaped(leaf: string): Buffer {
  // Nearly every leaf is ASCII without a backslash, and read as it is: spelled out in hexadecimal it would be twice as long.
  if (!leaf.includes("\\")) return sha256(`\0${leaf}`);
  const bytes = leaf.replaceAll(/\\(\\|[0-7]{3})/g, (_, code) =>
    code === "\\" ? code : String.fromCharCode(Number.parseInt(code, 8)),
  );
  return leafHash(Buffer.from(bytes, "latin1"));
}

/** What `readLeaves` reads, without hashes and ids: for those who derive the tree anew. Null is a leaf that is gone. */
export async function readLeafTexts(
  q: Queryable,
  epoch: number,
  from: number,
  to: number,
): Promise<{ seq: number; leaf: string | null }[]> {
  const { rows } = await q.query<{ seq: number; leaf: string | null }>({
    name: "log-leaf-texts",
    text: `select s.seq::float8 as seq, encode(e.leaf, 'escape') as leaf from log_sequence s left join ${EVENT_OF("s")}
      where s.epoch = $1 and s.seq >= $2 and s.seq < $3 order by s.seq`,
    values: [epoch, from, to],
  });
  return rows;
}
