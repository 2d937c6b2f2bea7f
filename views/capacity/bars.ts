import type { Capacity } from "../../projects/capacity";
import { times, total, type Resources } from "../../projects/capacity/resources";

/** How much of the nodes of a group is taken by whom, at its largest number of nodes. */
export interface Bar {
  /** Name of the group, with its nodes. */
  readonly label: string;
  /** "CPU" or "memory". */
  readonly of: "CPU" | "memory";
  /** All of it, in cores or GiB: what the virtual machines have for pods. */
  readonly total: number;
  /** Parts of it, in the same unit. */
  readonly parts: readonly { readonly what: string; readonly amount: number }[];
}

/**
 * Works out the bars of a project: DaemonSets, executors, notebooks, brokers and Ceph of each group, and for the default workers the platform's own pods.
 *
 * @param capacity - what the project has and needs
 */
export function barsOf(capacity: Capacity): Bar[] {
  const floating = total(capacity.platform.floating.map(({ requests }) => requests));
  const daemons = total(capacity.platform.daemons.map(({ requests }) => requests));
  return capacity.groups.flatMap((group) => {
    const { max } = group.nodes;
    const job = capacity.jobs.find((candidate) => candidate.group === group);
    const users: { what: string; amount: Resources }[] = [
      { what: "DaemonSets", amount: times(daemons, max) },
      ...(group.name === "default-worker" ? [{ what: "platform", amount: floating }] : []),
      ...(job ? [{ what: "driver", amount: job.job.driver.requests }] : []),
      ...(job
        ? [{ what: "executors", amount: times(job.job.executor.requests, Math.min(job.job.executors, job.executors.max.possible)) }]
        : []),
      ...(capacity.notebooks?.group === group
        ? [{ what: "notebooks", amount: times(capacity.notebooks.sizes[0]!.requests, capacity.notebooks.users) }]
        : []),
      ...(capacity.kafka?.group === group ? [{ what: "brokers", amount: times(capacity.kafka.requests, capacity.kafka.brokers) }] : []),
      ...(capacity.ceph?.group === group ? [{ what: "Ceph", amount: capacity.ceph.requests }] : []),
    ];
    const bar = (of: Bar["of"], dimension: "cpu" | "memory", unit: number): Bar => ({
      label: `${group.name}, ${max} x ${group.flavor}`,
      of,
      total: (group.allocatable[dimension] * max) / unit,
      parts: users.map(({ what, amount }) => ({ what, amount: amount[dimension] / unit })),
    });
    return [bar("CPU", "cpu", 1000), bar("memory", "memory", 1024)];
  });
}

/** Cores or GiB, with one digit after the point where it says something. */
export function amountText(amount: number, of: Bar["of"]): string {
  const digits = amount >= 100 ? 0 : 1;
  return `${amount.toFixed(digits).replace(/\.0$/, "")} ${of === "CPU" ? "cores" : "GiB"}`;
}
