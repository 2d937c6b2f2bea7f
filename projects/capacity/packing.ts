import { DIMENSIONS, minus, NOTHING, plus, times, total, within, type Resources } from "./resources";

/** Most sets of pods that are looked at one by one: as many as 12 different pods have, which takes some milliseconds. */
const EXACT_LIMIT = 2 ** 12;

/** Equal nodes. */
export interface Nodes {
  /** How many. */
  readonly count: number;
  /** What each has for pods, less what every node carries. */
  readonly room: Resources;
}

/** How many executors run on nodes. */
export interface Executors {
  /** At least so many, in whatever order the scheduler gets the pods. */
  readonly guaranteed: number;
  /** At most so many, in the best order. */
  readonly possible: number;
}

/**
 * Number of equal pods that fit on a node.
 *
 * @param room - what the node has
 * @param pod - what one pod requests
 */
export function perNode(room: Resources, pod: Resources): number {
  let count = Infinity;
  for (const dimension of DIMENSIONS) {
    if (pod[dimension] > 0) count = Math.min(count, Math.floor(room[dimension] / pod[dimension]));
  }
  return Math.max(0, count);
}

/**
 * Number of executors beside their driver and other pods that may be on the same nodes.
 *
 * The scheduler takes pods as they come and moves none, so other pods can be where they cost most: `guaranteed` is for the worst places.
 *
 * @param nodes - the nodes
 * @param executor - what one executor requests
 * @param driver - what the driver requests
 * @param others - pods that may be on these nodes or elsewhere
 */
export function executorsOn(nodes: Nodes, executor: Resources, driver: Resources, others: readonly Resources[]): Executors {
  return executorsOnEach([nodes.count], nodes.room, executor, driver, others)[0]!;
}

/**
 * Number of executors for several numbers of nodes, which takes no longer than for the largest of them.
 *
 * @param counts - numbers of nodes
 * @param room - what each node has for pods
 * @param executor - what one executor requests
 * @param driver - what the driver requests
 * @param others - pods that may be on these nodes or elsewhere
 */
export function executorsOnEach(
  counts: readonly number[],
  room: Resources,
  executor: Resources,
  driver: Resources,
  others: readonly Resources[],
): Executors[] {
  const idle = others.filter((pod) => pod.cpu === 0 && pod.memory === 0);
  const tight = minus(room, total(idle));
  const busy = [driver, ...others.filter((pod) => pod.cpu > 0 || pod.memory > 0)];
  const slots = Math.max(0, perNode(tight, executor));
  const possible = counts.map((count) => possibleOn({ count, room }, executor, driver));
  const losses = possible.some((most) => most > 0) ? worstLosses(Math.max(...counts), tight, executor, busy) : [];
  return counts.map((count, index) => {
    const most = possible[index]!;
    const guaranteed = most === 0 ? 0 : count * slots - losses[Math.min(count, losses.length - 1)]!;
    return { guaranteed: Math.min(most, Math.max(0, guaranteed)), possible: most };
  });
}

/**
 * Most executors beside their driver, if nothing else is on the nodes.
 *
 * @param nodes - the nodes
 * @param executor - what one executor requests
 * @param driver - what the driver requests
 */
export function possibleOn({ count, room }: Nodes, executor: Resources, driver: Resources): number {
  const most = perNode(room, executor);
  if (count === 0 || most === 0 || !within(driver, room)) return 0;
  return (count - 1) * most + perNode(minus(room, driver), executor);
}

/**
 * Whether the scheduler places a pod whatever comes before it.
 *
 * @param pod - what it requests
 * @param nodes - nodes that it may run on
 * @param others - other pods that may be there
 * @param executors - executors that may be there
 */
export function isAlwaysPlaced(
  pod: Resources,
  nodes: Nodes,
  others: readonly Resources[],
  executors: { readonly each: Resources; readonly count: number } = { each: NOTHING, count: 0 },
): boolean {
  if (nodes.count === 0 || !within(pod, nodes.room)) return false;
  return mostBlocked(pod, nodes.room, others, executors) < nodes.count;
}

/** Most nodes that executors and other pods together can fill so far that a pod finds no room. */
function mostBlocked(
  pod: Resources,
  room: Resources,
  others: readonly Resources[],
  { each, count }: { each: Resources; count: number },
): number {
  const slots = count === 0 ? 0 : perNode(room, each);
  // One more executor than fit beside the pod blocks a node; where others stand, fewer do.
  const alone = count === 0 ? Infinity : perNode(minus(room, pod), each) + 1;
  const withOthers = count === 0 ? 0 : executorsBeside(minus(minus(room, pod), total(others)), each);
  const shared = blockedByOthers(minus(minus(room, pod), times(each, slots)), others);
  const byExecutors = (left: number): number => (alone > slots ? 0 : Math.floor(left / alone));
  let most = byExecutors(count);
  for (let mixed = 1; mixed <= shared && mixed * withOthers <= count; mixed++) {
    most = Math.max(most, mixed + byExecutors(count - mixed * withOthers));
  }
  return most;
}

/** Fewest executors that leave less than nothing of so much room. */
function executorsBeside(room: Resources, each: Resources): number {
  return DIMENSIONS.some((dimension) => room[dimension] < 0) ? 0 : perNode(room, each) + 1;
}

/** Most nodes on which other pods can take more than is spare beside as many executors as fit. */
function blockedByOthers(spare: Resources, others: readonly Resources[]): number {
  const sum = total(others);
  const bound = DIMENSIONS.reduce((nodes, dimension) => {
    if (sum[dimension] === 0) return nodes;
    return nodes + (spare[dimension] > 0 ? Math.ceil(sum[dimension] / spare[dimension]) - 1 : others.length);
  }, 0);
  return Math.min(others.length, bound);
}

