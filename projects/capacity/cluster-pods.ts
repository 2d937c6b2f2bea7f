import { effectiveLabels } from "../../constructs/kit/effective-label";
import { networkPlugin } from "../cloud";
import { templateLabels } from "../parts/template-labels";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";
import { magnumPods, type MagnumPods } from "./magnum-pods";

/**
 * Pods that DigitalOcean puts on nodes. What they request is not published: these are round numbers for what every cluster of it has, a network
 * plugin, its proxy, a driver of volumes and two servers of names.
 *
 * @see https://docs.digitalocean.com/products/kubernetes/details/managed/
 */
const DIGITALOCEAN_PODS: readonly MagnumPods[] = [
  { name: "cilium", requests: { cpu: "310m", memory: "310Mi" } },
  { name: "csi-do-node", requests: {} },
  { name: "do-node-agent", requests: { cpu: "102m", memory: "80Mi" } },
  { name: "konnectivity-agent", requests: {} },
  { name: "cpc-bridge-proxy", requests: { cpu: "100m", memory: "75Mi" } },
  { name: "coredns", count: 2, requests: { cpu: "100m", memory: "150Mi" } },
  { name: "hubble-relay", count: 1, requests: {} },
  { name: "hubble-ui", count: 1, requests: {} },
];

/**
 * Pods that the cloud itself puts on workers.
 *
 * @param project - checked project
 * @param site - its site
 */
export function clusterPods({ cluster }: Pick<PlatformData, "cluster">, site: Site): readonly MagnumPods[] {
  if (site.kind === "digitalocean") return DIGITALOCEAN_PODS;
  return magnumPods({
    driver: site.magnum.driver,
    networkDriver: networkPlugin(site),
    labels: effectiveLabels({ ...cluster, labels: templateLabels(cluster, site) }),
  });
}
