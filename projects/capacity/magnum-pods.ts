import type { Requests } from "../../constructs/kit/chart";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";

/** Pods that Magnum itself brings. */
export interface MagnumPods {
  /** Name, for people. */
  readonly name: string;
  /** Number of pods; undefined is one on every worker. */
  readonly count?: number;
  /** What one pod requests. */
  readonly requests: Requests;
}

/** What the three drivers know of a cluster before it is there. */
export interface MagnumPodsProps {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** CNI plugin. */
  readonly networkDriver: string;
  /** Labels that are in force in the cluster. */
  readonly labels: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Pods that Magnum puts on workers, or may put there.
 *
 * @param props - the cluster
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments (heat)
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/cluster-addons/values.yaml (capi-helm: the add-ons' own charts)
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/magnum_cluster_api (vexxhost)
 */
export function magnumPods({ driver, networkDriver, labels }: MagnumPodsProps): MagnumPods[] {
  const isOn = (label: string): boolean => String(labels[label] ?? true).toLowerCase() === "true";
  const coredns = { name: "coredns", count: 2, requests: { cpu: "100m", memory: "70Mi" } };
  const metricsServer = { name: "metrics-server", count: 1, requests: { cpu: "100m", memory: "200Mi" } };
  switch (driver) {
    case "heat":
      return [
        networkDriver === "flannel"
          ? { name: "kube-flannel", requests: { cpu: "100m", memory: "50Mi" } }
          : { name: "calico-node", requests: { cpu: "250m" } },
        { name: "csi-cinder-nodeplugin", requests: { cpu: "20m" } },
        ...(isOn("npd_enabled") ? [{ name: "node-problem-detector", requests: { cpu: "20m", memory: "20Mi" } }] : []),
        coredns,
        { name: "kube-dns-autoscaler", count: 1, requests: { cpu: "20m", memory: "10Mi" } },
        ...(isOn("metrics_server_enabled") ? [metricsServer] : []),
        ...(isOn("kube_dashboard_enabled")
          ? [
              { name: "kubernetes-dashboard", count: 1, requests: { cpu: "100m", memory: "100Mi" } },
              { name: "dashboard-metrics-scraper", count: 1, requests: { cpu: "50m" } },
            ]
          : []),
        ...(networkDriver === "flannel" ? [] : [{ name: "calico-kube-controllers", count: 1, requests: {} }]),
      ];
    case "capi-helm":
      // Neither Calico by its operator nor Cilium requests anything.
      return [
        ...["kube-proxy", networkDriver, "csi-cinder-nodeplugin", "node-problem-detector"].map((name) => ({ name, requests: {} })),
        { name: "node-feature-discovery-worker", requests: { cpu: "5m", memory: "64Mi" } },
        coredns,
        metricsServer,
        { name: "node-feature-discovery-master", count: 1, requests: { cpu: "100m", memory: "128Mi" } },
        { name: "node-feature-discovery-gc", count: 1, requests: { cpu: "10m", memory: "128Mi" } },
        { name: "gpu-operator", count: 1, requests: { cpu: "200m", memory: "100Mi" } },
        { name: "network-operator", count: 1, requests: { cpu: "5m", memory: "64Mi" } },
      ];
    case "vexxhost":
      return [
        { name: "kube-proxy", requests: {} },
        networkDriver === "cilium" ? { name: "cilium", requests: {} } : { name: "calico-node", requests: { cpu: "250m" } },
        { name: "csi-cinder-nodeplugin", requests: {} },
        { name: "csi-manila-nodeplugin", requests: {} },
        coredns,
      ];
  }
}
