import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";
import { isDeepStrictEqual } from "node:util";

class Unknown {}

/** A value that is known only after the apply. */
export const UNKNOWN = new Unknown();

/** An object value: every attribute of its type, null where it is unset. */
export type ObjectValue = Readonly<Record<string, unknown>>;

const codec = new ExtensionCodec();
// Type 0 is an unknown value, type 12 one with something said of it.
for (const type of [0, 12]) {
  codec.register({
    type,
    encode: (value) => (type === 0 && value instanceof Unknown ? Uint8Array.of(0) : null),
    decode: () => UNKNOWN,
  });
}

/** A value as the protocol carries it. */
export interface Dynamic {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Reads a value that Terraform sent. */
export function fromDynamic(value: Dynamic | null | undefined): unknown {
  return value?.msgpack && value.msgpack.length > 0 ? decode(value.msgpack, { extensionCodec: codec }) : null;
}

/** Writes a value for Terraform. */
export function toDynamic(value: unknown): Dynamic {
  return { msgpack: Buffer.from(encode(value, { extensionCodec: codec })) };
}

/** Whether two values are the same; an unknown one is like no other. */
export function same(a: unknown, b: unknown): boolean {
  return !hasUnknown(a) && !hasUnknown(b) && isDeepStrictEqual(a, b);
}

/** Whether anything in a value is unknown. */
export function hasUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasUnknown);
}
