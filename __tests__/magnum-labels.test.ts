import * as fc from "fast-check";
import * as z from "zod";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { clusterProblems } from "../constructs/magnum-cluster/cluster-checks";
import { MAGNUM_LABEL_TABLE } from "../constructs/magnum-cluster/magnum-labels.generated";
import { MAGNUM_LABELS, magnumLabelProblems, magnumLabelStrings, type MagnumLabels } from "../constructs/magnum-cluster/magnum-labels";
import { projectSchema, siteSchema } from "../projects";
import { driverSite, problemsOf, survey } from "./support/survey";

const SCHEMAS = { project: z.toJSONSchema(projectSchema, { io: "input" }), site: z.toJSONSchema(siteSchema, { io: "input" }) };

interface Row {
  readonly type: "string" | "number" | "boolean";
  readonly read: boolean;
  readonly withoutEffect?: string;
}

const SAMPLES = { string: "x", number: 1, boolean: true };
const TAG = "v1.2.3";

/** Sets of labels that mean something together, with the CNI plugin that they are for; all that a driver takes is in one of them. */
const WHOLE: Record<MagnumDriver, readonly (Record<string, string | number | boolean> & { networkDriver: string })[]> = {
  heat: [
    {
      networkDriver: "calico",
      ...{ admission_control_list: "NodeRestriction", availability_zone: "nova", boot_volume_size: 50, boot_volume_type: "ssd" },
      docker_volume_type: "ssd",
      ...{
        etcd_volume_size: 10,
        etcd_volume_type: "ssd",
        calico_tag: TAG,
        calico_ipv4pool: "10.100.0.0/16",
        calico_ipv4pool_ipip: "Always",
      },
      ...{ auto_healing_enabled: true, auto_healing_controller: "draino", draino_tag: TAG, autoscaler_tag: TAG, npd_enabled: true },
      ...{ node_problem_detector_tag: TAG, cert_manager_api: true, cgroup_driver: "systemd", cloud_provider_enabled: true },
      ...{ cloud_provider_tag: TAG, cinder_csi_enabled: true, cinder_csi_plugin_tag: TAG, csi_attacher_tag: TAG, csi_provisioner_tag: TAG },
      ...{ csi_snapshotter_tag: TAG, csi_resizer_tag: TAG, csi_node_driver_registrar_tag: TAG, csi_liveness_probe_tag: TAG },
      ...{ container_infra_prefix: "registry.example.org/", container_runtime: "containerd", containerd_version: "1.6.31" },
      ...{ containerd_tarball_sha256: "ab", helm_client_tag: TAG, helm_client_sha256: "cd", coredns_tag: TAG, etcd_tag: TAG },
      ...{ heat_container_agent_tag: TAG, hyperkube_prefix: "docker.io/rancher/", k8s_keystone_auth_tag: TAG, keystone_auth_enabled: true },
      ...{ kube_dashboard_enabled: true, metrics_scraper_tag: TAG, influx_grafana_dashboard_enabled: true, heapster_enabled: true },
      ...{ kube_image_digest: "sha256:ab", kubeapi_options: "-v=1", kubecontroller_options: "-v=1", kubelet_options: "-v=1" },
      ...{ kubeproxy_options: "-v=1", metrics_server_enabled: true, metrics_server_chart_tag: TAG, monitoring_enabled: true },
      ...{
        monitoring_ingress_enabled: true,
        monitoring_interval_seconds: 30,
        monitoring_retention_days: 14,
        monitoring_retention_size: 14,
      },
      ...{ monitoring_storage_class_name: "ssd", cluster_basic_auth_secret: "auth", cluster_root_domain_name: "example.org" },
      ...{ prometheus_operator_chart_tag: TAG, prometheus_adapter_enabled: true, prometheus_adapter_chart_tag: TAG },
      ...{ prometheus_adapter_configmap: "rules", prometheus_monitoring: true, prometheus_tag: TAG, grafana_tag: TAG },
      ...{ ingress_controller: "traefik", ingress_controller_role: "ingress", traefik_ingress_controller_tag: TAG, ostree_commit: "ab" },
      ...{ ostree_remote: "fcos", selinux_mode: "permissive", service_cluster_ip_range: "10.254.0.0/16", use_podman: true },
      ...{ octavia_provider: "ovn", octavia_lb_algorithm: "SOURCE_IP_PORT", octavia_lb_healthcheck: true },
    },
    {
      networkDriver: "flannel",
      container_runtime: "containerd",
      ...{ flannel_tag: TAG, flannel_cni_tag: TAG, flannel_backend: "vxlan", flannel_network_cidr: "10.100.0.0/16" },
      ...{ flannel_network_subnetlen: 24, containerd_tarball_url: "https://example.org/c.tar.gz", containerd_tarball_sha256: "ab" },
      ...{ helm_client_url: "https://example.org/h.tar.gz", helm_client_sha256: "cd" },
      ...{ ingress_controller: "nginx", nginx_ingress_controller_tag: TAG, nginx_ingress_controller_chart_tag: TAG },
      ...{ auto_healing_enabled: true, auto_healing_controller: "magnum-auto-healer", magnum_auto_healer_tag: TAG },
    },
    { networkDriver: "flannel", ingress_controller: "octavia", octavia_ingress_controller_tag: TAG },
  ],
  "capi-helm": [
    {
      networkDriver: "calico",
      ...{ auto_healing_enabled: true, boot_volume_size: 50, boot_volume_type: "ssd", capi_helm_chart_version: "0.10.1" },
      ...{ csi_cinder_allow_volume_expansion: true, csi_cinder_availability_zone: "nova", csi_cinder_fstype: "ext4" },
      ...{ csi_cinder_reclaim_policy: "Delete", csi_cinder_volume_binding_mode: "Immediate", etcd_blockdevice_size: 10 },
      ...{ etcd_blockdevice_type: "volume", etcd_blockdevice_volume_az: "nova", etcd_blockdevice_volume_type: "ssd" },
      ...{ keystone_auth_enabled: true, kube_dashboard_enabled: true, monitoring_enabled: true },
      ...{ octavia_lb_algorithm: "ROUND_ROBIN", octavia_lb_healthcheck: true, octavia_provider: "amphora" },
    },
    { networkDriver: "cilium", etcd_volume_size: 10, etcd_volume_type: "ssd" },
  ],
  vexxhost: [
    {
      networkDriver: "calico",
      ...{ admission_control_list: "PodNodeSelector", api_server_cert_sans: "k8s.example.org", api_server_floating_ip: "192.0.2.7" },
      docker_volume_type: "ssd",
      ...{ api_server_lb_availability_zone: "nova", api_server_lb_flavor: "ha", api_server_tls_cipher_suites: "TLS_AES_128_GCM_SHA256" },
      ...{ audit_log_enabled: true, audit_log_max_age: 30, audit_log_max_backup: 10, audit_log_max_size: 100, auto_healing_enabled: true },
      ...{ availability_zone: "nova", boot_volume_availability_zone: "nova", boot_volume_size: 50, boot_volume_type: "ssd" },
      ...{ calico_ipv4pool: "10.100.0.0/16", calico_tag: "v3.32.1", cinder_csi_enabled: true, cinder_csi_plugin_tag: TAG },
      ...{ cloud_provider_tag: TAG, container_infra_prefix: "registry.example.org", control_plane_availability_zones: "a,b" },
      ...{ csi_attacher_tag: TAG, csi_liveness_probe_tag: TAG, csi_node_driver_registrar_tag: TAG, csi_provisioner_tag: TAG },
      ...{ csi_resizer_tag: TAG, csi_snapshotter_tag: TAG, different_failure_domain: true, dns_cluster_domain: "cluster.local" },
      ...{
        etcd_volume_size: 10,
        etcd_volume_type: "ssd",
        keystone_auth_enabled: true,
        kubelet_tls_cipher_suites: "TLS_AES_128_GCM_SHA256",
      },
      ...{ manila_csi_enabled: true, manila_csi_plugin_tag: TAG, manila_csi_share_network_id: "share-net" },
      ...{ octavia_lb_algorithm: "SOURCE_IP_PORT", octavia_lb_healthcheck: true, octavia_provider: "ovn" },
      ...{ oidc_client_id: "k8s", oidc_groups_claim: "groups", oidc_groups_prefix: "oidc:", oidc_issuer_url: "https://idp.example.org" },
      ...{ oidc_username_claim: "sub", oidc_username_prefix: "-", server_group_policies: "anti-affinity,soft-affinity" },
      ...{ service_cluster_ip_range: "10.254.0.0/16" },
    },
    { networkDriver: "cilium", cilium_hubble_ui_enabled: true, cilium_ipv4pool: "10.100.0.0/16", cilium_tag: TAG },
  ],
};

