import { cpuMilli, memoryMiB } from "../kit/node-allocatable";
import type { Requests } from "../kit/chart";
import type { RookCephSettings } from "./rook-ceph-settings";

/**
 * What daemons of Ceph request that have no field of their own, as the chart has it.
 *
 * @see https://github.com/rook/rook/blob/v1.20.6/deploy/charts/rook-ceph-cluster/values.yaml (cephClusterSpec.resources)
 */
export const DAEMON_RESOURCES = {
  mon: { requests: { cpu: "1000m", memory: "1Gi" }, limits: { memory: "2Gi" } },
  mgr: { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "1Gi" } },
  "mgr-sidecar": { requests: { cpu: "100m", memory: "40Mi" }, limits: { memory: "100Mi" } },
  logcollector: { requests: { cpu: "100m", memory: "100Mi" }, limits: { memory: "1Gi" } },
  crashcollector: { requests: { cpu: "100m", memory: "60Mi" }, limits: { memory: "60Mi" } },
  exporter: { requests: { cpu: "50m", memory: "50Mi" }, limits: { memory: "128Mi" } },
} as const;

/** Managers: one works, one stands by. */
export const MANAGERS = 2;
/** Metadata servers of a file system: one works, one stands by. */
export const METADATA_SERVERS = 2;

/** Equal pods of Ceph. */
export interface CephPods {
  /** What they are. */
  readonly name: string;
  /** How many there are. */
  readonly count: number;
  /** CPU of each in thousandths of a core. */
  readonly cpu: number;
  /** Memory of each in MiB. */
  readonly memory: number;
  /** Whether each has a volume of its own, attached to its node. */
  readonly hasVolume: boolean;
  /** Most of them on one node. */
  readonly perNode: number;
}

/**
 * All pods of Ceph on the nodes of its group, at most.
 *
 * @param settings - what the Ceph cluster is to be
 * @param nodes - number of nodes of the group
 */
export function cephPods(settings: RookCephSettings, nodes: number): CephPods[] {
  const { monitors, osds, fileSystems, objectStore } = settings;
  const { mon, mgr, logcollector, crashcollector, exporter } = DAEMON_RESOURCES;
  const pods = (name: string, count: number, ...requests: readonly Requests[]) => ({
    name,
    count,
    cpu: requests.reduce((sum, { cpu = 0 }) => sum + cpuMilli(cpu), 0),
    memory: requests.reduce((sum, { memory = 0 }) => sum + memoryMiB(memory), 0),
    hasVolume: false,
    perNode: 1,
  });
  const log = logcollector.requests;
  return [
    { ...pods("monitors", monitors.count, mon.requests, log), hasVolume: true },
    pods("managers", MANAGERS, mgr.requests, DAEMON_RESOURCES["mgr-sidecar"].requests, log),
    { ...pods("OSDs", osds.count, requestsOf(osds), log), hasVolume: true, perNode: Math.ceil(osds.count / nodes) },
    ...fileSystems.map((spec) => pods(`metadata servers of ${spec.name}`, METADATA_SERVERS, requestsOf(spec), log)),
    ...(objectStore ? [{ ...pods("gateways", objectStore.gateways, requestsOf(objectStore), log), perNode: objectStore.gateways }] : []),
    // One on each node that has any of the others.
    pods("crash collectors", nodes, crashcollector.requests),
    pods("exporters", nodes, exporter.requests),
  ].filter(({ count }) => count > 0);
}

/**
 * What a daemon requests whose size has fields.
 *
 * @param size - its cores, and its memory in GiB
 */
export function requestsOf({ cores, memoryGiB }: { readonly cores: number; readonly memoryGiB: number }) {
  return { cpu: `${Math.round(cores * 1000)}m`, memory: `${Math.round(memoryGiB * 1024)}Mi` };
}
