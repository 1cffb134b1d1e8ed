import { Failure } from "./failure";
import { Network } from "./values";

const BITS = { 4: 32, 6: 128 } as const;

/** An address or range as Cedar reads it: no leading zeros, no IPv4 within IPv6, no zones. @throws Failure */
export function networkFrom(text: string): Network {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes(":") ? 6 : 4;
  const bits = version === 4 ? fromFour(address) : fromSix(address);
  const prefix = slash < 0 ? BITS[version] : prefixFrom(text.slice(slash + 1), version);
  if (bits === null || prefix === null) throw new Failure(`ip(${JSON.stringify(text)}) is no IP address or range.`);
  return new Network(version, bits, prefix);
}

function prefixFrom(text: string, version: 4 | 6): number | null {
  if (!/^\d+$/.test(text) || text.length > (version === 4 ? 2 : 3)) return null;
  if (text.length > 1 && text.startsWith("0")) return null;
  const prefix = Number(text);
  return prefix <= BITS[version] ? prefix : null;
}

function fromFour(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function fromSix(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const groups = [...head, ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  const gap = 8 - groups.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) return null;
  const all = [...head, ...Array.from({ length: halves.length === 2 ? gap : 0 }, () => "0"), ...tail];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** Whether the whole of one range lies in the other. */
export function isWithin(one: Network, other: Network): boolean {
  if (one.version !== other.version || one.prefix < other.prefix) return false;
  const host = BigInt(BITS[one.version] - other.prefix);
  return one.address >> host === other.address >> host;
}

export const LOOPBACK = { 4: networkFrom("127.0.0.0/8"), 6: networkFrom("::1/128") } as const;
export const MULTICAST = { 4: networkFrom("224.0.0.0/4"), 6: networkFrom("ff00::/8") } as const;
