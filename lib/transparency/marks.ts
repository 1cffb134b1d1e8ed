/** One line of a roll-back guard: a published root, as it was written outside the database before it was published. */
export interface Mark {
  epoch: number;
  size: number;
  /** Base64 of the root. */
  root: string;
  at: string;
}

const LINE = /^(\d+) (\d+) ([A-Za-z0-9+/]{43}=) (\S+)$/;

/** A line that a crash cut off is not a mark: its checkpoint was never published. */
function parseLine(line: string): Mark | null {
  const match = LINE.exec(line);
  if (!match) return null;
  return { epoch: Number(match[1]), size: Number(match[2]), root: match[3] as string, at: match[4] as string };
}

/** Every mark of a guard file's text, oldest first. */
export function parseMarks(text: string): Mark[] {
  return text.split("\n").flatMap((line) => parseLine(line) ?? []);
}
