import type { NodeAllocatable, NodeSize } from "../contracts";
import type { MagnumDriver } from "../contracts/magnum-driver";

/** Pods on one node that a kubelet allows unless told otherwise. */
export const KUBELET_MAX_PODS = 110;

/** Memory in MiB that a kubelet keeps free by evicting pods, unless told otherwise. */
const EVICTION_HARD_MIB = 100;

/**
 * Part of a virtual machine's memory that Linux keeps for the table of its pages: 64 bytes for each page of 4 KiB.
 *
 * @see https://docs.kernel.org/mm/physical_memory.html
 */
const PAGE_TABLE_SHARE = 64 / 4096;

/** Memory in MiB for the kernel itself and its bounce buffers; 86 were seen on a machine of 24 GiB without bounce buffers, which take 64. */
const KERNEL_MIB = 160;

/**
 * CPU, memory and pods that the scheduler can give to pods on a node.
 *
 * None of the three drivers reserves anything for the kubelet or the system, so it is what Linux shows less the eviction threshold; Heat's
 * label `kubelet_options` can reserve more.
 *
 * @param size - size of the virtual machine
 * @param driver - Magnum driver
 * @param labels - labels of the cluster template
 * @see https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments/configure-kubernetes-minion.sh
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/openstack-cluster/values.yaml (kubeadmConfigSpec)
 */
export function nodeAllocatable(
  size: NodeSize,
  driver: MagnumDriver,
  labels: Readonly<Record<string, string | number | boolean>> = {},
): NodeAllocatable {
  const options = driver === "heat" ? String(labels["kubelet_options"] ?? "") : "";
  const reserved = ["kube-reserved", "system-reserved"].map((name) => flag(options, name));
  const sum = (key: string, parse: (quantity: string) => number): number =>
    reserved.reduce((total, value) => total + parse(entry(value, key, "=") ?? "0"), 0);
  const eviction = entry(flag(options, "eviction-hard"), "memory.available", "<");
  const evictionMiB = eviction === undefined || eviction.endsWith("%") ? EVICTION_HARD_MIB : memoryMiB(eviction);
  const visible = size.memoryMiB - Math.ceil(size.memoryMiB * PAGE_TABLE_SHARE) - KERNEL_MIB;
  return {
    cpu: Math.max(0, size.vcpus * 1000 - sum("cpu", cpuMilli)),
    memory: Math.max(0, Math.floor(visible - evictionMiB - sum("memory", memoryMiB))),
    pods: Number(flag(options, "max-pods") ?? KUBELET_MAX_PODS),
  };
}

/**
 * Reads a quantity of CPU of Kubernetes, such as "250m" or "2".
 *
 * @returns thousandths of a core, rounded up
 */
export function cpuMilli(quantity: string | number): number {
  const text = String(quantity);
  return Math.ceil(text.endsWith("m") ? Number(text.slice(0, -1)) : Number(text) * 1000);
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * Reads a quantity of memory of Kubernetes, such as "512Mi" or "2G".
 *
 * @returns MiB, rounded up
 */
export function memoryMiB(quantity: string | number): number {
  const [, number = "", unit = ""] = /^([\d.]+)(\D*)$/.exec(String(quantity)) ?? [];
  return Math.ceil((Number(number) * (UNITS[unit] ?? NaN)) / 2 ** 20);
}

function flag(options: string, name: string): string | undefined {
  return new RegExp(`--${name}[= ](\\S+)`).exec(options)?.[1];
}

function entry(list: string | undefined, key: string, sign: string): string | undefined {
  const found = list?.split(",").find((part) => part.startsWith(`${key}${sign}`));
  return found?.slice(key.length + sign.length);
}