describe("labels of Magnum", () => {
  test("become strings, whatever their type; those left undefined are left out", () => {
    const labels: MagnumLabels<"heat"> = { boot_volume_size: 100, auto_healing_enabled: false, calico_tag: "v3.26.4", etcd_tag: undefined };

    expect(magnumLabelStrings(labels)).toEqual({ boot_volume_size: "100", auto_healing_enabled: "false", calico_tag: "v3.26.4" });
  });

  test("are typed for each driver", () => {
    const capi: MagnumLabels<"capi-helm"> = { octavia_provider: "amphora", boot_volume_size: 20 };
    // @ts-expect-error - a size is a number
    const wrongType: MagnumLabels<"capi-helm"> = { boot_volume_size: "20" };
    // @ts-expect-error - only vexxhost reads it
    const wrongDriver: MagnumLabels<"capi-helm"> = { oidc_issuer_url: "https://idp.example.org" };

    expect(magnumLabelProblems("capi-helm", capi)).toEqual([]);
    expect(magnumLabelProblems("capi-helm", wrongType)).toEqual([{ key: "boot_volume_size", message: 'must be a number, got "20"' }]);
    expect(magnumLabelProblems("capi-helm", wrongDriver)).toHaveLength(1);
  });

  test.each(MAGNUM_DRIVERS)("are all those that the code of driver %s reads, but what has a field or does nothing", (driver) => {
    const rows = Object.entries<Row>(MAGNUM_LABEL_TABLE[driver].labels);

    for (const [label, { type, read }] of rows) {
      const accepted = MAGNUM_LABELS[driver][label];
      const messages = magnumLabelProblems(driver, { [label]: SAMPLES[type] }).map(({ message }) => message);
      if (!read)
        expect([label, accepted, messages]).toEqual([label, undefined, [expect.stringMatching(/^is not a label (that driver|to set)/)]]);
      else if (!accepted)
        expect([label, messages]).toEqual([label, [expect.stringMatching(/^(is not a label to set: |does nothing with driver )/)]]);
    }
    const read = rows.filter(([, row]) => row.read).map(([label]) => label);
    expect(read).toEqual(expect.arrayContaining(Object.keys(MAGNUM_LABELS[driver])));
  });

  test.each(MAGNUM_DRIVERS)("without any effect in the code of driver %s are refused", (driver) => {
    const dead = Object.entries<Row>(MAGNUM_LABEL_TABLE[driver].labels).filter(([, { withoutEffect }]) => withoutEffect !== undefined);

    expect(dead.filter(([label]) => label in MAGNUM_LABELS[driver])).toEqual([]);
  });

  test.each(MAGNUM_DRIVERS)("are each accepted by driver %s in some set of labels", (driver) => {
    const sets = WHOLE[driver].map(({ networkDriver, ...labels }) => {
      const surroundings = { networkDriver, volumeTypes: ["ssd"], dockerVolumeSizeGiB: 80 };
      expect(magnumLabelProblems(driver, labels, {}, surroundings)).toEqual([]);
      return Object.keys(labels);
    });

    expect([...new Set(sets.flat())].sort()).toEqual(Object.keys(MAGNUM_LABELS[driver]).sort());
  });

  test("that are accepted are always read by the driver's code, whatever they are given with", () => {
    const labels = fc.dictionary(
      fc.oneof(fc.constantFrom(...MAGNUM_DRIVERS.flatMap((driver) => Object.keys(MAGNUM_LABEL_TABLE[driver].labels))), fc.string()),
      fc.oneof(fc.boolean(), fc.nat(), fc.string(), fc.constantFrom("10.0.0.0/16", "ssd")),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...MAGNUM_DRIVERS),
        labels,
        fc.constantFrom("calico", "flannel", "cilium"),
        (driver, given, networkDriver) => {
          const refused = magnumLabelProblems(driver, given, {}, { networkDriver }).map(({ key }) => key);
          const rows: Record<string, Row> = MAGNUM_LABEL_TABLE[driver].labels;
          for (const label of Object.keys(given)) {
            if (refused.includes(label)) continue;
            expect(Object.hasOwn(rows, label) && rows[label]).toMatchObject({ read: true });
            expect(rows[label]).not.toHaveProperty("withoutEffect");
          }
        },
      ),
    );
  });

  test.each([
    ["min_node_count", "it follows min of cluster.workers; node groups have min and max of their own"],
    ["max_node_count", "it follows max of cluster.workers; node groups have min and max of their own"],
    ["auto_scaling_enabled", "it follows autoScaling"],
    ["master_lb_floating_ip_enabled", "it follows api.floatingIp"],
    ["master_lb_allowed_cidrs", "it follows api.allowedCidrs"],
    ["api_master_lb_allowed_cidrs", "it follows api.allowedCidrs"],
    ["kube_tag", "it follows kubernetesVersion"],
    ["extra_network", "it follows extraNetworks"],
    ["extra_network_names", "it follows extraNetworks"],
  ])("fails for %s, for which there is a better place, even as an extra label", (key, why) => {
    const expected = [{ key, message: `is not a label to set: ${why}; leave it out` }];

    for (const driver of MAGNUM_DRIVERS) {
      expect(magnumLabelProblems(driver, { [key]: "1" })).toEqual(expected);
      expect(magnumLabelProblems(driver, {}, { [key]: "1" })).toEqual(expected);
    }
  });

  test("fails for a label of other drivers and names them", () => {
    expect(magnumLabelProblems("capi-helm", { calico_tag: "v3.26.4" })).toEqual([
      {
        key: "calico_tag",
        message: "is not a label that driver capi-helm reads (heat and vexxhost would); use extraLabels if you are sure",
      },
    ]);
  });

  test("fails for a label that nobody knows; extraLabels is the way around", () => {
    expect(magnumLabelProblems("heat", { calico_tga: "v3.26.4" })).toEqual([
      { key: "calico_tga", message: "is not a label that driver heat reads; use extraLabels if you are sure" },
    ]);
    expect(magnumLabelProblems("heat", {}, { calico_tga: "v3.26.4" })).toEqual([]);
  });

  const ATTRIBUTES = [
    ...["docker_volume_size", "fixed_network", "fixed_subnet", "keypair", "keypair_id", "master_lb_enabled", "floating_ip_enabled"],
    ...["master_count", "node_count", "flavor", "flavor_id", "master_flavor", "master_flavor_id", "image", "image_id", "network_driver"],
    ...["external_network", "external_network_id", "dns_nameserver", "http_proxy", "https_proxy", "no_proxy"],
    ...["docker_storage_driver", "volume_driver", "insecure_registry", "registry_enabled", "tls_disabled"],
  ];

  test.each(MAGNUM_DRIVERS)("fails with driver %s for an attribute, wherever it is given, and names the field that says it", (driver) => {
    for (const key of ATTRIBUTES) {
      const [label] = magnumLabelProblems(driver, { [key]: "x" });
      const [extra] = magnumLabelProblems(driver, {}, { [key]: "x" });
      const [, instead] = /^is an attribute in Magnum and no label, and would do nothing: (.+)$/.exec(label!.message) ?? [];

      expect(extra).toEqual(label);
      if (!instead!.endsWith("; leave it out")) expect([instead, isField(instead!)]).toEqual([instead, true]);
    }
  });

  test.each(["clusterLabels", "extraLabels", "labels"] as const)("fails for an attribute among the %s of a project's file", (field) => {
    expect(problemsOf(survey({ cluster: { [field]: { docker_volume_size: "80" } } }), driverSite("heat"))).toEqual([
      `survey.ts: cluster.${field}.docker_volume_size is an attribute in Magnum and no label, and would do nothing: use cluster.dockerVolumeSizeGiB`,
    ]);
  });

  test("fails for an extra label that the driver knows", () => {
    expect(magnumLabelProblems("vexxhost", {}, { boot_volume_size: "10" })).toEqual([
      { key: "boot_volume_size", message: "is a label that driver vexxhost knows; move it to labels" },
    ]);
  });

  test("fails for a value of the wrong type and shows it", () => {
    expect(magnumLabelProblems("heat", { auto_healing_enabled: "true", boot_volume_size: 10 })).toEqual([
      { key: "auto_healing_enabled", message: 'must be a boolean, got "true"' },
    ]);
  });
});

