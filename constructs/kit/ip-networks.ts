/**
 * First and last address of an IPv4 network, as numbers.
 *
 * @param network - in CIDR notation
 */
export function addressRange(network: string): { start: number; end: number } {
  const [address = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const value = addressNumber(address);
  const start = Math.floor(value / size) * size;
  return { start, end: start + size - 1 };
}

/** An IPv4 address as a number. */
export function addressNumber(address: string): number {
  return address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** Whether a text is an IPv4 address: it is what its number is written as. The function of node:net would load all of net. */
export function isIPv4(text: string): boolean {
  return addressText(addressNumber(text)) === text;
}

/**
 * The network that an address with a prefix lies in: its bits behind the prefix are zero.
 *
 * @param network - in CIDR notation
 */
export function networkOf(network: string): string {
  const bits = Number(network.split("/")[1]);
  return `${addressText(addressRange(network).start)}/${bits}`;
}

function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

/** Whether two IPv4 networks in CIDR notation have an address in common. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [addressRange(a), addressRange(b)];
  return first.start <= second.end && second.start <= first.end;
}

/** Networks that RFC 1918 keeps for everybody's own use. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * A private IPv4 network that has no address in common with others.
 *
 * @param bits - length of its prefix
 * @param taken - the others, in CIDR notation
 * @returns undefined if all are taken
 */
export function freeNetwork(bits: number, taken: readonly string[]): string | undefined {
  const size = 2 ** (32 - bits);
  for (const range of PRIVATE.map(addressRange)) {
    let start = range.start;
    while (start + size - 1 <= range.end) {
      const network = `${addressText(start)}/${bits}`;
      const inTheWay = taken.find((other) => overlap(other, network));
      if (inTheWay === undefined) return network;
      start = Math.max(start + size, Math.ceil((addressRange(inTheWay).end + 1) / size) * size);
    }
  }
  return undefined;
}
