import type { ProjectInput, SiteInput } from "../../projects";
import type { Answers } from "./openstack";

/** UUID of the cluster that is in the state of magnum-terraform. */
export const UUID = "8f0b2a86-4c7f-4c8e-9f2e-0d9c8a1c1a11";

/** UUID of its template. */
export const TEMPLATE = "2c4d3e1b-6a77-4b0b-8f2f-6f9b8f3d7e21";

/** Address of the adopted cluster. */
export const ADOPTED = "openstack_containerinfra_cluster_v1.cluster_resource_9691C40B";

/** The cluster as Magnum shows it. */
export const RUNNING = {
  uuid: UUID,
  name: "terraform",
  status: "CREATE_COMPLETE",
  status_reason: null,
  cluster_template_id: TEMPLATE,
  keypair: "terraform",
  master_count: 1,
  node_count: 4,
  master_flavor_id: "vm.small",
  flavor_id: "vm.small",
  floating_ip_enabled: true,
  master_lb_enabled: true,
  docker_volume_size: null,
  create_timeout: 60,
  fixed_network: null,
  fixed_subnet: null,
  coe_version: "v1.25.9",
  labels: { auto_scaling_enabled: "False", boot_volume_size: "30", kube_tag: "v1.25.9", grafana_admin_passwd: "planted" },
};

const group = (name: string, role: string, more: object) => ({ uuid: `uuid-of-${name}`, name, role, flavor_id: "vm.small", ...more });

/** Its node groups. */
export const GROUPS = [
  group("default-master", "master", { node_count: 1, min_node_count: 1, max_node_count: null }),
  group("default-worker", "worker", { node_count: 1, min_node_count: 1, max_node_count: null }),
  group("small", "worker", { node_count: 2, min_node_count: 1, max_node_count: 3 }),
  group("free", "worker", { node_count: 1, min_node_count: 0, max_node_count: null, flavor_id: "f-large" }),
];

/** What a cloud with that cluster answers. */
export function cloudOf(cluster: object = {}, groups: readonly Readonly<Record<string, unknown>>[] = GROUPS): Answers {
  const shown = { ...RUNNING, ...cluster };
  const path = `container-infra /clusters/${UUID}`;
  return {
    "container-infra /clusters": [{ uuid: UUID, name: shown.name }],
    [path]: shown,
    "container-infra /clusters/terraform": shown,
    [`${path}/nodegroups`]: groups,
    ...Object.fromEntries(groups.map((one) => [`${path}/nodegroups/${String(one["uuid"])}`, one])),
    [`container-infra /clustertemplates/${TEMPLATE}`]: { uuid: TEMPLATE, cluster_distro: "ubuntu" },
    "compute /flavors/detail": [
      { id: "f-small", name: "vm.small" },
      { id: "f-large", name: "vm.large" },
    ],
    "network /subnets": [{ id: "s1", name: "nodes", cidr: "10.20.0.0/24" }],
  };
}

/** The site that it is at. */
export const SITE: SiteInput = {
  name: "lab",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: { "1.30.2": "ubuntu-kube" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: { "vm.small": { vcpus: 4, memoryMiB: 16384, diskGiB: 100 }, "vm.large": { vcpus: 16, memoryMiB: 65536, diskGiB: 100 } },
  octavia: { provider: "ovn", barbican: false },
  backend: { kind: "pg" },
};

/** A project that takes it over. */
export const PROJECT: ProjectInput = {
  name: "terraform",
  site: "lab",
  tier: "dev",
  kubernetesVersion: "1.25.9",
  cluster: {
    adopt: {
      name: "terraform",
      uuid: UUID,
      clusterTemplateId: TEMPLATE,
      floatingIpEnabled: true,
      nodeGroups: ["small", "free"],
    },
    keypair: { name: "terraform" },
    controlPlane: { flavor: "vm.small", count: 1 },
    workers: { flavor: "vm.small", count: 1 },
    nodeCidr: "10.20.0.0/24",
    autoScaling: false,
  },
  nodeGroups: [
    { name: "small", flavor: "vm.small", count: 2, min: 1, max: 3 },
    { name: "free", flavor: "vm.large", count: 1 },
  ],
};
