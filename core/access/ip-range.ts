/** Addresses of IPv4 or IPv6 in CIDR notation. */
export interface IpRange {
  readonly first: bigint;
  readonly last: bigint;
  readonly bits: 32 | 128;
  holds(other: IpRange): boolean;
  /** The first address of the range and its neighbours outside. */
  readonly samples: readonly string[];
}

/** `10.0.0.0/8`, `203.0.113.7`, `2001:db8::/32`; `undefined` for what is neither. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = "", length, more] = text.split("/");
  const parsed = address.includes(":") ? parseV6(address) : parseV4(address);
  if (parsed === undefined || more !== undefined || (length !== undefined && !/^\d+$/.test(length))) return undefined;
  const bits = address.includes(":") ? 128 : 32;
  const kept = length === undefined ? bits : Number(length);
  if (kept > bits) return undefined;
  const size = 1n << BigInt(bits - kept);
  const first = (parsed / size) * size;
  const last = first + size - 1n;
  return {
    first,
    last,
    bits,
    holds: (other) => other.bits === bits && other.first >= first && other.last <= last,
    samples: [first, first - 1n, last + 1n].filter((value) => value >= 0n && value < 1n << BigInt(bits)).map((value) => show(value, bits)),
  };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - groups.flat().length;
  if (halves.length > 2 || (halves.length === 1 ? missing !== 0 : missing < 1)) return undefined;
  const all = halves.length === 1 ? groups[0]! : [...groups[0]!, ...Array<string>(missing).fill("0"), ...groups[1]!];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function show(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 65535n).toString(16)).join(":");
}
