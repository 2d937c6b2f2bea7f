const LARGEST = 1_000_000;

/** Line of a difference: `-` is gone, `+` is new, a space is the same in both. */
export type DiffLine = `${"-" | "+" | " "} ${string}`;

/**
 * Finds the lines that differ between two texts: the fewest that can be, except in very long texts.
 *
 * @param before - old text
 * @param after - new text
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [
    ...a.slice(0, start).map((line): DiffLine => `  ${line}`),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map((line): DiffLine => `  ${line}`),
  ];
}

/**
 * Leaves out the lines that are far from any change.
 *
 * @param lines - a difference
 * @param context - lines kept before and after a change
 */
export function withoutDistant(lines: readonly DiffLine[], context = 2): string[] {
  const kept = new Set<number>();
  lines.forEach((line, index) => {
    if (line.startsWith(" ")) return;
    for (let near = index - context; near <= index + context; near++) kept.add(near);
  });
  return lines.flatMap((line, index) => {
    if (kept.has(index)) return [line];
    return index > 0 && !kept.has(index - 1) ? [] : ["  ..."];
  });
}

/** Longest common subsequence, by the table of its lengths. */
function middle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const out: DiffLine[] = [];
  if (a.length * b.length > LARGEST) {
    return [...a.map((line): DiffLine => `- ${line}`), ...b.map((line): DiffLine => `+ ${line}`)];
  }
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(`  ${a[i++]!}`);
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) out.push(`- ${a[i++]!}`);
    else out.push(`+ ${b[j++]!}`);
  }
  return out;
}
