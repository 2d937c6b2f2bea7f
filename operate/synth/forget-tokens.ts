import { TokenMap } from "cdktf/lib/tokens/private/token-map";

/**
 * Does something, and lets the framework forget the tokens that were made by it. It keeps each for as long as the process lives, and with a
 * token the whole tree of constructs that it belongs to.
 *
 * @param use - what nothing is left of afterwards that has a token in it
 */
export function forgettingTokens<T>(use: () => T): T {
  const { stringTokenMap, numberTokenMap } = TokenMap.instance() as unknown as Record<
    "stringTokenMap" | "numberTokenMap",
    Map<unknown, unknown>
  >;
  const before = [stringTokenMap, numberTokenMap].map((map) => ({ map, size: map.size }));
  try {
    return use();
  } finally {
    // A Map has its keys in the order in which they came.
    for (const { map, size } of before) for (const key of [...map.keys()].slice(size)) map.delete(key);
  }
}
