/**
 * Finds the name that somebody meant, who wrote another one by mistake.
 *
 * @param written - what was written
 * @param names - the names that there are
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const [first] = names
    .map((name) => ({ name, steps: distance(plain(name), plain(written)) }))
    .filter(({ steps }) => steps <= (written.length > 3 ? 2 : 1))
    .sort((a, b) => a.steps - b.steps);
  return first?.name;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
