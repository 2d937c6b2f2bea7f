/** What the scheduler counts. */
export interface Resources {
  /** CPU in thousandths of a core. */
  readonly cpu: number;
  /** Memory in MiB. */
  readonly memory: number;
  /** Pods. */
  readonly pods: number;
  /** Volumes that the node attaches. */
  readonly volumes: number;
  /** GPUs. */
  readonly gpus: number;
}

/** The names of what is counted. */
export const DIMENSIONS = ["cpu", "memory", "pods", "volumes", "gpus"] as const satisfies readonly (keyof Resources)[];

/** Nothing of anything. */
export const NOTHING: Resources = { cpu: 0, memory: 0, pods: 0, volumes: 0, gpus: 0 };

/** Sum of two amounts. */
export function plus(a: Resources, b: Resources): Resources {
  return each((dimension) => a[dimension] + b[dimension]);
}

/** A multiple of an amount. */
export function times(a: Resources, factor: number): Resources {
  return each((dimension) => a[dimension] * factor);
}

/** What is left of an amount; less than nothing where it does not suffice. */
export function minus(a: Resources, b: Resources): Resources {
  return plus(a, times(b, -1));
}

/** Whether one amount is within another. */
export function within(a: Resources, room: Resources): boolean {
  return DIMENSIONS.every((dimension) => a[dimension] <= room[dimension]);
}

/** Sum of many amounts. */
export function total(amounts: readonly Resources[]): Resources {
  return amounts.reduce(plus, NOTHING);
}

/** Written out, because the search for the worst places calls it a million times. */
function each(amount: (dimension: keyof Resources) => number): Resources {
  return { cpu: amount("cpu"), memory: amount("memory"), pods: amount("pods"), volumes: amount("volumes"), gpus: amount("gpus") };
}
