import type { MagnumDriver } from "../contracts/magnum-driver";

const HEAT_LABELS = {
  admission_control_list: "string",
  auto_healing_controller: "string",
  auto_healing_enabled: "boolean",
  autoscaler_tag: "string",
  availability_zone: "string",
  boot_volume_size: "number",
  boot_volume_type: "string",
  calico_ipv4pool: "string",
  calico_ipv4pool_ipip: "string",
  calico_tag: "string",
  cert_manager_api: "boolean",
  cgroup_driver: "string",
  cinder_csi_enabled: "boolean",
  cinder_csi_plugin_tag: "string",
  cloud_provider_enabled: "boolean",
  cloud_provider_tag: "string",
  container_infra_prefix: "string",
  container_runtime: "string",
  containerd_tarball_sha256: "string",
  containerd_tarball_url: "string",
  containerd_version: "string",
  coredns_tag: "string",
  csi_attacher_tag: "string",
  csi_liveness_probe_tag: "string",
  csi_node_driver_registrar_tag: "string",
  csi_provisioner_tag: "string",
  csi_resizer_tag: "string",
  csi_snapshotter_tag: "string",
  docker_volume_type: "string",
  draino_tag: "string",
  etcd_tag: "string",
  etcd_volume_size: "number",
  etcd_volume_type: "string",
  fixed_subnet_cidr: "string",
  flannel_backend: "string",
  flannel_network_cidr: "string",
  flannel_network_subnetlen: "number",
  heat_container_agent_tag: "string",
  hyperkube_prefix: "string",
  ingress_controller: "string",
  ingress_controller_role: "string",
  k8s_keystone_auth_tag: "string",
  keystone_auth_enabled: "boolean",
  kube_dashboard_enabled: "boolean",
  kubeapi_options: "string",
  kubecontroller_options: "string",
  kubelet_options: "string",
  kubeproxy_options: "string",
  kubescheduler_options: "string",
  magnum_auto_healer_tag: "string",
  metrics_server_enabled: "boolean",
  monitoring_enabled: "boolean",
  monitoring_ingress_enabled: "boolean",
  monitoring_interval_seconds: "number",
  monitoring_retention_days: "number",
  monitoring_retention_size: "number",
  monitoring_storage_class_name: "string",
  node_problem_detector_tag: "string",
  npd_enabled: "boolean",
  octavia_ingress_controller_tag: "string",
  octavia_lb_algorithm: "string",
  octavia_lb_healthcheck: "boolean",
  octavia_provider: "string",
  prometheus_adapter_enabled: "boolean",
  selinux_mode: "string",
  service_cluster_ip_range: "string",
  use_podman: "boolean",
} as const;

const CAPI_HELM_LABELS = {
  auto_healing_enabled: "boolean",
  availability_zone: "string",
  boot_volume_size: "number",
  boot_volume_type: "string",
  capi_helm_chart_version: "string",
  csi_cinder_allow_volume_expansion: "boolean",
  csi_cinder_availability_zone: "string",
  csi_cinder_fstype: "string",
  csi_cinder_reclaim_policy: "string",
  csi_cinder_volume_binding_mode: "string",
  etcd_blockdevice_size: "number",
  etcd_blockdevice_type: "string",
  etcd_blockdevice_volume_az: "string",
  etcd_blockdevice_volume_type: "string",
  fixed_subnet_cidr: "string",
  keystone_auth_enabled: "boolean",
  kube_dashboard_enabled: "boolean",
  monitoring_enabled: "boolean",
  octavia_lb_algorithm: "string",
  octavia_lb_healthcheck: "boolean",
  octavia_provider: "string",
} as const;