/** Most executors that other pods can keep out, over all ways to spread them, by the number of nodes from none on; more nodes change nothing. */
function worstLosses(count: number, room: Resources, executor: Resources, others: readonly Resources[]): number[] {
  const slots = perNode(room, executor);
  if (within(plus(total(others), times(executor, slots)), room)) return [0];
  const kinds = kindsOf(others);
  const nodes = Math.min(count, others.length);
  if (kinds.reduce((product, { number }) => product * (number + 1), 1) > EXACT_LIMIT)
    return Array.from({ length: nodes + 1 }, (_, used) => Math.min(used * slots, lossOfMany(used, executor, others)));
  const sets = setsOf(kinds);
  return bestPartition(sets, lossesOf(sets, room, executor, slots), nodes);
}

/** No less than what many pods keep out: an executor for each executor's worth of theirs, and one more on each node that they are on. */
function lossOfMany(nodes: number, executor: Resources, others: readonly Resources[]): number {
  const sum = total(others);
  const worth = DIMENSIONS.filter((dimension) => executor[dimension] > 0).map((dimension) => sum[dimension] / executor[dimension]);
  return Math.floor(worth.reduce((all, each) => all + each, 0)) + nodes;
}

/** Equal pods, of which it does not matter which one is where. */
interface PodKind {
  readonly requests: Resources;
  readonly number: number;
}

function kindsOf(pods: readonly Resources[]): PodKind[] {
  const kinds = new Map<string, PodKind>();
  for (const requests of pods) {
    const key = DIMENSIONS.map((dimension) => requests[dimension]).join(" ");
    kinds.set(key, { requests, number: (kinds.get(key)?.number ?? 0) + 1 });
  }
  return [...kinds.values()];
}

/**
 * All sets of pods: each has an index, whose digits are how many of each kind are in it. A set less a part of it has the index of the set
 * less that of the part. Arrays of numbers, because there are thousands of sets.
 */
interface PodSets {
  /** How many sets there are; the last one has all pods. */
  readonly count: number;
  /** What one pod more of each kind adds to the index. */
  readonly strides: readonly number[];
  /** The same digits in bits, each with a bit above it that is not used: at most 24 bits for as many sets as are looked at one by one. */
  readonly codes: Int32Array;
  /** The bits that are not used. */
  readonly gaps: number;
  /** What the pods of a set request together, by dimension. */
  readonly sums: readonly Float64Array[];
}

function setsOf(kinds: readonly PodKind[]): PodSets {
  const strides: number[] = [];
  const units: number[] = [];
  let [count, bits, gaps] = [1, 0, 0];
  for (const { number } of kinds) {
    strides.push(count);
    units.push(1 << bits);
    count *= number + 1;
    bits += Math.ceil(Math.log2(number + 1));
    gaps |= 1 << bits++;
  }
  const requests = kinds.map((kind) => DIMENSIONS.map((dimension) => kind.requests[dimension]));
  const codes = new Int32Array(count);
  const sums = DIMENSIONS.map(() => new Float64Array(count));
  let last = 0;
  for (let set = 1; set < count; set++) {
    if (set === strides[last + 1]) last++;
    // The same set with one pod less of its last kind, which comes before it.
    const less = set - strides[last]!;
    codes[set] = codes[less]! + units[last]!;
    for (let dimension = 0; dimension < sums.length; dimension++)
      sums[dimension]![set] = sums[dimension]![less]! + requests[last]![dimension]!;
  }
  return { count, strides, codes, gaps, sums };
}

/** Whether a set has at least as many pods of each kind as another: no digit less the other's borrows the bit above it. */
function isPart(part: number, set: number, { codes, gaps }: PodSets): boolean {
  return (((codes[set]! | gaps) - codes[part]!) & gaps) === gaps;
}

/** How many executors each set of pods keeps out of a node with so many slots; a set that the node has no room for keeps out none. */
function lossesOf({ count, sums }: PodSets, room: Resources, executor: Resources, slots: number): Float64Array {
  const losses = new Float64Array(count);
  const rooms = DIMENSIONS.map((dimension) => room[dimension]);
  const requests = DIMENSIONS.map((dimension) => executor[dimension]);
  for (let set = 0; set < count; set++) {
    let left = slots;
    for (let dimension = 0; dimension < sums.length; dimension++) {
      const spare = rooms[dimension]! - sums[dimension]![set]!;
      if (spare < 0) {
        left = slots;
        break;
      }
      if (requests[dimension]! > 0) left = Math.min(left, Math.floor(spare / requests[dimension]!));
    }
    losses[set] = slots - left;
  }
  return losses;
}

/** Largest sum of losses over all ways to put pods on at most so many nodes, by the number of nodes from none on. */
function bestPartition(sets: PodSets, losses: Float64Array, nodes: number): number[] {
  const { count, strides } = sets;
  const tight: number[] = [];
  for (let set = 1; set < count; set++) {
    const loss = losses[set]!;
    // A part that keeps out as many with a pod less is never needed, and that leaves few.
    const isTight = (stride: number): boolean => !isPart(stride, set, sets) || losses[set - stride]! < loss;
    if (loss > 0 && strides.every(isTight)) tight.push(set);
  }
  let best = new Float64Array(count);
  const found = [0];
  for (let node = 1; node <= nodes; node++) {
    const next = Float64Array.from(best);
    for (const part of tight) {
      for (let set = part; set < count; set++) {
        const loss = losses[part]! + best[set - part]!;
        if (loss > next[set]! && isPart(part, set, sets)) next[set] = loss;
      }
    }
    if (next.every((loss, set) => loss === best[set])) break;
    best = next;
    found.push(best[count - 1]!);
  }
  return found;
}
