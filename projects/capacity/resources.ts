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
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory, pods: a.pods + b.pods, volumes: a.volumes + b.volumes, gpus: a.gpus + b.gpus };
}

/** A multiple of an amount. */
export function times(a: Resources, factor: number): Resources {
  return { cpu: a.cpu * factor, memory: a.memory * factor, pods: a.pods * factor, volumes: a.volumes * factor, gpus: a.gpus * factor };
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
