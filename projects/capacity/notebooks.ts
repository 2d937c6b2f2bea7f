import type { PlatformData } from "../schema/project";
import type { JobCapacity, Verdict, WorkerGroup } from "./model";
import { isAlwaysPlaced, perNode, possibleOn } from "./packing";
import { NOTHING, plus, times, total, within, type Resources } from "./resources";

type Notebooks = NonNullable<PlatformData["notebooks"]>;

/** Notebooks of one size on the nodes of their group. */
export interface NotebookSizeCapacity {
  /** Name of the size. */
  readonly name: string;
  /** What a notebook requests. */
  readonly requests: Resources;
  /** Notebooks that fit on an empty node. */
  readonly perNode: number;
  /** Most notebooks of this size beside everything else, at the largest number of nodes. */
  readonly possible: number;
  /** Whether all users have one of this size: in any order, in some order, or never. */
  readonly verdict: Verdict;
}

/** Notebooks on the nodes of their group. */
export interface NotebookCapacity {
  /** Most at the same time. */
  readonly users: number;
  /** The group. */
  readonly group: WorkerGroup;
  /** Each size, as if all users chose it. */
  readonly sizes: readonly NotebookSizeCapacity[];
}

/**
 * What the pod of a user requests.
 *
 * @param size - size of the notebook
 * @param home - homes of users
 */
export function notebookRequests({ cores, memoryGiB, gpu = 0 }: Notebooks["sizes"][number], home: Notebooks["home"]): Resources {
  return {
    ...NOTHING,
    cpu: Math.round(cores.request * 1000),
    memory: Math.ceil(memoryGiB.request * 1024),
    pods: 1,
    // A claim for each is attached to the node, the one for all is mounted.
    volumes: home.kind === "claim" ? 1 : 0,
    gpus: gpu,
  };
}

/**
 * Works out how many notebooks run beside the platform's pods and the largest job.
 *
 * @param notebooks - notebooks of a checked project
 * @param group - node group of notebooks
 * @param platform - pods of the platform that may stand there
 * @param jobs - jobs of the same group
 */
export function notebookCapacity(
  notebooks: Notebooks,
  group: WorkerGroup,
  platform: readonly Resources[],
  jobs: readonly JobCapacity[],
): NotebookCapacity {
  const { users, home } = notebooks;
  const nodes = { count: group.nodes.max, room: group.room };
  const all = times(group.room, group.nodes.max);
  return {
    users,
    group,
    sizes: notebooks.sizes.map((size) => {
      const requests = notebookRequests(size, home);
      const alone = possibleOn(nodes, requests, NOTHING);
      const job = largestJob(jobs);
      const beside = job ? plus(job.driver.requests, times(job.executor.requests, job.executors)) : NOTHING;
      const fits = (count: number): boolean => count <= alone && within(plus(beside, times(requests, count)), all);
      const possible = largest(alone, fits);
      const isSure = isAlwaysPlaced(
        requests,
        nodes,
        [...platform, ...(job ? [job.driver.requests] : []), ...Array.from({ length: job ? users - 1 : 0 }, () => requests)],
        job ? { each: job.executor.requests, count: job.executors } : { each: requests, count: users - 1 },
      );
      return {
        name: size.name,
        requests,
        perNode: perNode(group.room, requests),
        possible,
        verdict: users > possible ? "does not fit" : isSure ? "fits" : "depends on the order",
      };
    }),
  };
}

/** The job that takes most cores of those that may run at any time. */
function largestJob(jobs: readonly JobCapacity[]): JobCapacity["job"] | undefined {
  const size = ({ job }: JobCapacity): number => total([job.driver.requests, times(job.executor.requests, job.executors)]).cpu;
  return [...jobs].sort((a, b) => size(b) - size(a))[0]?.job;
}

/** Largest number up to a limit that something holds for, which holds for all smaller ones too. */
function largest(limit: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, limit];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
