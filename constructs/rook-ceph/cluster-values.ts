import type { HelmValues } from "../kit/chart-release";
import type { Toleration } from "../kit/toleration";
import { DAEMON_RESOURCES, MANAGERS, requestsOf } from "./ceph-pods";
import { GATEWAY_PORT, ROOK_NAMESPACE } from "./names";
import type { CephDaemonSize, RookCephSettings } from "./rook-ceph-settings";

/** Where the Ceph cluster is to be. */
export interface CephPlace {
  /** Storage class of the volumes of monitors and OSDs. */
  readonly storageClassName: string;
  /** Labels of the nodes. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Taints that its pods stand. */
  readonly tolerations: readonly Toleration[];
}

const HOSTNAME = "kubernetes.io/hostname";

/**
 * Values of chart rook-ceph-cluster.
 *
 * Lists of the chart are replaced as a whole, and two of its defaults would do harm: a class that is the default of the cluster, and OSDs on
 * whatever disk a node has.
 *
 * @param settings - what the Ceph cluster is to be
 * @param place - where it is to be
 * @see https://github.com/rook/rook/blob/v1.20.6/deploy/charts/rook-ceph-cluster/values.yaml
 */
export function clusterValues(settings: RookCephSettings, place: CephPlace): HelmValues {
  const { monitors, blockPools, fileSystems, objectStore, replicas } = settings;
  const pool = { failureDomain: "host", replicated: { size: replicas } };
  return {
    operatorNamespace: ROOK_NAMESPACE,
    toolbox: { enabled: true },
    cephClusterSpec: {
      mon: { count: monitors.count, volumeClaimTemplate: { spec: claimOf(place, monitors.sizeGiB) } },
      mgr: { count: MANAGERS },
      dashboard: { enabled: true, ssl: false },
      storage: {
        useAllNodes: false,
        useAllDevices: false,
        allowOsdCrushWeightUpdate: true,
        storageClassDeviceSets: [deviceSet(settings, place)],
      },
      placement: { all: placementOf(place) },
      resources: DAEMON_RESOURCES,
    },
    cephBlockPools: blockPools.map(({ name }) => ({ name, spec: pool, storageClass: { enabled: false } })),
    cephFileSystems: fileSystems.map((spec) => ({
      name: spec.name,
      spec: {
        metadataPool: pool,
        dataPools: [{ name: "data0", ...pool }],
        metadataServer: {
          activeCount: 1,
          activeStandby: true,
          priorityClassName: "system-cluster-critical",
          placement: { ...placementOf(place), podAntiAffinity: apart("rook-ceph-mds", "rook_file_system", spec.name) },
          resources: resourcesOf(spec),
        },
      },
      storageClass: { enabled: false },
    })),
    cephObjectStores: objectStore
      ? [
          {
            name: objectStore.name,
            spec: {
              metadataPool: pool,
              dataPool: pool,
              preservePoolsOnDelete: false,
              gateway: {
                port: GATEWAY_PORT,
                instances: objectStore.gateways,
                priorityClassName: "system-cluster-critical",
                placement: placementOf(place),
                resources: resourcesOf(objectStore),
              },
            },
            storageClass: { enabled: false },
          },
        ]
      : [],
  };
}

function deviceSet({ osds }: RookCephSettings, place: CephPlace) {
  const spread = {
    maxSkew: 1,
    topologyKey: HOSTNAME,
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["rook-ceph-osd", "rook-ceph-osd-prepare"] }] },
  };
  const placement = { ...placementOf(place), topologySpreadConstraints: [spread] };
  return {
    // A part of the names of claims.
    name: "osds",
    count: osds.count,
    // An OSD goes with its volume to another node.
    portable: true,
    tuneDeviceClass: true,
    placement,
    preparePlacement: placement,
    resources: resourcesOf(osds),
    volumeClaimTemplates: [
      { metadata: { name: "data" }, spec: { ...claimOf(place, osds.sizeGiB), volumeMode: "Block", accessModes: ["ReadWriteOnce"] } },
    ],
  };
}

function claimOf({ storageClassName }: CephPlace, sizeGiB: number) {
  return { storageClassName, resources: { requests: { storage: `${sizeGiB}Gi` } } };
}

function placementOf({ nodeSelector, tolerations }: CephPlace) {
  const matchExpressions = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: "In", values: [value] }));
  return {
    ...(matchExpressions.length > 0 && {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
    }),
    ...(tolerations.length > 0 && { tolerations }),
  };
}

/** Two that stand in for each other are on two nodes. */
function apart(app: string, label: string, value: string) {
  const labelSelector = { matchLabels: { app, [label]: value } };
  return { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: HOSTNAME }] };
}

function resourcesOf(size: CephDaemonSize) {
  const requests = requestsOf(size);
  // An OSD takes as much for its cache as its limit says.
  return { requests, limits: { memory: requests.memory } };
}
