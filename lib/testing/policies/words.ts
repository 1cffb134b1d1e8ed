/** What generated policies and worlds are made of: few of each, so that they meet, and the odd ones that break careless code. */
export const TEXTS = [
  "",
  "a",
  "b",
  "high",
  "DE",
  "DE123",
  "*",
  "a*b",
  'x"y',
  "back\\slash",
  "😀",
  "é",
  "e\u0301",
  "\u202eabc",
  "line\nbreak",
  "\u0000",
  "constructor",
  "__proto__",
  "10.0.0.1",
  "1.5",
] as const;

/** Attributes by the kind that they usually have. Names that JavaScript's own objects have are among them. */
export const ATTRIBUTES = {
  Bool: ["owned", "valueOf"],
  Long: ["revision", "toString", "big"],
  String: ["name", "tier", "constructor", "odd key", "__proto__"],
  Entity: ["owner", "team"],
  TextSet: ["capabilities", "groups"],
  LongSet: ["numbersSet"],
  EntitySet: ["friends"],
  NestedSet: ["nested"],
  Decimal: ["score", "limit"],
  Record: ["limits", "deep"],
} as const;
/** The names that one world uses: its policies speak of others too, now and then. */
export type Vocabulary = Readonly<Partial<Record<keyof typeof ATTRIBUTES, string>>>;
export type Kind = keyof typeof ATTRIBUTES | "Network" | "Instant" | "Span";

export const LONGS = [0, 1, -1, 2, 5, 7, 100, 1_000_003, 9_007_199_254_740_991, -9_007_199_254_740_991] as const;
export const DECIMALS = [
  "0.0",
  "-0.0",
  "1.5",
  "1.50",
  "-1.5",
  "100.0",
  "99.9999",
  "922337203685477.5807",
  "-922337203685477.5808",
  "1",
  "1.23456",
  "922337203685477.5808",
  "",
] as const;
export const NETWORKS = [
  "10.0.0.1",
  "10.0.0.0/8",
  "10.1.2.3/8",
  "0.0.0.0/0",
  "127.0.0.1",
  "127.0.0.0/7",
  "224.1.2.3",
  "::1",
  "::/0",
  "ff02::1",
  "ff00::/7",
  "1:2:3:4:5:6:7::",
  "::ffff:1.2.3.4",
  "01.2.3.4",
  "1.2.3.4/33",
  "1.2.3.4/08",
  "nonsense",
] as const;
export const INSTANTS = [
  "1970-01-01",
  "2024-02-29",
  "2023-02-29",
  "2024-01-01T10:20:30Z",
  "2024-01-01T10:20:30.123+0130",
  "2024-01-01T10:20:30-2359",
  "0000-01-01",
  "0000-01-01T00:00:00+0100",
  "0099-12-31",
  "9999-12-31T23:59:59.999Z",
  "2024-01-01T24:00:00Z",
  "2024-1-1",
] as const;
export const SPANS = [
  "1d",
  "-1d2h3m4s5ms",
  "0ms",
  "90s",
  "-1500ms",
  "106751991167d",
  "106751991168d",
  "9223372036854775807ms",
  "-9223372036854775808ms",
  "1h1d",
  "",
  "5m4ms",
] as const;

export const TYPES = ["Agent", "Team", "Person", "Server", "Tool", "Resource", "Texts", "Odd::Name"] as const;
export const IDS = ["1", "2", "3", 'q"uote', "a/b", "", "😀"] as const;
export const ACTIONS = ["read", "write", "pay", "administer"] as const;
export const TAG_TYPES = { texts: "Texts", numbers: "Numbers", flags: "Flags", lists: "Lists" } as const;
export const PATHS = ["amount", "to", "payee.iban", "items.0.sku", "a\\.b", "", "__proto__"] as const;
