import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import { labelNeedProblem, labelValueProblem, type LabelSurroundings, type LabelValues } from "./magnum-label-values";
import { MAGNUM_LABEL_TABLE } from "./magnum-labels.generated";

type Table = typeof MAGNUM_LABEL_TABLE;

/** Labels that have a field, with what to do in their place; the driver's code reads them, and we write them. */
const FIELDS = {
  min_node_count: "it follows min of cluster.workers; node groups have min and max of their own",
  max_node_count: "it follows max of cluster.workers; node groups have min and max of their own",
  auto_scaling_enabled: "it follows autoScaling",
  master_lb_floating_ip_enabled: "it follows api.floatingIp",
  master_lb_allowed_cidrs: "it follows api.allowedCidrs",
  api_master_lb_allowed_cidrs: "it follows api.allowedCidrs",
  kube_tag: "it follows kubernetesVersion",
  extra_network: "it follows extraNetworks",
  extra_network_names: "it follows extraNetworks",
  extra_network_name: "it follows extraNetworks",
  // Labels stand in the clear in the file, in the state and in Magnum.
  grafana_admin_passwd:
    "a password has no place in a file; change it in Grafana, or leave prometheus_monitoring out for a chart of your own",
} as const;

/**
 * Labels that do nothing although the code uses them, with the reason.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/heat/k8s_template_def.py (get_net_params)
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (nodeCidr)
 */
const WITHOUT_EFFECT = {
  heat: {
    fixed_subnet_cidr: "the subnet is always given, with the CIDR of nodeCidr",
  },
  "capi-helm": { fixed_subnet_cidr: "the subnet is always given, with the CIDR of nodeCidr" },
  vexxhost: {
    fixed_subnet_cidr: "the subnet is always given, with the CIDR of nodeCidr",
  },
} as const;

/**
 * Attributes of templates, clusters and node groups that are taken for labels, with what says them here; as labels they would do nothing.
 *
 * @see https://docs.openstack.org/api-ref/container-infrastructure-management/#create-new-cluster-template
 */
const ATTRIBUTES = {
  docker_volume_size: "use cluster.dockerVolumeSizeGiB",
  fixed_network: "use networkId of cluster.network",
  fixed_subnet: "use subnetId of cluster.network",
  keypair: "use cluster.keypair",
  keypair_id: "use cluster.keypair",
  master_lb_enabled: "use cluster.masterLoadBalancer",
  floating_ip_enabled: "use cluster.api.floatingIp",
  master_count: "use cluster.controlPlane.count",
  node_count: "use cluster.workers.count",
  flavor: "use cluster.workers.flavor",
  flavor_id: "use cluster.workers.flavor",
  master_flavor: "use cluster.controlPlane.flavor",
  master_flavor_id: "use cluster.controlPlane.flavor",
  image: "use magnum.images of the site, or image of a node group",
  image_id: "use magnum.images of the site, or image of a node group",
  network_driver: "use magnum.networkDriver of the site",
  external_network: "use externalNetwork of the site",
  external_network_id: "use externalNetwork of the site",
  dns_nameserver: "use dnsServers of the site",
  http_proxy: "use proxy.http of the site",
  https_proxy: "use proxy.https of the site",
  no_proxy: "use proxy.noProxy of the site",
  docker_storage_driver: "it is always overlay2; leave it out",
  volume_driver: "it is always cinder; leave it out",
  insecure_registry: "a registry without TLS is not used; leave it out",
  registry_enabled: "Magnum's own registry is not used; leave it out",
  tls_disabled: "TLS is always on; leave it out",
} as const;

/** Type of values where the code takes any text and means another type. */
const TYPES = {
  heat: {},
  "capi-helm": {},
  vexxhost: {
    audit_log_max_age: "number",
    audit_log_max_backup: "number",
    audit_log_max_size: "number",
    octavia_lb_healthcheck: "boolean",
  },
} as const;

type Read<D extends MagnumDriver> = {
  [K in keyof Table[D]["labels"]]: Table[D]["labels"][K] extends { withoutEffect: string } | { read: false } ? never : K;
}[keyof Table[D]["labels"]];
type Accepted<D extends MagnumDriver> = Exclude<Read<D>, keyof typeof FIELDS | keyof (typeof WITHOUT_EFFECT)[D]>;
type TypeOf<D extends MagnumDriver, K extends keyof Table[D]["labels"]> = K extends keyof (typeof TYPES)[D]
  ? (typeof TYPES)[D][K]
  : Table[D]["labels"][K] extends { type: infer T }
    ? T
    : never;
type ValueOf<T> = T extends "boolean" ? boolean : T extends "number" ? number : string;

/** Labels that a driver reads, typed. */
export type MagnumLabels<D extends MagnumDriver = MagnumDriver> = D extends MagnumDriver
  ? { readonly [K in Accepted<D>]?: ValueOf<TypeOf<D, K>> }
  : never;

/** Type of a label's value. */
export type MagnumLabelType = "string" | "number" | "boolean";

/**
 * Labels that can be given to each driver, with the type of their values: those that its code reads, less those that have a field here or
 * that do nothing.
 *
 * @see https://docs.openstack.org/magnum/latest/user/index.html
 */
