/** What is found in texts and kept out of the record. */
const MASKED_KINDS = ["secret", "email", "phone", "iban", "card", "national_id", "ip", "unread"] as const;
export type MaskedKind = (typeof MASKED_KINDS)[number];

/** How many of each kind were masked; a kind that was not found is absent. */
export type MaskedCounts = { [kind in MaskedKind]?: number };

const NAMES: Record<MaskedKind, string> = {
  secret: "secret",
  email: "e-mail address",
  phone: "phone number",
  iban: "IBAN",
  card: "card number",
  national_id: "national id",
  ip: "IP address",
  unread: "too much to read",
};

/** What stands where something was masked: it names the kind, and holds nothing that any rule would find. */
export function markOf(kind: MaskedKind): string {
  return `[masked: ${NAMES[kind]}]`;
}

const MARKS: ReadonlySet<string> = new Set(MASKED_KINDS.map(markOf));

/** Whether the text is such a mark and nothing else. */
export function isMark(text: string): boolean {
  return MARKS.has(text);
}

/** A name without the marks in it, for what a mark says is not what the name says. */
export function withoutMarks(name: string): string {
  return name.includes("[masked: ") ? name.replace(/\[masked: [a-zA-Z -]{1,30}\]/g, " ") : name;
}

/** Finds things of one family in a text and says what it put in their place. */
export type Found = (kind: MaskedKind) => string;
