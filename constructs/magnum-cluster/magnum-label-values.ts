import type { MagnumDriver } from "../contracts/magnum-driver";
import { isIPv4, networkOf } from "../kit/ip-networks";
import { MAGNUM_LABEL_TABLE } from "./magnum-labels.generated";

/** Labels with their values. */
export type LabelValues = Readonly<Record<string, unknown>>;

/** What the labels of a cluster depend on. */
export interface LabelSurroundings {
  /**
   * CNI plugin.
   *
   * @default - the driver's first
   */
  readonly networkDriver?: string;
  /**
   * Cinder volume types that there are.
   *
   * @default - not known, and not checked
   */
  readonly volumeTypes?: readonly string[];
  /**
   * Volume of each node for containers, in GiB.
   *
   * @default - none
   */
  readonly dockerVolumeSizeGiB?: number | undefined;
  /**
   * Labels that these are merged with, such as the template's.
   *
   * @default - none
   */
  readonly beside?: LabelValues;
}

/** A condition without which labels do nothing. */
interface Need {
  /** Labels that do nothing without it. */
  readonly labels: readonly string[];
  /** The condition in words, after "does nothing". */
  readonly words: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether it holds. */
  readonly holds: (found: Found) => boolean;
}

/** What the labels of a cluster come to. */
interface Found {
  readonly networkDriver?: string;
  readonly dockerVolumeSizeGiB: number;
  /** Value of a label, or its default. */
  readonly value: (label: string) => unknown;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(" or ");
const withSize = (size: string, ...labels: string[]): Need => ({
  labels,
  words: `without ${size}`,
  remedy: `set ${size} too, or leave it out`,
  holds: ({ value }) => Number(value(size)) > 0,
});
const withText = (other: string, ...labels: string[]): Need => ({
  labels,
  words: `without ${other}`,
  remedy: `set ${other} too, or leave it out`,
  holds: ({ value }) => Boolean(value(other)),
});
const withSwitch = (other: string, ...labels: string[]): Need => ({
  labels,
  words: `unless ${other} is true`,
  remedy: `set ${other} to true, or leave it out`,
  holds: ({ value }) => isOn(value(other)),
});
const withValue = (other: string, wanted: readonly string[], ...labels: string[]): Need => ({
  labels,
  words: `unless ${other} is ${quoted(wanted)}`,
  remedy: `set ${other} to ${quoted(wanted)}, or leave it out`,
  holds: ({ value }) => wanted.includes(String(value(other))),
});
const withNetwork = (cni: string, ...labels: string[]): Need => ({
  labels,
  words: `unless the network driver is ${cni}`,
  remedy: "leave it out",
  holds: ({ networkDriver }) => networkDriver === cni,
});
const WITH_DOCKER_VOLUME: Need = {
  labels: ["docker_volume_type"],
  words: "without dockerVolumeSizeGiB",
  remedy: "set cluster.dockerVolumeSizeGiB too, or leave it out",
  holds: ({ dockerVolumeSizeGiB }) => dockerVolumeSizeGiB > 0,
};
const against = (other: string, ...labels: string[]): Need => ({
  labels,
  words: `beside ${other}`,
  remedy: "leave one of the two out",
  holds: ({ value }) => !value(other),
});

/**
 * Labels that need another one, or that another one overrides.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments (heat: conditions of scripts)
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/helm (heat: conditions of charts)
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_get_etcd_config, _update_helm_release)
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/src/features (vexxhost: enabled_if of the patches)
 */
const NEEDS: Readonly<Record<MagnumDriver, readonly Need[]>> = {
  heat: [
    WITH_DOCKER_VOLUME,
    withSize("boot_volume_size", "boot_volume_type"),
    withSize("etcd_volume_size", "etcd_volume_type"),
    withNetwork("calico", "calico_tag", "calico_ipv4pool", "calico_ipv4pool_ipip"),
    withNetwork("flannel", "flannel_tag", "flannel_cni_tag", "flannel_backend", "flannel_network_cidr", "flannel_network_subnetlen"),
    withSwitch("auto_healing_enabled", "auto_healing_controller", "draino_tag", "magnum_auto_healer_tag"),
    withValue("auto_healing_controller", ["draino"], "draino_tag"),
    withValue("auto_healing_controller", ["magnum-auto-healer"], "magnum_auto_healer_tag"),
    withSwitch("keystone_auth_enabled", "k8s_keystone_auth_tag"),
    withSwitch(
      "cinder_csi_enabled",
      ...["cinder_csi_plugin_tag", "csi_attacher_tag", "csi_provisioner_tag", "csi_snapshotter_tag", "csi_resizer_tag"],
      ...["csi_node_driver_registrar_tag", "csi_liveness_probe_tag"],
    ),
    withSwitch("metrics_server_enabled", "metrics_server_chart_tag"),
    withSwitch(
      "monitoring_enabled",
      ...["monitoring_retention_days", "monitoring_retention_size", "monitoring_interval_seconds", "monitoring_storage_class_name"],
      ...["monitoring_ingress_enabled", "cluster_basic_auth_secret", "cluster_root_domain_name", "prometheus_operator_chart_tag"],
      ...["prometheus_adapter_enabled", "prometheus_adapter_chart_tag", "prometheus_adapter_configmap"],
    ),
    withSwitch("monitoring_ingress_enabled", "cluster_basic_auth_secret", "cluster_root_domain_name"),
    withSwitch("prometheus_adapter_enabled", "prometheus_adapter_chart_tag", "prometheus_adapter_configmap"),
    withSwitch("prometheus_monitoring", "prometheus_tag", "grafana_tag"),
    withSwitch("kube_dashboard_enabled", "metrics_scraper_tag", "influx_grafana_dashboard_enabled", "heapster_enabled"),
    withValue("ingress_controller", ["traefik", "nginx"], "ingress_controller_role"),
    withValue("ingress_controller", ["traefik"], "traefik_ingress_controller_tag"),
    withValue("ingress_controller", ["nginx"], "nginx_ingress_controller_tag", "nginx_ingress_controller_chart_tag"),
    withValue("ingress_controller", ["octavia"], "octavia_ingress_controller_tag"),
    withValue("container_runtime", ["containerd"], "containerd_version", "containerd_tarball_url", "containerd_tarball_sha256"),
    against("containerd_tarball_url", "containerd_version"),
    against("helm_client_url", "helm_client_tag"),
    withText("ostree_commit", "ostree_remote"),
  ],
  "capi-helm": [
    withSize("boot_volume_size", "boot_volume_type"),
    {
      labels: ["etcd_blockdevice_type", "etcd_blockdevice_volume_type", "etcd_blockdevice_volume_az", "etcd_volume_type"],
      words: "without etcd_blockdevice_size",
      remedy: "set etcd_blockdevice_size too, or leave it out",
      holds: ({ value }) => Number(value("etcd_blockdevice_size")) > 0 || Number(value("etcd_volume_size")) > 0,
    },
    withValue("etcd_blockdevice_type", ["volume"], "etcd_blockdevice_volume_type", "etcd_blockdevice_volume_az", "etcd_volume_type"),
    against("etcd_blockdevice_size", "etcd_volume_size"),
    against("etcd_blockdevice_volume_type", "etcd_volume_type"),
    {
      // @see https://github.com/azimuth-cloud/capi-helm-charts/tree/0.20.0/charts/cluster-addons (the dashboard went)
      labels: ["kube_dashboard_enabled"],
      words: "with charts of version 0.20.0 and later, which capi_helm_chart_version asks for",
      remedy: "leave it out",
      holds: ({ value }) => {
        const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(String(value("capi_helm_chart_version"))) ?? [];
        return major === undefined || (major === "0" && Number(minor) < 20);
      },
    },
  ],
  vexxhost: [
    WITH_DOCKER_VOLUME,
    withSize("boot_volume_size", "boot_volume_type", "boot_volume_availability_zone"),
    withSize("etcd_volume_size", "etcd_volume_type"),
    withNetwork("calico", "calico_tag", "calico_ipv4pool"),
    withNetwork("cilium", "cilium_tag", "cilium_ipv4pool", "cilium_hubble_ui_enabled"),
    withSwitch("audit_log_enabled", "audit_log_max_age", "audit_log_max_backup", "audit_log_max_size"),
    withText(
      "oidc_issuer_url",
      ...["oidc_client_id", "oidc_groups_claim", "oidc_groups_prefix", "oidc_username_claim", "oidc_username_prefix"],
    ),
    withSwitch("cinder_csi_enabled", "cinder_csi_plugin_tag"),
    withSwitch("manila_csi_enabled", "manila_csi_plugin_tag", "manila_csi_share_network_id"),
  ],
};

/**
 * Values that a driver takes where its own table of parameters says nothing.
 *
 * @see https://docs.openstack.org/api-ref/load-balancer/v2/#create-pool (lb_algorithm)
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/heat/k8s_fedora_template_def.py (cloud_provider_enabled)
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments (heat: the rest)
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/magnum_cluster_api/manifests/calico (calico_tag)
 */
const ALLOWED: Readonly<Record<MagnumDriver, Readonly<Record<string, readonly unknown[]>>>> = {
  heat: {
    cloud_provider_enabled: [true],
    ingress_controller: ["traefik", "nginx", "octavia"],
    auto_healing_controller: ["draino", "magnum-auto-healer"],
    container_runtime: ["containerd", "host-docker"],
    cgroup_driver: ["cgroupfs", "systemd"],
  },
  "capi-helm": {},
  vexxhost: {
    calico_tag: [
      ...["v3.24.2", "v3.25.2", "v3.26.5", "v3.27.4", "v3.28.2", "v3.29.0", "v3.29.2", "v3.29.3"],
      ...["v3.30.0", "v3.30.1", "v3.30.2", "v3.31.3", "v3.31.5", "v3.32.0", "v3.32.1"],
    ],
  },
};
const SERVER_GROUP_POLICIES = ["affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity"];
const VOLUME_TYPES = ["boot_volume_type", "docker_volume_type", "etcd_volume_type", "etcd_blockdevice_volume_type"];
const NETWORKS = ["calico_ipv4pool", "cilium_ipv4pool", "flannel_network_cidr", "service_cluster_ip_range"];

/**
 * What magnum-capi-helm leaves of a label's text; all else it takes out without a word.
 *
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_label, _get_chart_version)
 */
const KEPT_BY_CAPI_HELM = /^[a-zA-Z0-9.\-/ _]*$/;
const KEPT_IN_CHART_VERSIONS = /^[a-z0-9.\-+]*$/;

/**
 * Finds what a driver makes of the name of a further network but the name itself.
 *
 * @param driver - the cluster's driver
 * @param name - name of the network
 * @returns the problem without the path, or undefined
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (extra_network_names)
 */
export function extraNetworkNameProblem(driver: MagnumDriver, name: string): string | undefined {
  if (driver !== "capi-helm" || (KEPT_BY_CAPI_HELM.test(name) && !name.includes(" "))) return undefined;
  return (
    "must have only letters, digits, '.', '-', '/' and '_': driver capi-helm splits names at blanks and takes all else out, " +
    `got ${JSON.stringify(name)}; take a route to it, or have the network renamed`
  );
}

/**
 * Finds what is wrong with the value of a label of the right type.
 *
 * @param driver - the cluster's driver
 * @param key - the label
 * @param value - its value
 * @param surroundings - what it depends on; `beside` has the label itself too
 * @returns the problem without the path, or undefined
 */
export function labelValueProblem(driver: MagnumDriver, key: string, value: unknown, surroundings: LabelSurroundings): string | undefined {
  return (
    formProblem(driver, key, value, surroundings) ??
    labelNeedProblem(driver, key, surroundings) ??
    togetherProblem(driver, key, surroundings)
  );
}

function formProblem(driver: MagnumDriver, key: string, value: unknown, { volumeTypes = [] }: LabelSurroundings): string | undefined {
  const allowed = rowOf(driver, key).allowed ?? ALLOWED[driver][key];
  if (allowed && !allowed.includes(value)) return `must be ${oneOf(allowed)} with driver ${driver}, got ${JSON.stringify(value)}`;
  if (typeof value === "number" && (!Number.isSafeInteger(value) || value < 0)) {
    return `must be a whole number of at least 0, got ${value}`;
  }
  if (typeof value !== "string") return undefined;
  if (NETWORKS.includes(key)) {
    const problem = networkProblem(key, value);
    if (problem) return problem;
  }
  if (key === "server_group_policies" && !value.split(",").every((policy) => SERVER_GROUP_POLICIES.includes(policy))) {
    return `must be ${oneOf(SERVER_GROUP_POLICIES)}, with commas between several, got ${JSON.stringify(value)}`;
  }
  if (VOLUME_TYPES.includes(key) && volumeTypes.length > 0 && !volumeTypes.includes(value)) {
    return `must be a volume type of the site (${volumeTypes.join(", ")}), got ${JSON.stringify(value)}`;
  }
  return driver === "capi-helm" ? filterProblem(key, value) : undefined;
}

function filterProblem(key: string, value: string): string | undefined {
  const isChart = key === "capi_helm_chart_version";
  if ((isChart ? KEPT_IN_CHART_VERSIONS : KEPT_BY_CAPI_HELM).test(value)) return undefined;
  const characters = isChart ? "a-z, 0-9, '.', '-' and '+'" : "letters, digits, '.', '-', '/', '_' and blanks";
  return `must have only ${characters}: driver capi-helm takes all else out, got ${JSON.stringify(value)}`;
}

/**
 * Finds what a label lacks to have any effect.
 *
 * @param driver - the cluster's driver
 * @param key - the label
 * @param surroundings - what it depends on
 * @returns the problem without the path, or undefined
 */
export function labelNeedProblem(driver: MagnumDriver, key: string, surroundings: LabelSurroundings): string | undefined {
  const { networkDriver, dockerVolumeSizeGiB = 0, beside = {} } = surroundings;
  const found: Found = { networkDriver, dockerVolumeSizeGiB, value: (label) => beside[label] ?? rowOf(driver, label).default };
  const need = NEEDS[driver].find(({ labels, holds }) => labels.includes(key) && !holds(found));
  return need && `does nothing ${need.words}; ${need.remedy}`;
}

/** Labels that end in a failed cluster together, or without each other. */
function togetherProblem(driver: MagnumDriver, key: string, { beside = {} }: LabelSurroundings): string | undefined {
  // The nodes compare what they download with the sum, and its default is that of the default version.
  for (const [labels, sum] of CHECKSUMS) {
    if (driver === "heat" && labels.includes(key) && beside[sum] === undefined) {
      return `needs ${sum} beside it: nodes refuse what does not have the sum of the default version`;
    }
  }
  return undefined;
}

const CHECKSUMS: readonly (readonly [labels: readonly string[], sum: string])[] = [
  [["containerd_version", "containerd_tarball_url"], "containerd_tarball_sha256"],
  [["helm_client_tag", "helm_client_url"], "helm_client_sha256"],
];

interface Row {
  readonly default?: unknown;
  readonly allowed?: readonly unknown[];
}

function rowOf(driver: MagnumDriver, label: string): Row {
  const rows: Readonly<Record<string, Row>> = MAGNUM_LABEL_TABLE[driver].labels;
  return Object.hasOwn(rows, label) ? rows[label]! : {};
}

function isOn(value: unknown): boolean {
  return String(value).toLowerCase() === "true";
}

/**
 * Lengths of prefix that the API server takes for Services, down to where their tenth address, that of DNS, is inside.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-apiserver/app/options/validation.go (validateMaxCIDRRange)
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kubeadm/app/constants/constants.go (MinimumAddressesInServiceSubnet)
 */
const SERVICE_BITS = { least: 12, most: 28 };

function networkProblem(key: string, value: string): string | undefined {
  const got = `got ${JSON.stringify(value)}`;
  if (!isNetwork(value)) return `must be an IPv4 network in CIDR notation, ${got}`;
  const own = networkOf(value);
  // Calico refuses a pool that is "not strictly masked", and so the cluster ends without pods.
  if (value !== own) return `must be the network's own address, ${got}; use "${own}"`;
  const { least, most } = SERVICE_BITS;
  const bits = Number(value.split("/")[1]);
  if (key !== "service_cluster_ip_range" || (bits >= least && bits <= most)) return undefined;
  const fitting = networkOf(`${value.split("/")[0]}/${Math.min(Math.max(bits, least), most)}`);
  return `must have a prefix of ${least} to ${most} bits: the API server takes no larger one, and DNS has the tenth address, ${got}; use "${fitting}"`;
}

function isNetwork(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  return rest.length === 0 && isIPv4(address) && /^\d{1,2}$/.test(length) && Number(length) <= 32;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}
