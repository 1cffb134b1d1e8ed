import type { cedar } from "./cedar";

/** The line, counted from 1, that an error of Cedar points at. Cedar counts bytes. */
export function lineNumber(text: string, error: cedar.DetailedError): number | undefined {
  const start = error.sourceLocations?.[0]?.start;
  if (start === undefined) return undefined;
  return Buffer.from(text).subarray(0, start).toString().split("\n").length;
}

export function lineOf(text: string, error: cedar.DetailedError): string {
  const line = lineNumber(text, error);
  return line === undefined ? "" : ` (line ${line})`;
}