describe("labels that do nothing, or end in a failed cluster", () => {
  type Labels = Record<string, string | number | boolean>;
  interface Case {
    readonly driver: MagnumDriver;
    readonly labels: Labels;
    readonly networkDriver?: string;
    readonly line: string;
    /** Labels that the message says to set; without them it says to leave the label out. */
    readonly remedy?: Labels;
  }
  const key = ({ line }: Case): string => /^labels\.(\w+) /.exec(line)![1]!;
  const CASES: readonly Case[] = [
    {
      driver: "capi-helm",
      labels: { availability_zone: "nova" },
      line: "labels.availability_zone is not a label that driver capi-helm reads (heat and vexxhost would); use extraLabels if you are sure",
    },
    {
      driver: "heat",
      labels: { kubescheduler_options: "-v=1" },
      line: "labels.kubescheduler_options does nothing with driver heat: no script and no resource uses the parameter; leave it out",
    },
    ...MAGNUM_DRIVERS.map((driver) => ({
      driver,
      labels: { fixed_subnet_cidr: "10.0.0.0/24" },
      line: `labels.fixed_subnet_cidr does nothing with driver ${driver}: the subnet is always given, with the CIDR of nodeCidr; leave it out`,
    })),
    ...(["heat", "vexxhost"] as const).map((driver) => ({
      driver,
      labels: { docker_volume_type: "ssd" },
      line: "labels.docker_volume_type does nothing without dockerVolumeSizeGiB; set cluster.dockerVolumeSizeGiB too, or leave it out",
    })),
    ...MAGNUM_DRIVERS.map((driver) => ({
      driver,
      labels: { boot_volume_type: "ssd" },
      line: "labels.boot_volume_type does nothing without boot_volume_size; set boot_volume_size too, or leave it out",
      remedy: { boot_volume_size: 50 },
    })),
    ...(["heat", "vexxhost"] as const).map((driver) => ({
      driver,
      labels: { etcd_volume_type: "ssd" },
      line: "labels.etcd_volume_type does nothing without etcd_volume_size; set etcd_volume_size too, or leave it out",
      remedy: { etcd_volume_size: 10 },
    })),
    {
      driver: "capi-helm",
      labels: { etcd_blockdevice_volume_az: "nova" },
      line: "labels.etcd_blockdevice_volume_az does nothing without etcd_blockdevice_size; set etcd_blockdevice_size too, or leave it out",
      remedy: { etcd_blockdevice_size: 10 },
    },
    {
      driver: "capi-helm",
      labels: { etcd_blockdevice_size: 10, etcd_blockdevice_type: "local", etcd_blockdevice_volume_type: "ssd" },
      line: 'labels.etcd_blockdevice_volume_type does nothing unless etcd_blockdevice_type is "volume"; set etcd_blockdevice_type to "volume", or leave it out',
      remedy: { etcd_blockdevice_type: "volume" },
    },
    {
      driver: "capi-helm",
      labels: { etcd_blockdevice_size: 10, etcd_volume_size: 20 },
      line: "labels.etcd_volume_size does nothing beside etcd_blockdevice_size; leave one of the two out",
    },
    {
      driver: "capi-helm",
      labels: { kube_dashboard_enabled: true, capi_helm_chart_version: "0.20.0" },
      line: "labels.kube_dashboard_enabled does nothing with charts of version 0.20.0 and later, which capi_helm_chart_version asks for; leave it out",
    },
    {
      driver: "heat",
      labels: { calico_tag: "v3.26.4" },
      networkDriver: "flannel",
      line: "labels.calico_tag does nothing unless the network driver is calico; leave it out",
    },
    {
      driver: "heat",
      labels: { flannel_backend: "vxlan" },
      line: "labels.flannel_backend does nothing unless the network driver is flannel; leave it out",
    },
    {
      driver: "vexxhost",
      labels: { cilium_hubble_ui_enabled: true },
      line: "labels.cilium_hubble_ui_enabled does nothing unless the network driver is cilium; leave it out",
    },
    {
      driver: "vexxhost",
      labels: { oidc_client_id: "k8s" },
      line: "labels.oidc_client_id does nothing without oidc_issuer_url; set oidc_issuer_url too, or leave it out",
      remedy: { oidc_issuer_url: "https://idp.example.org" },
    },
    {
      driver: "heat",
      labels: { monitoring_retention_days: 7 },
      line: "labels.monitoring_retention_days does nothing unless monitoring_enabled is true; set monitoring_enabled to true, or leave it out",
      remedy: { monitoring_enabled: true },
    },
    {
      driver: "heat",
      labels: { use_podman: false },
      line: "labels.use_podman must be true with driver heat, got false",
      remedy: { use_podman: true },
    },
    {
      driver: "heat",
      labels: { cloud_provider_enabled: false },
      line: "labels.cloud_provider_enabled must be true with driver heat, got false",
      remedy: { cloud_provider_enabled: true },
    },
    {
      driver: "heat",
      labels: { calico_ipv4pool_ipip: "on" },
      line: 'labels.calico_ipv4pool_ipip must be one of "Always", "CrossSubnet", "Never", "Off" with driver heat, got "on"',
      remedy: { calico_ipv4pool_ipip: "Never" },
    },
    {
      driver: "heat",
      labels: { selinux_mode: "off" },
      line: 'labels.selinux_mode must be one of "enforcing", "permissive", "disabled" with driver heat, got "off"',
      remedy: { selinux_mode: "disabled" },
    },
    {
      driver: "heat",
      networkDriver: "flannel",
      labels: { flannel_backend: "ipsec" },
      line: 'labels.flannel_backend must be one of "udp", "vxlan", "host-gw" with driver heat, got "ipsec"',
      remedy: { flannel_backend: "udp" },
    },
    {
      driver: "vexxhost",
      labels: { calico_tag: "v3.28.1" },
      line:
        'labels.calico_tag must be one of "v3.24.2", "v3.25.2", "v3.26.5", "v3.27.4", "v3.28.2", "v3.29.0", "v3.29.2", "v3.29.3", "v3.30.0", ' +
        '"v3.30.1", "v3.30.2", "v3.31.3", "v3.31.5", "v3.32.0", "v3.32.1" with driver vexxhost, got "v3.28.1"',
      remedy: { calico_tag: "v3.28.2" },
    },
    ...MAGNUM_DRIVERS.map((driver) => ({
      driver,
      labels: { octavia_provider: "ovn", octavia_lb_algorithm: "ROUND_ROBIN" },
      line: "labels.octavia_lb_algorithm must be SOURCE_IP_PORT with Octavia's provider ovn, got 'ROUND_ROBIN'",
      remedy: { octavia_lb_algorithm: "SOURCE_IP_PORT" },
    })),
    {
      driver: "heat",
      labels: { octavia_provider: "ovn" },
      line: "labels.octavia_lb_algorithm must be SOURCE_IP_PORT: Octavia's provider ovn knows no other, and Heat's default is ROUND_ROBIN, got nothing",
      remedy: { octavia_lb_algorithm: "SOURCE_IP_PORT" },
    },
    {
      driver: "heat",
      labels: { container_runtime: "containerd", containerd_version: "1.6.31" },
      line: "labels.containerd_version needs containerd_tarball_sha256 beside it: nodes refuse what does not have the sum of the default version",
      remedy: { containerd_tarball_sha256: "ab" },
    },
    {
      driver: "capi-helm",
      labels: { csi_cinder_reclaim_policy: "Keep" },
      line: 'labels.csi_cinder_reclaim_policy must be one of "Retain", "Delete" with driver capi-helm, got "Keep"',
      remedy: { csi_cinder_reclaim_policy: "Retain" },
    },
    {
      driver: "capi-helm",
      labels: { csi_cinder_volume_binding_mode: "Later" },
      line: 'labels.csi_cinder_volume_binding_mode must be one of "WaitForFirstConsumer", "Immediate" with driver capi-helm, got "Later"',
      remedy: { csi_cinder_volume_binding_mode: "Immediate" },
    },
    {
      driver: "vexxhost",
      labels: { server_group_policies: "strict" },
      line: 'labels.server_group_policies must be one of "affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity", with commas between several, got "strict"',
      remedy: { server_group_policies: "anti-affinity" },
    },
    {
      driver: "capi-helm",
      labels: { csi_cinder_availability_zone: "zone:1" },
      line: "labels.csi_cinder_availability_zone must have only letters, digits, '.', '-', '/', '_' and blanks: driver capi-helm takes all else out, got \"zone:1\"",
      remedy: { csi_cinder_availability_zone: "zone-1" },
    },
    {
      driver: "capi-helm",
      labels: { boot_volume_size: 50, boot_volume_type: "nvme" },
      line: 'labels.boot_volume_type must be a volume type of the site (ssd, hdd), got "nvme"',
      remedy: { boot_volume_type: "hdd" },
    },
    {
      driver: "heat",
      labels: { calico_ipv4pool: "10.100.0.0" },
      line: 'labels.calico_ipv4pool must be an IPv4 network in CIDR notation, got "10.100.0.0"',
      remedy: { calico_ipv4pool: "10.100.0.0/16" },
    },
    {
      driver: "heat",
      labels: { calico_ipv4pool: "10.100.7.1/16" },
      line: 'labels.calico_ipv4pool must be the network\'s own address, got "10.100.7.1/16"; use "10.100.0.0/16"',
      remedy: { calico_ipv4pool: "10.100.0.0/16" },
    },
    {
      driver: "vexxhost",
      labels: { service_cluster_ip_range: "10.0.0.0/8" },
      line: 'labels.service_cluster_ip_range must have a prefix of 12 to 28 bits: the API server takes no larger one, and DNS has the tenth address, got "10.0.0.0/8"; use "10.0.0.0/12"',
      remedy: { service_cluster_ip_range: "10.0.0.0/12" },
    },
    {
      driver: "heat",
      labels: { service_cluster_ip_range: "10.1.0.48/29" },
      line: 'labels.service_cluster_ip_range must have a prefix of 12 to 28 bits: the API server takes no larger one, and DNS has the tenth address, got "10.1.0.48/29"; use "10.1.0.48/28"',
      remedy: { service_cluster_ip_range: "10.1.0.48/28" },
    },
    {
      driver: "heat",
      labels: { boot_volume_size: 1.5 },
      line: "labels.boot_volume_size must be a whole number of at least 0, got 1.5",
      remedy: { boot_volume_size: 2 },
    },
  ];
  const linesOf = ({ driver, networkDriver }: Case, labels: Labels): string[] =>
    clusterProblems({
      driver,
      networkDriver,
      labels,
      volumeTypes: ["ssd", "hdd"],
      controlPlane: {},
      workers: { count: 3 },
      api: {},
    }).map(({ path, message }) => `${path.join(".")} ${message}`);

  test.each(CASES.map((each) => [each.driver, each.line, each] as const))("%s: %s", (_driver, line, each) => {
    expect(linesOf(each, each.labels)).toEqual([line]);

    const { [key(each)]: _out, ...others } = each.labels;
    expect(linesOf(each, each.remedy ? { ...each.labels, ...each.remedy } : others)).toEqual([]);
  });

  test("a volume type with characters that capi-helm takes out is refused although the site has it", () => {
    expect(
      magnumLabelProblems("capi-helm", { boot_volume_size: 50, boot_volume_type: "ssd+rep3" }, {}, { volumeTypes: ["ssd+rep3"] }),
    ).toEqual([
      {
        key: "boot_volume_type",
        message: "must have only letters, digits, '.', '-', '/', '_' and blanks: driver capi-helm takes all else out, got \"ssd+rep3\"",
      },
    ]);
  });

  test("what does nothing may stay in the template as an extra label; what has an effect may not", () => {
    const site = { controlPlane: {}, workers: { count: 3 }, api: {}, driver: "heat", networkDriver: "flannel" } as const;
    const extraLabels = { kubescheduler_options: "-v=1", fixed_subnet_cidr: "10.0.0.0/24", boot_volume_type: "ssd", calico_tag: "v3.26.4" };

    expect(clusterProblems({ ...site, extraLabels })).toEqual([]);
    expect(clusterProblems({ ...site, extraLabels, labels: { boot_volume_size: 50 } })).toEqual([
      { path: ["extraLabels", "boot_volume_type"], message: "is a label that driver heat knows; move it to labels" },
    ]);
  });

  test("what a label needs may stand in the labels that it is merged with", () => {
    const site = { controlPlane: {}, workers: { count: 3 }, api: {}, driver: "heat" } as const;

    expect(clusterProblems({ ...site, labels: { boot_volume_type: "ssd" }, clusterLabels: { boot_volume_size: 50 } })).toEqual([]);
    expect(clusterProblems({ ...site, labels: { boot_volume_size: 50 }, clusterLabels: { boot_volume_type: "ssd" } })).toEqual([]);
  });

  test.each([
    ["Ceph public (v4)", 1],
    ["storage:cephfs", 1],
    ["storage-cephfs_1.2", 0],
  ])("the network '%s' of capi-helm, which splits at blanks and takes characters out", (name, problems) => {
    const settings = { controlPlane: {}, workers: { count: 3 }, api: {}, extraNetworks: [name] };

    expect(clusterProblems({ ...settings, driver: "capi-helm" })).toHaveLength(problems);
    expect(clusterProblems({ ...settings, driver: "heat" })).toEqual([]);
  });
});

/** Whether a hint such as "use proxy.http of the site" names a field that the files have. */
function isField(hint: string): boolean {
  const [, field, owner] = /^use (?:networkId of |subnetId of )?([\w.]+)( of the site)?/.exec(hint)!;
  let schema: z.core.JSONSchema.BaseSchema | undefined = SCHEMAS[owner ? "site" : "project"];
  if (schema.oneOf) schema = schema.oneOf[0];
  for (const key of field!.split(".")) schema = schema?.properties?.[key] as z.core.JSONSchema.BaseSchema | undefined;
  return schema !== undefined;
}
