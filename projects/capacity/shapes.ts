import { largestHeapGiB, podMemoryMiB } from "../../constructs/spark/spark-conf";
import { perNode } from "./packing";
import { minus, times, type Resources } from "./resources";

/** Most cores that are suggested for one executor: they share one heap, and all stop while it is collected. */
const MOST_CORES = 8;

/** A size of executors, and what it makes of a node. */
export interface ExecutorShape {
  /** Cores. */
  readonly cores: number;
  /** Heap in GiB, the most that the node has for that many executors. */
  readonly memoryGiB: number;
  /** Executors on a node. */
  readonly perNode: number;
  /** Cores of the node that stay unused. */
  readonly unusedCores: number;
  /** Memory of the node that stays unused, in MiB. */
  readonly unusedMemoryMiB: number;
}

/**
 * Sizes of executors for a node, the ones that leave least of it unused first.
 *
 * @param room - what a node has for executors
 * @param overheadFactor - memory beside the heap, as a part of it
 */
export function executorShapes(room: Resources, overheadFactor: number): ExecutorShape[] {
  const shapes: (ExecutorShape & { waste: number })[] = [];
  for (let cores = 1; cores <= MOST_CORES; cores++) {
    const byCores = Math.floor(room.cpu / 1000 / cores);
    if (byCores === 0) break;
    const memoryGiB = largestHeapGiB(Math.floor(room.memory / byCores), overheadFactor);
    if (memoryGiB === 0) continue;
    const memory = podMemoryMiB({ cores, memoryGiB }, overheadFactor);
    const executor = { cpu: cores * 1000, memory, pods: 1, volumes: 1, gpus: 0 };
    const count = perNode(room, executor);
    const left = minus(room, times(executor, count));
    shapes.push({
      cores,
      memoryGiB,
      perNode: count,
      unusedCores: left.cpu / 1000,
      unusedMemoryMiB: left.memory,
      waste: left.cpu / room.cpu + left.memory / room.memory,
    });
  }
  return shapes.sort((a, b) => a.waste - b.waste || b.cores - a.cores).map(({ waste: _waste, ...shape }) => shape);
}