export const MAGNUM_LABELS: Readonly<Record<MagnumDriver, Readonly<Record<string, MagnumLabelType>>>> = {
  heat: acceptedLabels("heat"),
  "capi-helm": acceptedLabels("capi-helm"),
  vexxhost: acceptedLabels("vexxhost"),
};

/** What the table says of a label. */
interface Row {
  readonly type: MagnumLabelType;
  readonly read: boolean;
  readonly withoutEffect?: string;
}

function acceptedLabels(driver: MagnumDriver): Record<string, MagnumLabelType> {
  const types: Record<string, MagnumLabelType> = TYPES[driver];
  return Object.fromEntries(
    Object.entries<Row>(MAGNUM_LABEL_TABLE[driver].labels)
      .filter(([key, { read }]) => read && !(key in FIELDS) && reasonWithoutEffect(driver, key) === undefined)
      .map(([key, { type }]) => [key, types[key] ?? type]),
  );
}

function reasonWithoutEffect(driver: MagnumDriver, key: string): string | undefined {
  const rows: Readonly<Record<string, Row>> = MAGNUM_LABEL_TABLE[driver].labels;
  const reasons: Readonly<Record<string, string>> = WITHOUT_EFFECT[driver];
  if (Object.hasOwn(reasons, key)) return reasons[key];
  return Object.hasOwn(rows, key) ? rows[key]!.withoutEffect : undefined;
}

/** Something wrong with one label. */
export interface LabelProblem {
  /** The label. */
  readonly key: string;
  /** What is wrong, without the path. */
  readonly message: string;
}

/**
 * Finds what is wrong with a set of labels: labels that the driver's code never reads, that have a field here, that do nothing as they
 * stand, and values that the driver does not take as they are.
 *
 * @param driver - the cluster's driver
 * @param labels - labels that the driver must know
 * @param extraLabels - labels that are passed on unchecked, for drivers newer than the table and for labels that do nothing
 * @param surroundings - what the labels depend on
 */
export function magnumLabelProblems(
  driver: MagnumDriver,
  labels: LabelValues,
  extraLabels: Record<string, string> = {},
  surroundings: LabelSurroundings = {},
): LabelProblem[] {
  const networkDriver = surroundings.networkDriver ?? MAGNUM_DRIVER_TRAITS[driver].networkDrivers[0];
  const beside = { ...surroundings.beside, ...labels };
  const given = Object.entries(labels).filter(([, value]) => value !== undefined);
  return [
    ...given.flatMap(([key, value]): LabelProblem[] => {
      const message = labelProblem(driver, key, value) ?? labelValueProblem(driver, key, value, { ...surroundings, networkDriver, beside });
      return message === undefined ? [] : [{ key, message }];
    }),
    ...Object.keys(extraLabels).flatMap((key): LabelProblem[] => {
      const message = extraLabelProblem(driver, key, { ...surroundings, networkDriver, beside });
      return message === undefined ? [] : [{ key, message }];
    }),
  ];
}

function labelProblem(driver: MagnumDriver, key: string, value: unknown): string | undefined {
  const type = Object.hasOwn(MAGNUM_LABELS[driver], key) ? MAGNUM_LABELS[driver][key] : undefined;
  if (type === undefined) return fieldProblem(key) ?? effectProblem(driver, key) ?? attributeProblem(key) ?? unknownProblem(driver, key);
  if (typeof value !== type) return `must be a ${type}, got ${JSON.stringify(value)}`;
  return undefined;
}

/** What does nothing may stay among the extra labels: taking it out of a template would replace the cluster with some drivers. */
function extraLabelProblem(driver: MagnumDriver, key: string, surroundings: LabelSurroundings): string | undefined {
  const isKnown = Object.hasOwn(MAGNUM_LABELS[driver], key) && labelNeedProblem(driver, key, surroundings) === undefined;
  return isKnown ? `is a label that driver ${driver} knows; move it to labels` : (fieldProblem(key) ?? attributeProblem(key));
}

function fieldProblem(key: string): string | undefined {
  const why = Object.entries(FIELDS).find(([name]) => name === key)?.[1];
  return why && `is not a label to set: ${why}; leave it out`;
}

function attributeProblem(key: string): string | undefined {
  const instead = Object.entries(ATTRIBUTES).find(([name]) => name === key)?.[1];
  return instead && `is an attribute in Magnum and no label, and would do nothing: ${instead}`;
}

function effectProblem(driver: MagnumDriver, key: string): string | undefined {
  const why = reasonWithoutEffect(driver, key);
  return why && `does nothing with driver ${driver}: ${why}; leave it out`;
}

function unknownProblem(driver: MagnumDriver, key: string): string {
  const others = Object.entries(MAGNUM_LABELS).filter(([, table]) => Object.hasOwn(table, key));
  const whose = others.length > 0 ? ` (${others.map(([name]) => name).join(" and ")} would)` : "";
  return `is not a label that driver ${driver} reads${whose}; use extraLabels if you are sure`;
}

/**
 * Turns typed labels into the strings that Magnum and its Terraform provider want.
 *
 * @param labels - typed labels
 */
export function magnumLabelStrings(labels: Record<string, string | number | boolean | undefined>): Record<string, string> {
  const entries = Object.entries(labels).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
