import type { NodeAllocatable, NodeSize } from "../contracts";
import { KUBELET_MAX_PODS } from "../kit/node-allocatable";

/** CPU in thousandths of a core that is taken to be kept for the kubelet and the system. */
const RESERVED_CPU = 100;

/** Memory in MiB that is taken to be kept for the kernel, and free by evicting pods. */
const RESERVED_MIB = 260;

/** Parts of the memory that are taken to be kept for the kubelet and the system: of the first so many MiB, of the next, and of all others. */
const RESERVED_SHARES = [
  { upTo: 4096, share: 0.25 },
  { upTo: 8192, share: 0.2 },
  { upTo: 16_384, share: 0.1 },
  { upTo: 131_072, share: 0.06 },
  { upTo: Infinity, share: 0.02 },
] as const;

/**
 * CPU, memory and pods that the scheduler can give to pods on a droplet.
 *
 * DigitalOcean keeps more of a droplet than Magnum's drivers of a virtual machine, 1 to 2.5 of 16 GiB, and does not say by which rule. So this is
 * the rule of clouds that do say theirs, which keeps more; a site that has looked gives its numbers in `allocatable`.
 *
 * @param size - size of the droplet
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes#memory_and_cpu_reservations
 */
export function dropletAllocatable({ vcpus, memoryMiB, allocatable }: NodeSize): NodeAllocatable {
  if (allocatable) return { cpu: allocatable.cpuMilli, memory: allocatable.memoryMiB, pods: KUBELET_MAX_PODS };
  let [reserved, below] = [RESERVED_MIB, 0];
  for (const { upTo, share } of RESERVED_SHARES) {
    reserved += Math.max(0, Math.min(memoryMiB, upTo) - below) * share;
    below = upTo;
  }
  return { cpu: Math.max(0, vcpus * 1000 - RESERVED_CPU), memory: Math.max(0, Math.floor(memoryMiB - reserved)), pods: KUBELET_MAX_PODS };
}