const VEXXHOST_LABELS = {
  admission_control_list: "string",
  api_server_cert_sans: "string",
  api_server_tls_cipher_suites: "string",
  audit_log_enabled: "boolean",
  auto_healing_enabled: "boolean",
  availability_zone: "string",
  boot_volume_availability_zone: "string",
  boot_volume_size: "number",
  boot_volume_type: "string",
  calico_ipv4pool: "string",
  calico_tag: "string",
  cilium_hubble_ui_enabled: "boolean",
  cinder_csi_plugin_tag: "string",
  cloud_provider_tag: "string",
  container_infra_prefix: "string",
  different_failure_domain: "boolean",
  docker_volume_type: "string",
  etcd_volume_size: "number",
  etcd_volume_type: "string",
  fixed_subnet_cidr: "string",
  keystone_auth_enabled: "boolean",
  kubelet_tls_cipher_suites: "string",
  manila_csi_plugin_tag: "string",
  manila_csi_share_network_id: "string",
  octavia_lb_algorithm: "string",
  octavia_lb_healthcheck: "boolean",
  octavia_provider: "string",
  oidc_client_id: "string",
  oidc_groups_claim: "string",
  oidc_groups_prefix: "string",
  oidc_issuer_url: "string",
  oidc_username_claim: "string",
  oidc_username_prefix: "string",
  server_group_policies: "string",
  service_cluster_ip_range: "string",
} as const;

/**
 * Labels that each driver reads, with the type of their values.
 *
 * Those that this library sets itself (kube_tag, auto_scaling_enabled, the extra networks, access to the API) and those that a user must not set
 * (min_node_count, max_node_count) are left out.
 *
 * @see https://docs.openstack.org/magnum/latest/user/index.html
 */
export const MAGNUM_LABELS = { heat: HEAT_LABELS, "capi-helm": CAPI_HELM_LABELS, vexxhost: VEXXHOST_LABELS } as const;

type ValueOf<T> = T extends "boolean" ? boolean : T extends "number" ? number : string;

/** Labels that a driver reads, typed. */
export type MagnumLabels<D extends MagnumDriver = MagnumDriver> = D extends MagnumDriver
  ? { readonly [K in keyof (typeof MAGNUM_LABELS)[D]]?: ValueOf<(typeof MAGNUM_LABELS)[D][K]> }
  : never;

const SET_BY_US: Record<string, string> = {
  min_node_count: "as a cluster label it would replace the cluster at every change; set min and max on the node group",
  max_node_count: "as a cluster label it would replace the cluster at every change; set min and max on the node group",
  auto_scaling_enabled: "it follows autoScaling",
  master_lb_floating_ip_enabled: "it follows api.floatingIp",
  master_lb_allowed_cidrs: "it follows api.allowedCidrs",
  api_master_lb_allowed_cidrs: "it follows api.allowedCidrs",
  kube_tag: "it follows kubernetesVersion",
  extra_network: "it follows extraNetworks",
  extra_network_names: "it follows extraNetworks",
  extra_network_name: "it follows extraNetworks",
};

/**
 * Finds what is wrong with a set of labels.
 *
 * @param driver - the cluster's driver
 * @param labels - labels that the driver must know
 * @param extraLabels - labels that are passed on unchecked, for drivers newer than this table
 * @returns one message for each problem, without the path
 */
export function magnumLabelProblems(
  driver: MagnumDriver,
  labels: Record<string, unknown>,
  extraLabels: Record<string, string> = {},
): { key: string; message: string }[] {
  const known: Record<string, string> = MAGNUM_LABELS[driver];
  const problems: { key: string; message: string }[] = [];
  for (const [key, value] of [...Object.entries(labels), ...Object.entries(extraLabels)]) {
    const why = SET_BY_US[key];
    const type = known[key];
    if (why !== undefined) {
      problems.push({ key, message: `is not a label to set: ${why}` });
    } else if (key in extraLabels) {
      if (type !== undefined) problems.push({ key, message: `is a label that driver ${driver} knows; move it to labels` });
    } else if (type === undefined) {
      const others = Object.entries(MAGNUM_LABELS).filter(([, table]) => key in table);
      const whose = others.length > 0 ? ` (${others.map(([name]) => name).join(" and ")} would)` : "";
      problems.push({ key, message: `is not a label that driver ${driver} reads${whose}; use extraLabels if you are sure` });
    } else if (typeof value !== type) {
      problems.push({ key, message: `must be a ${type}, got ${JSON.stringify(value)}` });
    }
  }
  return problems;
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
