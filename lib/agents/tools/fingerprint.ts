import { createHash } from "node:crypto";
import { canonicalize } from "@/lib/audit";
import { DEFINED_BY, type ListedTool } from "./definition";

/** The schema hash (V4): SHA-256, hex, over the canonical JSON (RFC 8785) of the name and all that the definition says. */
export function hashOf({ name, definition }: ListedTool): string {
  const said = Object.fromEntries(DEFINED_BY.map((member) => [member, definition[member]]));
  return createHash("sha256")
    .update(canonicalize({ name, ...said }))
    .digest("hex");
}
