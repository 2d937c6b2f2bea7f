import { TerraformStack } from "cdktf";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import type { ClientCertificate, IOpenStackCluster } from "../constructs/contracts";
import { MagnumCluster, type MagnumClusterProps } from "../constructs/magnum-cluster/magnum-cluster";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { resolveTokens } from "../constructs/kit/resolve";
import { newApp, synthForeignApp, synthStack, templateOf, type Template } from "./support/synth";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";
const GROUP = "openstack_containerinfra_nodegroup_v1";

const PROPS: MagnumClusterProps<"capi-helm"> = {
  name: "alpha",
  driver: "capi-helm",
  kubernetesVersion: "1.30.2",
  image: "ubuntu-kube-1.30.2",
  externalNetworkId: "external-id",
  network: { cidr: "10.1.0.0/24", dnsServers: ["192.0.2.53", "192.0.2.54"] },
  keypair: { name: "operators" },
  controlPlane: { flavor: "m.small" },
  workers: { flavor: "m.medium", count: 2 },
  api: { floatingIp: true },
};

function cluster(props: Partial<MagnumClusterProps> = {}): Template {
  return synthStack((stack) => new MagnumCluster(stack, "cluster", { ...PROPS, ...props }));
}

function labelsOf(template: Template): Record<string, unknown> {
  return template.get(TEMPLATE)["labels"] as Record<string, unknown>;
}

