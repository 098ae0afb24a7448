import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";

/** What stands in a plan for a value that only apply will tell. */
export class Unknown {
  toString(): string {
    return "unknown";
  }
}

/** The one unknown; types are the schema's business. */
export const unknown = new Unknown();

/** A value of Terraform's type system; a set is an array, an object and a map are members by name. */
export type Plain = null | boolean | number | string | Unknown | readonly Plain[] | Members;

/** An object or map. */
export interface Members {
  readonly [name: string]: Plain;
}

/** A value on the wire. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

const codec = new ExtensionCodec();
codec.register({ type: 0, encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null), decode: () => unknown });
// An unknown of which something is known, such as a prefix: what is known of it is not needed here.
codec.register({ type: 12, encode: () => null, decode: () => unknown });

/** A value as Terraform sent it. */
export function decodeValue(value: DynamicValue | null | undefined): Plain {
  if (value?.msgpack?.length) return decode(value.msgpack, { extensionCodec: codec }) as Plain;
  if (value?.json?.length) return JSON.parse(Buffer.from(value.json).toString("utf8")) as Plain;
  return null;
}

/** A value to be sent to Terraform. */
export function encodeValue(value: Plain): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: codec }) };
}

/** Members of a known object or map, none of anything else. */
export function membersOf(value: Plain | undefined): Members {
  return isMembers(value) ? value : {};
}

/** Elements of a known list or set, none of anything else. */
export function elementsOf(value: Plain | undefined): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}

/** A known text, or nothing. */
export function textOf(value: Plain | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The known texts of a list or set. */
export function textsOf(value: Plain | undefined): string[] {
  return elementsOf(value).filter((element) => typeof element === "string");
}

/** Whether no part is unknown. */
export function isWhollyKnown(value: Plain): boolean {
  if (value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  return Object.values(membersOf(value)).every(isWhollyKnown);
}

function isMembers(value: Plain | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}
