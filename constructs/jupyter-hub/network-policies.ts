import type { IJobNamespace } from "../contracts";
import { networkPluginTraits } from "../contracts/network-plugin";
import { SPARK_UI_PORT } from "../contracts/spark-ui";

/** What decides which policies there are. */
export interface HubNetwork {
  /** Network plugin of the cluster, as Magnum has it, such as "calico". */
  readonly plugin: string;
  /** Network of the nodes, in one of which the API server listens, as a CIDR. */
  readonly nodeCidr: string;
  /**
   * Endpoint of the object store.
   *
   * @default - none
   */
  readonly objectStore?: string;
}

/** Port of the API server on control planes, and of its Service. */
const API_PORTS = [6443, 443];

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Values of the chart that say who reaches whom. */
export interface PolicyValues {
  /** Of the hub. */
  readonly hub: Readonly<Record<string, unknown>>;
  /** Of the proxy. */
  readonly proxy: Readonly<Record<string, unknown>>;
  /** Of the pods of users. */
  readonly singleuser: Readonly<Record<string, unknown>>;
}

/**
 * Network policies of hub, proxy and notebooks; none where the plugin would not enforce them, so that none is believed in.
 *
 * The chart's own let a notebook reach the hub, the DNS and all public addresses. What a session needs beside that is added here: its
 * executors, the API server, and an object store with a private address; and Prometheus, which reads the numbers of its executors.
 *
 * @param network - network of the cluster; undefined for no policies
 * @param jobs - namespace of the sessions
 * @param watcher - namespace of Prometheus; undefined where nobody reads numbers
 */
export function policyValues(network: HubNetwork | undefined, jobs: IJobNamespace, watcher?: string): PolicyValues {
  if (!network || !networkPluginTraits(network.plugin).enforcesPolicies) {
    const networkPolicy = { enabled: false };
    return { hub: { networkPolicy }, proxy: { networkPolicy }, singleuser: { networkPolicy } };
  }
  const executors = { podSelector: { matchLabels: jobs.jobLabels } };
  const { first, last } = jobs.sessionPorts;
  const store = network.objectStore === undefined ? [] : [storeRule(network.objectStore)];
  return {
    hub: {},
    proxy: {},
    singleuser: {
      networkPolicy: {
        ingress: [
          { from: [executors], ports: [{ port: first, endPort: last }] },
          ...(watcher === undefined ? [] : [{ from: [prometheusIn(watcher)], ports: [{ port: SPARK_UI_PORT }] }]),
        ],
        egress: [
          { to: [executors] },
          // A policy sees the addresses behind the Service.
          { to: [{ ipBlock: { cidr: network.nodeCidr } }], ports: API_PORTS.map((port) => ({ port })) },
          ...store,
        ],
      },
    },
  };
}

/** The operator gives its pods this label. */
function prometheusIn(namespace: string): Record<string, unknown> {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
  };
}

/** Public addresses are open anyway; a name may stand for a private one. */
function storeRule(endpoint: string): Record<string, unknown> {
  const { hostname, port, protocol } = new URL(endpoint);
  const isAddress = /^\d+(\.\d+){3}$/.test(hostname);
  const cidrs = isAddress ? [`${hostname}/32`] : PRIVATE;
  return { to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: Number(port) || (protocol === "http:" ? 80 : 443) }] };
}