describe("a cluster on Magnum", () => {
  test("defaults: one control plane, template by reference, labels merged over the template's, our own network", () => {
    const template = cluster();

    expect(template.get(CLUSTER)).toEqual({
      name: "alpha",
      cluster_template_id: template.ref(TEMPLATE, "id"),
      keypair: "operators",
      master_count: 1,
      master_flavor: "m.small",
      node_count: 2,
      flavor: "m.medium",
      fixed_network: template.ref("openstack_networking_network_v2", "id"),
      fixed_subnet: template.ref("openstack_networking_subnet_v2", "id"),
      master_lb_enabled: true,
      floating_ip_enabled: false,
      merge_labels: true,
      create_timeout: 60,
      timeouts: { create: "60m" },
      depends_on: [template.one("openstack_networking_router_interface_v2").address],
    });
    expect(template.get(TEMPLATE)).toMatchObject({
      name: expect.stringMatching(/^alpha-[0-9a-f]{8}$/) as string,
      coe: "kubernetes",
      image: "ubuntu-kube-1.30.2",
      flavor: "m.medium",
      master_flavor: "m.small",
      external_network_id: "external-id",
      dns_nameserver: "192.0.2.53,192.0.2.54",
      network_driver: "calico",
      volume_driver: "cinder",
      docker_storage_driver: "overlay2",
      server_type: "vm",
      master_lb_enabled: true,
      floating_ip_enabled: false,
    });
    expect(labelsOf(template)).toEqual({
      auto_scaling_enabled: "false",
      master_lb_floating_ip_enabled: "true",
    });
    expect(template.paths(GROUP)).toEqual([]);
    expect(template.paths("openstack_compute_keypair_v2")).toEqual([]);
  });

  test("custom: sizes, labels, timeout, CNI and who reaches the API", () => {
    const template = cluster({
      controlPlane: { flavor: "m.big", count: 3 },
      networkDriver: "cilium",
      labels: { boot_volume_size: 100, auto_healing_enabled: false },
      extraLabels: { brand_new: "${yes}" },
      clusterLabels: { keystone_auth_enabled: true },
      extraNetworks: ["storage-a", "storage-b"],
      api: { floatingIp: false, allowedCidrs: ["192.0.2.0/24", "198.51.100.0/24"] },
      autoScaling: false,
      createTimeoutMinutes: 90,
    });

    expect(template.get(CLUSTER)).toMatchObject({
      master_count: 3,
      labels: { keystone_auth_enabled: "true" },
      create_timeout: 90,
      timeouts: { create: "90m" },
    });
    expect(template.get(TEMPLATE)).toMatchObject({ network_driver: "cilium" });
    expect(labelsOf(template)).toEqual({
      boot_volume_size: "100",
      auto_healing_enabled: "false",
      brand_new: "${yes}",
      auto_scaling_enabled: "false",
      master_lb_floating_ip_enabled: "false",
      api_master_lb_allowed_cidrs: "192.0.2.0/24,198.51.100.0/24",
      extra_network_names: "storage-a storage-b",
    });
  });

  test("custom: a keypair from a public key, by its name", () => {
    const template = cluster({ keypair: { publicKey: "ssh-ed25519 AAAA test" } });

    expect(template.get("openstack_compute_keypair_v2")).toEqual({ name: "alpha", public_key: "ssh-ed25519 AAAA test" });
    expect(template.get(CLUSTER)).toMatchObject({ keypair: template.ref("openstack_compute_keypair_v2", "name") });
  });

  test("custom: a network that exists already is used as it is", () => {
    const template = cluster({ network: { networkId: "network-id", subnetId: "subnet-id" } });

    expect(template.get(CLUSTER)).toMatchObject({ fixed_network: "network-id", fixed_subnet: "subnet-id" });
    expect(template.paths("openstack_networking_network_v2")).toEqual([]);
    expect(template.get(TEMPLATE)).not.toHaveProperty("dns_nameserver");
  });

  test("custom: a network of our own has the cluster's name, its way out, and the tags", () => {
    const template = cluster({ tags: ["project=alpha"] });

    expect(template.get("openstack_networking_network_v2")).toEqual({ name: "alpha", tags: ["project=alpha"] });
    expect(template.get("openstack_networking_router_v2")).toMatchObject({ name: "alpha", external_network_id: "external-id" });
    expect(template.get("openstack_networking_subnet_v2")).toMatchObject({
      cidr: "10.1.0.0/24",
      dns_nameservers: ["192.0.2.53", "192.0.2.54"],
    });
  });

  test("ids of what must not be replaced stay what they are", () => {
    const template = cluster({ keypair: { publicKey: "ssh-rsa AAAA" }, nodeGroups: [{ name: "spark", flavor: "m.large" }] });

    expect(template.paths(CLUSTER)).toEqual(["cluster/resource"]);
    expect(template.paths(TEMPLATE)).toEqual(["cluster/template/resource"]);
    expect(template.paths(GROUP)).toEqual(["cluster/node-group-spark"]);
    expect(template.paths("openstack_compute_keypair_v2")).toEqual(["cluster/keypair"]);
    expect(template.paths("openstack_networking_network_v2")).toEqual(["cluster/network/resource"]);
  });

  test("custom: protect makes Terraform refuse to destroy the cluster", () => {
    expect(cluster({ protect: true }).get(CLUSTER)["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  test("custom: cluster, template, node groups and their keypair use the provider that may create clusters, the network does not", () => {
    const template = synthStack((stack) => {
      const clusterProvider = new OpenstackProvider(stack, "clusters", { cloud: "a", alias: "clusters" });
      const nodeGroups = [{ name: "spark", flavor: "m.large" }];
      new MagnumCluster(stack, "cluster", { ...PROPS, clusterProvider, nodeGroups, keypair: { publicKey: "ssh-rsa AAAA" } });
    });

    for (const type of [CLUSTER, TEMPLATE, GROUP, "openstack_compute_keypair_v2"])
      expect(template.get(type)).toMatchObject({ provider: "openstack.clusters" });
    expect(template.get("openstack_networking_network_v2")).not.toHaveProperty("provider");
  });

  test("wiring: nodes boot after the way out and the way to the storage are there", () => {
    const template = cluster({
      network: { cidr: "10.1.0.0/24", dnsServers: [], storageRoute: { cidr: "10.206.0.0/16", gatewayNetworkId: "storage-id" } },
    });

    expect(template.get(CLUSTER)["depends_on"]).toEqual([
      template.one("openstack_networking_router_interface_v2", "cluster/network/router-interface").address,
      template.one("openstack_networking_router_interface_v2", "cluster/network/storage-router-interface").address,
      template.one("openstack_networking_subnet_route_v2", "cluster/network/storage-route").address,
    ]);
  });

  test("wiring: node groups belong to the cluster and wait for one another", () => {
    const template = cluster({
      nodeGroups: [
        { name: "spark", flavor: "m.large", min: 1, max: 4 },
        { name: "notebooks", flavor: "m.medium", count: 2 },
      ],
    });

    expect(template.get(GROUP, "cluster/node-group-spark")).toMatchObject({
      cluster_id: template.ref(CLUSTER, "id"),
      lifecycle: { ignore_changes: ["node_count"] },
    });
    expect(template.get(GROUP, "cluster/node-group-notebooks")).toMatchObject({
      cluster_id: template.ref(CLUSTER, "id"),
      depends_on: [template.one(GROUP, "cluster/node-group-spark").address],
    });
    expect(template.get(GROUP, "cluster/node-group-notebooks")).not.toHaveProperty("lifecycle");
  });

  test("bounds of node groups and the number of workers never become labels, so that they change in place", () => {
    const group = (max: number) =>
      cluster({ workers: { flavor: "m.medium", count: max }, nodeGroups: [{ name: "spark", flavor: "m.large", min: 1, max }] });
    const [before, after] = [group(4), group(9)];

    expect(after.get(CLUSTER)).toEqual({ ...before.get(CLUSTER), node_count: 9 });
    expect(after.get(TEMPLATE)).toEqual(before.get(TEMPLATE));
    expect(after.get(CLUSTER)).not.toHaveProperty("labels");
  });

  test.each([
    ["capi-helm", true, { min_node_count: "1", max_node_count: "1" }],
    ["capi-helm", false, {}],
    ["heat", true, {}],
    ["vexxhost", true, { min_node_count: "2", max_node_count: "2" }],
    ["vexxhost", false, {}],
  ] as const)("default workers, driver %s, autoScaling %s: %p", (driver, autoScaling, bounds) => {
    const labels = labelsOf(cluster({ driver, autoScaling }));

    expect(Object.fromEntries(Object.entries(labels).filter(([name]) => /^(min|max)_node_count$/.test(name)))).toEqual(bounds);
  });

  test("is a cluster for other constructs: id, network, access and node labels", () => {
    const stack = new TerraformStack(newApp(), "test");
    const made = new MagnumCluster(stack, "cluster", { ...PROPS, nodeGroups: [{ name: "spark", flavor: "m.large" }] });
    const template = templateOf(stack);
    const { address } = template.one(CLUSTER);

    expect(made).toMatchObject({ clusterName: "alpha", driver: "capi-helm", kubernetesVersion: "1.30.2" });
    expect(resolveTokens(stack, [made.clusterId, made.subnetId, made.apiAddress, made.access])).toEqual([
      `\${${address}.id}`,
      template.ref("openstack_networking_subnet_v2", "id"),
      `\${${address}.api_address}`,
      {
        host: `\${${address}.kubeconfig["host"]}`,
        clusterCaCertificate: `\${${address}.kubeconfig["cluster_ca_certificate"]}`,
        clientCertificate: `\${${address}.kubeconfig["client_certificate"]}`,
        clientKey: `\${${address}.kubeconfig["client_key"]}`,
      },
    ]);
    expect(made.nodeSelector("spark")).toEqual({ "capi.stackhpc.com/node-group": "spark" });
    expect(made.nodeSelector("default-worker")).toEqual({ "capi.stackhpc.com/node-group": "default-worker" });
    expect(() => made.nodeSelector("sprak")).toThrow(
      new Error("node group 'sprak' does not exist in cluster 'alpha', it has default-worker, spark"),
    );
  });

  test("can be imported by its name", () => {
    const stack = new TerraformStack(newApp(), "test");
    const clusterProvider = new OpenstackProvider(stack, "clusters", { cloud: "a", alias: "clusters" });
    const found = MagnumCluster.fromName(stack, "cluster", {
      name: "beta",
      driver: "vexxhost",
      kubernetesVersion: "1.31.0",
      clusterProvider,
    });
    const template = templateOf(stack);
    const { address, attributes } = template.one(`data.${CLUSTER}`);

    expect(template.paths(`data.${CLUSTER}`)).toEqual(["cluster/resource"]);
    expect(attributes).toEqual({ name: "beta", provider: "openstack.clusters" });
    expect(found).toMatchObject({ clusterName: "beta", driver: "vexxhost", kubernetesVersion: "1.31.0" });
    expect(resolveTokens(stack, [found.clusterId, found.subnetId, (found.access as ClientCertificate).clientKey])).toEqual([
      `\${${address}.id}`,
      `\${${address}.fixed_subnet}`,
      `\${${address}.kubeconfig["client_key"]}`,
    ]);
    expect(found.nodeSelector("spark")).toEqual({ "node.cluster.x-k8s.io/nodegroup": "spark" });
    expect(template.json["resource"]).toBeUndefined();
  });

  describe("what workloads ask of it", () => {
    const SIZE = { vcpus: 8, memoryMiB: 24576 };
    const labels = { kubelet_options: "--kube-reserved=cpu=300m,memory=1Gi" };
    const heat = { ...PROPS, driver: "heat" as const, nodeGroups: [{ name: "spark", flavor: "vm", count: 1 }], labels } satisfies Partial<
      MagnumClusterProps<"heat">
    >;
    const found = { name: "alpha", driver: "heat", kubernetesVersion: "1.30.2", nodeGroups: ["spark"], labels } as const;
    const both: [string, (stack: TerraformStack) => IOpenStackCluster][] = [
      ["made here", (stack) => new MagnumCluster(stack, "cluster", { ...heat, name: "alpha" })],
      ["found", (stack) => MagnumCluster.fromName(stack, "cluster", { ...found, externalNetworkId: "external-id" })],
    ];

    test.each(both)("%s: names of node groups are checked", (_, make) => {
      const cluster = make(new TerraformStack(newApp(), "test"));

      expect(cluster.nodeSelector("default-worker")).toEqual({ "magnum.openstack.org/nodegroup": "default-worker" });
      expect(() => cluster.nodeSelector("sparc")).toThrow(
        "node group 'sparc' does not exist in cluster 'alpha', it has default-worker, spark",
      );
    });

    test.each(both)("%s: pods can have what the labels do not reserve", (_, make) => {
      const cluster = make(new TerraformStack(newApp(), "test"));

      expect(cluster.allocatable(SIZE)).toEqual({ cpu: 7700, memory: 22908, pods: 110 });
    });

    test.each(both)("%s: load balancers get their annotations", (_, make) => {
      const cluster = make(new TerraformStack(newApp(), "test"));

      expect(cluster.loadBalancer({ internal: true })).toEqual({ "service.beta.kubernetes.io/openstack-internal-load-balancer": "true" });
      expect(cluster.loadBalancer({ internal: false })).toEqual({ "loadbalancer.openstack.org/floating-network-id": "external-id" });
    });

    test("without its external network a found cluster has internal load balancers only", () => {
      const cluster = MagnumCluster.fromName(new TerraformStack(newApp(), "test"), "cluster", found);

      expect(cluster.loadBalancer({ internal: true })).toBeDefined();
      expect(() => cluster.loadBalancer({ internal: false })).toThrow(/^externalNetworkId of cluster 'alpha' is missing/);
    });
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["openstack"], (stack) => new MagnumCluster(stack, "cluster", PROPS));

    expect(template.paths(CLUSTER)).toEqual(["cluster/resource"]);
  });
});

describe("what a driver decides", () => {
  test.each(MAGNUM_DRIVERS)("all labels are strings with driver %s", (driver) => {
    const labels = { boot_volume_size: 50, auto_healing_enabled: true, octavia_provider: "amphora" };
    const template = cluster({ driver, labels, clusterLabels: { boot_volume_size: 60 } });

    expect(labelsOf(template)).toMatchObject({ boot_volume_size: "50", auto_healing_enabled: "true", octavia_provider: "amphora" });
    for (const value of Object.values(labelsOf(template))) expect(typeof value).toBe("string");
    expect(template.get(CLUSTER)["labels"]).toEqual({ boot_volume_size: "60" });
  });

  test.each<[MagnumDriver, string | undefined]>([
    ["heat", "v1.30.2"],
    ["capi-helm", undefined],
    ["vexxhost", "v1.30.2"],
  ])("the Kubernetes version is a label, or that of the image: %s", (driver, tag) => {
    expect(labelsOf(cluster({ driver }))["kube_tag"]).toBe(tag);
  });

  test("heat: a new template replaces the cluster, there is no upgrade", () => {
    const template = cluster({ driver: "heat" });

    expect(template.get(CLUSTER)["lifecycle"]).toEqual({ replace_triggered_by: [template.one("terraform_data").address] });
    expect(template.get(TEMPLATE)["lifecycle"]).toEqual({
      create_before_destroy: true,
      replace_triggered_by: [template.one("terraform_data").address],
    });
  });

  test("heat: extra networks and allowed networks have labels of their own", () => {
    const template = cluster({
      driver: "heat",
      extraNetworks: ["storage"],
      api: { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] },
    });

    expect(labelsOf(template)).toMatchObject({ extra_network: "storage", master_lb_allowed_cidrs: "192.0.2.0/24" });
  });

  test("capi-helm: a new template upgrades the cluster in place, and is replaced before the old one goes", () => {
    const template = cluster();

    expect(template.get(CLUSTER)).not.toHaveProperty("lifecycle");
    expect(template.get(TEMPLATE)["lifecycle"]).toEqual({
      create_before_destroy: true,
      replace_triggered_by: [template.one("terraform_data").address],
    });
  });

  test("vexxhost: the template is frozen, and what the driver cannot change is ignored", () => {
    const template = cluster({ driver: "vexxhost", protect: true });

    expect(template.get(TEMPLATE)["lifecycle"]).toEqual({ ignore_changes: "all" });
    expect(template.get(CLUSTER)["lifecycle"]).toEqual({
      prevent_destroy: true,
      ignore_changes: ["node_count", "cluster_template_id"],
    });
  });

  test.each<[MagnumDriver, Partial<MagnumClusterProps>]>([
    ["heat", { controlPlane: { flavor: "m.small", count: 3 }, workers: { flavor: "m.medium", count: 0 }, networkDriver: "flannel" }],
    ["capi-helm", { controlPlane: { flavor: "m.small", count: 3 }, workers: { flavor: "m.medium", count: 1 } }],
    ["vexxhost", { controlPlane: { flavor: "m.small", count: 5 }, workers: { flavor: "m.medium", count: 0 }, networkDriver: "cilium" }],
  ])("what others refuse is allowed with %s", (driver, props) => {
    expect(() => cluster({ driver, ...props })).not.toThrow();
  });

  test.each<[MagnumDriver, string]>([
    ["heat", "magnum.openstack.org/nodegroup"],
    ["capi-helm", "capi.stackhpc.com/node-group"],
    ["vexxhost", "node.cluster.x-k8s.io/nodegroup"],
  ])("nodes of a group are labelled in the way of %s", (driver, label) => {
    synthStack((stack) => {
      const made = new MagnumCluster(stack, "cluster", { ...PROPS, driver });
      expect(made.nodeSelector("default-worker")).toEqual({ [label]: "default-worker" });
    });
  });

  test.each<[string, Partial<MagnumClusterProps>, string]>([
    [
      "a name with an underscore",
      { name: "gaia_dev" },
      "cluster name must be an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last, at most 63 characters, got 'gaia_dev'; 'gaia-dev' would do",
    ],
    ...MAGNUM_DRIVERS.map((driver): [string, Partial<MagnumClusterProps>, string] => [
      `an even control plane with ${driver}`,
      { driver, controlPlane: { flavor: "m.small", count: 4 } },
      `controlPlane.count must be odd with driver ${driver}, got 4; use 3 or 5`,
    ]),
    ["no control plane", { controlPlane: { flavor: "m.small", count: 0 } }, "controlPlane.count must be at least 1, got 0"],
    [
      "no workers with capi-helm",
      { workers: { flavor: "m.small", count: 0 } },
      "workers.count must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      "a CNI plugin that the driver does not know",
      { networkDriver: "flannel" },
      "networkDriver must be calico or cilium with driver capi-helm, got 'flannel'",
    ],
    [
      "extra networks with vexxhost",
      { driver: "vexxhost", extraNetworks: ["storage"] },
      "extraNetworks cannot be used with driver vexxhost, which has no label for them; use network.storageRoute",
    ],
    [
      "allowed networks with vexxhost",
      { driver: "vexxhost", api: { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] } },
      "api.allowedCidrs cannot be used with driver vexxhost, which has no label for it; set api.floatingIp to false",
    ],
    [
      "a label of another driver",
      { labels: { calico_tag: "v3.26.4" } },
      "labels.calico_tag is not a label that driver capi-helm reads (heat and vexxhost would); use extraLabels if you are sure",
    ],
    [
      "bounds as a label of the cluster",
      { clusterLabels: { max_node_count: 3 } as object },
      "clusterLabels.max_node_count is not a label to set: it follows max of cluster.workers; node groups have min and max of their own; leave it out",
    ],
    [
      "a label of the template on the cluster",
      { clusterLabels: { capi_helm_chart_version: "0.27.0" } },
      "clusterLabels.capi_helm_chart_version is read from the template only; move it to labels",
    ],
    [
      "a node group that may be empty with capi-helm",
      { nodeGroups: [{ name: "spark", flavor: "m.large", min: 0, max: 3 }] },
      "nodeGroups[0].min must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      "an autoscaled node group without autoscaling",
      { autoScaling: false, nodeGroups: [{ name: "spark", flavor: "m.large", min: 1, max: 3 }] },
      "nodeGroups[0].min must equal max while autoScaling is false, got 1 and 3",
    ],
  ])("fails for %s", (_what, props, message) => {
    expect(() => cluster(props)).toThrow(new Error(message));
  });
});
