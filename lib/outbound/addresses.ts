import { BlockList, isIP } from "node:net";

// Special-purpose ranges (IANA, RFC 6890 and its successors): nothing that an address outside leads to.
const REFUSED: readonly [string, number, "ipv4" | "ipv6"][] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
];
// Of IPv6 only what is assigned as public is taken, less what stands inside it for something else: a tunnel to an IPv4 address
// (6to4, Teredo), documentation, benchmarking. Mapped, translated and local addresses are outside of it.
const PUBLIC_V6: readonly [string, number] = ["2000::", 3];
const REFUSED_V6: readonly [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const refused = new BlockList();
for (const [net, bits, family] of REFUSED) refused.addSubnet(net, bits, family);
const publicV6 = new BlockList();
publicV6.addSubnet(...PUBLIC_V6, "ipv6");
const refusedV6 = new BlockList();
for (const [net, bits] of REFUSED_V6) refusedV6.addSubnet(net, bits, "ipv6");

/** Whether an IP address is one of the open Internet: requests that outsiders can cause go nowhere else. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, "ipv4");
  return family === 6 && publicV6.check(address, "ipv6") && !refusedV6.check(address, "ipv6");
}
