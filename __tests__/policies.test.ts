import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { StorageClassV1, type StorageClassV1Config } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Release, type ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import {
  Aspects,
  HttpBackend,
  LocalBackend,
  PgBackend,
  S3Backend,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { ContainerinfraClusterV1, type ContainerinfraClusterV1Config } from "../.gen/providers/openstack/containerinfra-cluster-v1";
import { ContainerinfraClustertemplateV1 } from "../.gen/providers/openstack/containerinfra-clustertemplate-v1";
import { ContainerinfraNodegroupV1 } from "../.gen/providers/openstack/containerinfra-nodegroup-v1";
import { DataOpenstackContainerinfraClusterV1 } from "../.gen/providers/openstack/data-openstack-containerinfra-cluster-v1";
import { NetworkingNetworkV2 } from "../.gen/providers/openstack/networking-network-v2";
import { NetworkingPortV2 } from "../.gen/providers/openstack/networking-port-v2";
import { NetworkingRouterV2 } from "../.gen/providers/openstack/networking-router-v2";
import { NetworkingSubnetV2 } from "../.gen/providers/openstack/networking-subnet-v2";
import { SharedfilesystemShareAccessV2 } from "../.gen/providers/openstack/sharedfilesystem-share-access-v2";
import { OpenstackProvider, type OpenstackProviderConfig } from "../.gen/providers/openstack/provider";
import { formatViolation, Policies, suppressPolicy, type PolicyViolation } from "../constructs/policies/policies";
import type { Tier } from "../constructs/policies/policy-rule";
import { POLICY_RULES } from "../constructs/policies/policy-rules";
import { newApp, sensitive } from "./support/synth";

const STACK = "alpha-cluster";

function violations(tier: Tier, build: (stack: TerraformStack) => void): PolicyViolation[] {
  const stack = new TerraformStack(newApp(), STACK);
  build(stack);
  const policies = new Policies(tier);
  return stack.node.findAll().flatMap((node) => policies.check(node));
}

function messages(id: string, build: (stack: TerraformStack) => void, tier: Tier = "prod"): string[] {
  return violations(tier, build)
    .filter((violation) => violation.id === id)
    .map(({ message }) => message);
}

const provider =
  (config: OpenstackProviderConfig = { cloud: "alpha" }) =>
  (stack: TerraformStack) =>
    new OpenstackProvider(stack, "openstack", config);

const release =
  (config: Partial<ReleaseConfig> = {}) =>
  (stack: TerraformStack) =>
    new Release(stack, "release", {
      name: "thing",
      namespace: "things",
      chart: "thing",
      repository: "https://charts.example.org",
      version: "1.2.3",
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      timeout: 600,
      ...config,
    });

const cluster =
  (config: Partial<ContainerinfraClusterV1Config> = {}) =>
  (stack: TerraformStack) =>
    new ContainerinfraClusterV1(stack, "cluster", {
      name: "alpha",
      clusterTemplateId: "template-id",
      masterCount: 3,
      lifecycle: { preventDestroy: true },
      ...config,
    });

const template =
  (labels: Record<string, string>, floatingIpEnabled: boolean | undefined = false) =>
  (stack: TerraformStack) =>
    new ContainerinfraClustertemplateV1(stack, "template", { name: "t", coe: "kubernetes", image: "i", floatingIpEnabled, labels });

const storageClass =
  (config: Partial<StorageClassV1Config> = {}) =>
  (stack: TerraformStack) =>
    new StorageClassV1(stack, `class-${stack.node.children.length}`, {
      metadata: { name: "cinder" },
      storageProvisioner: "cinder.csi.openstack.org",
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
      ...config,
    });

const isDefault = { metadata: { name: "c", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } };

const nodeGroup = (minNodeCount: number, nodeCount: number, maxNodeCount: number) => (stack: TerraformStack) =>
  new ContainerinfraNodegroupV1(stack, "group", { name: "spark", clusterId: "id", minNodeCount, nodeCount, maxNodeCount });

const network = (tags?: string[]) => (stack: TerraformStack) => new NetworkingNetworkV2(stack, "network", { name: "alpha", tags });

describe("GAIA-SEC-1: providers have no credentials of their own", () => {
  test("passes for the name of an entry of clouds.yaml", () => {
    expect(messages("GAIA-SEC-1", provider())).toEqual([]);
  });

  test.each([
    ["password", { password: "hunter2" }],
    ["token", { token: "gAAAAA" }],
    ["application_credential_secret", { applicationCredentialSecret: "s" }],
    ["user_name", { userName: "operator" }],
  ])("fails for %s", (key, config) => {
    expect(messages("GAIA-SEC-1", provider(config), "dev")).toEqual([
      `provider 'openstack' sets ${key}; use cloud, the name of an entry of clouds.yaml`,
    ]);
  });

  test("fails even for a variable, because the scanners of others do", () => {
    expect(messages("GAIA-SEC-1", (stack) => provider({ password: sensitive(stack, "password") })(stack))).toHaveLength(1);
  });
});

describe("GAIA-SEC-2: nothing that looks like a secret is written", () => {
  const LOOKS = "looks like a secret; pass a sensitive TerraformVariable to a write-only attribute";

  test("passes for sensitive variables, names of Secrets and hashes", () => {
    expect(
      messages("GAIA-SEC-2", (stack) => {
        new SecretV1(stack, "secret", { metadata: { name: "s3" }, dataWo: { password: sensitive(stack, "password") }, dataWoRevision: 1 });
        new ConfigMapV1(stack, "config", {
          metadata: { name: "spark" },
          data: {
            "spark-defaults.conf":
              "spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY=spark-s3:AWS_SECRET_ACCESS_KEY\nspark.eventLog.enabled=false\n",
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          },
        });
        release({ values: ["secret:\n  create: false\n  name: cloud-config\n", "NativeAuthenticator:\n  check_common_password: true\n"] })(
          stack,
        );
      }),
    ).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "a key named password",
      (stack) => new SecretV1(stack, "secret", { metadata: { name: "s" }, data: { password: "hunter2" } }),
      `data.password ${LOOKS}`,
    ],
    [
      "a key of Manila's credential",
      (stack) =>
        new SecretV1(stack, "secret", { metadata: { name: "s" }, dataWo: { "os-applicationCredentialSecret": "abc" }, dataWoRevision: 1 }),
      `data_wo.os-applicationCredentialSecret ${LOOKS}`,
    ],
    [
      "a variable in capitals",
      (stack) => new ConfigMapV1(stack, "c", { metadata: { name: "c" }, data: { DB_PASSWORD: "hunter2" } }),
      `data.DB_PASSWORD ${LOOKS}`,
    ],
    ["a line of Helm values", release({ values: ["grafana:\n  adminPassword: hunter2\n"] }), `values.0 (adminPassword) ${LOOKS}`],
    [
      "a line of cloud.conf",
      (stack) =>
        new ConfigMapV1(stack, "c", {
          metadata: { name: "c" },
          data: { "cloud.conf": '[Global]\napplication-credential-secret = "abc"\n' },
        }),
      `data.cloud.conf (application-credential-secret) ${LOOKS}`,
    ],
    [
      "a password in a URL",
      (stack) =>
        new ConfigMapV1(stack, "c", { metadata: { name: "c" }, data: { HTTP_PROXY: "http://gaia:hunter2@proxy.example.org:3128" } }),
      `data.HTTP_PROXY ${LOOKS}`,
    ],
    [
      "a private key",
      (stack) => new ConfigMapV1(stack, "c", { metadata: { name: "c" }, data: { pem: "-----BEGIN RSA PRIVATE KEY-----" } }),
      `data.pem ${LOOKS}`,
    ],
    [
      "an access key of AWS",
      (stack) => new ConfigMapV1(stack, "c", { metadata: { name: "c" }, data: { id: `AKIA${"X".repeat(16)}` } }),
      `data.id ${LOOKS}`,
    ],
    [
      "a long random text",
      (stack) =>
        new ConfigMapV1(stack, "c", {
          metadata: { name: "c" },
          data: { id: "Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJD" },
        }),
      `data.id ${LOOKS}`,
    ],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-SEC-2", build, "dev")).toEqual([message]);
  });

  test("fails for an output that shows access to the cluster, unless it is sensitive", () => {
    const output = (config: { sensitive?: boolean }) => (stack: TerraformStack) => {
      const data = new DataOpenstackContainerinfraClusterV1(stack, "data", { name: "alpha" });
      new TerraformOutput(stack, "access", { value: data.kubeconfig.lookup("client_key"), ...config });
    };

    expect(messages("GAIA-SEC-2", output({}))).toEqual(["output 'access' shows access to the cluster; leave it out or set sensitive"]);
    expect(messages("GAIA-SEC-2", output({ sensitive: true }))).toEqual([]);
  });
});

describe("GAIA-SEC-3: TLS is verified", () => {
  const OFF = "turns off the verification of TLS; leave it out, and give a private CA as identity.caCertificate of the site";
  const conf = (line: string) => (stack: TerraformStack) =>
    new ConfigMapV1(stack, "config", { metadata: { name: "c" }, data: { "cloud.conf": `[Global]\n${line}\n` } });

  test("passes for connections that are verified", () => {
    expect(messages("GAIA-SEC-3", provider({ cloud: "alpha", insecure: false }))).toEqual([]);
    expect(messages("GAIA-SEC-3", conf("tls-insecure = false"))).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, RegExp]>([
    ["insecure of the OpenStack provider", provider({ cloud: "alpha", insecure: true }), /^insecure /],
    ["insecure of the Kubernetes provider", (stack) => new KubernetesProvider(stack, "kubernetes", { insecure: true }), /^insecure /],
    ["tls-insecure in cloud.conf", conf("tls-insecure = true"), /^data\.cloud\.conf/],
    [
      "os-TLSInsecure of Manila's credential",
      (stack) => new SecretV1(stack, "s", { metadata: { name: "s" }, dataWo: { "os-TLSInsecure": "true" }, dataWoRevision: 1 }),
      /^data_wo\.os-TLSInsecure /,
    ],
    ["a Helm value", release({ values: ["provider:\n  insecureSkipVerify: true\n"] }), /^values\.0/],
  ])("fails for %s", (_what, build, where) => {
    const [message, ...others] = messages("GAIA-SEC-3", build, "dev");

    expect(message).toMatch(where);
    expect(message).toMatch(new RegExp(`${OFF}$`));
    expect(others).toEqual([]);
  });
});

describe("GAIA-SEC-4: nobody is let in by accident", () => {
  test("passes for named networks, and for everyone outside production", () => {
    const open = template({ master_lb_floating_ip_enabled: "true" });
    const named = { master_lb_floating_ip_enabled: "true", api_master_lb_allowed_cidrs: "192.0.2.0/24" };

    expect(messages("GAIA-SEC-4", template(named))).toEqual([]);
    // Octavia takes an empty list for no restriction.
    expect(messages("GAIA-SEC-4", template({ ...named, api_master_lb_allowed_cidrs: "" }))).toHaveLength(1);
    expect(messages("GAIA-SEC-4", template({ master_lb_floating_ip_enabled: "false" }))).toEqual([]);
    expect(messages("GAIA-SEC-4", open, "dev")).toEqual([]);
    expect(messages("GAIA-SEC-4", open, "test")).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "an API server that everyone may reach",
      template({ master_lb_floating_ip_enabled: "true" }),
      "API server has a floating IP that everyone may reach; set api.allowedCidrs to your own networks",
    ],
    [
      "an API server open to 0.0.0.0/0",
      template({ master_lb_floating_ip_enabled: "true", master_lb_allowed_cidrs: "192.0.2.0/24,0.0.0.0/0" }),
      "API server has a floating IP that 192.0.2.0/24,0.0.0.0/0 may reach; set api.allowedCidrs to your own networks",
    ],
    [
      "an API server that leaves it to the driver",
      template({}),
      "floating_ip_enabled and the label master_lb_floating_ip_enabled must be set, true or false",
    ],
    [
      "a load balancer open to 0.0.0.0/0",
      release({ values: ["service:\n  spec:\n    loadBalancerSourceRanges:\n      - 0.0.0.0/0\n"] }),
      "values.0 lets 0.0.0.0/0 in; name the networks of your users",
    ],
    [
      "an Ingress open to 0.0.0.0/0",
      (stack) =>
        new IngressV1(stack, "ingress", {
          metadata: { name: "i", annotations: { "octavia.ingress.kubernetes.io/whitelist-source-range": "0.0.0.0/0" } },
          spec: {},
        }),
      "metadata.annotations.octavia.ingress.kubernetes.io/whitelist-source-range lets 0.0.0.0/0 in; name the networks of your users",
    ],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-SEC-4", build)).toEqual([message]);
  });
});

describe("GAIA-REL-1: the same commit installs the same software", () => {
  test.each<[string, Partial<ReleaseConfig>]>([
    ["an exact version over https", {}],
    ["a version with v over oci", { version: "v1.9.0", repository: "oci://registry.example.org/charts" }],
    ["a chart of the project's own", { chart: "./assets/chart_1234/ABCDEF", version: undefined, repository: undefined }],
  ])("passes for %s", (_what, config) => {
    expect(messages("GAIA-REL-1", release(config))).toEqual([]);
  });

  test.each<[string, Partial<ReleaseConfig>, string]>([
    ["no version", { version: undefined }, "chart 'thing' has version missing; give an exact one"],
    ["a range", { version: "~> 1.2" }, "chart 'thing' has version '~> 1.2'; give an exact one"],
    ["a part of a version", { version: "1.2" }, "chart 'thing' has version '1.2'; give an exact one"],
    [
      "plain http",
      { repository: "http://charts.example.org" },
      "chart 'thing' comes from 'http://charts.example.org'; use an https:// or oci:// repository",
    ],
    ["no repository", { repository: undefined }, "chart 'thing' comes from missing; use an https:// or oci:// repository"],
  ])("fails for %s", (_what, config, message) => {
    expect(messages("GAIA-REL-1", release(config), "dev")).toEqual([message]);
  });
});

describe("GAIA-REL-1: the same commit uses the same providers", () => {
  const providerOf = (providerVersion?: string) => (stack: TerraformStack) =>
    new (class extends TerraformProvider {})(stack, "provider", {
      terraformResourceType: "thing",
      terraformGeneratorMetadata: { providerName: "thing", providerVersion },
    });

  test.each(["1.2.3", "~> 1.2"])("passes for version %s", (version) => {
    expect(messages("GAIA-REL-1", providerOf(version))).toEqual([]);
  });

  test.each([
    [undefined, "provider 'thing' has version missing; give an exact one or ~>"],
    [">= 1.0", "provider 'thing' has version '>= 1.0'; give an exact one or ~>"],
  ])("fails for version %s", (version, message) => {
    expect(messages("GAIA-REL-1", providerOf(version), "dev")).toEqual([message]);
  });
});

describe("GAIA-REL-4: many nodes mount only what many nodes can", () => {
  const claimOn = (provisioner: string, byReference: boolean, accessMode: string) => (stack: TerraformStack) => {
    const made = storageClass({ storageProvisioner: provisioner, reclaimPolicy: "Retain" })(stack);
    new PersistentVolumeClaimV1(stack, "claim", {
      metadata: { name: "claim" },
      spec: {
        accessModes: [accessMode],
        storageClassName: byReference ? made.metadata.name : made.metadata.nameInput!,
        resources: { requests: { storage: "1Gi" } },
      },
    });
  };

  test.each([true, false])("passes for shares, and for volumes of one node (by reference: %s)", (byReference) => {
    expect(messages("GAIA-REL-4", claimOn("cephfs.manila.csi.openstack.org", byReference, "ReadWriteMany"))).toEqual([]);
    expect(messages("GAIA-REL-4", claimOn("cinder.csi.openstack.org", byReference, "ReadWriteOnce"))).toEqual([]);
  });

  test.each([true, false])("fails for ReadWriteMany on a Cinder class (by reference: %s)", (byReference) => {
    expect(messages("GAIA-REL-4", claimOn("cinder.csi.openstack.org", byReference, "ReadWriteMany"), "dev")).toEqual([
      `claim ${STACK}/claim is ReadWriteMany on a Cinder class; use a class of Manila shares`,
    ]);
  });
});

describe("GAIA-SEC-4: load balancers that let everyone in", () => {
  test("networks that may reach the API count for nothing with ovn", () => {
    const labels = { master_lb_floating_ip_enabled: "true", master_lb_allowed_cidrs: "192.0.2.0/24" };
    expect(messages("GAIA-SEC-4", template(labels))).toEqual([]);
    expect(messages("GAIA-SEC-4", template({ ...labels, octavia_provider: "ovn" }))).toEqual([
      "API server has a floating IP that everyone may reach; set api.floatingIp to false",
    ]);
  });
});

describe("GAIA-SEC-5: shares over NFS are opened to the nodes", () => {
  const shareClass = (parameters?: Record<string, string>) => (stack: TerraformStack) => {
    new StorageClassV1(stack, "class", { metadata: { name: "nfs" }, storageProvisioner: "nfs.manila.csi.openstack.org", parameters });
  };
  const access =
    (accessTo: string, accessType = "ip") =>
    (stack: TerraformStack) => {
      new SharedfilesystemShareAccessV2(stack, "access", { shareId: "1", accessLevel: "ro", accessType, accessTo });
    };

  test("passes for one network, and for shares whose clients have a key", () => {
    expect(messages("GAIA-SEC-5", shareClass({ "nfs-shareClient": "198.51.100.7" }), "dev")).toEqual([]);
    expect(messages("GAIA-SEC-5", access("10.0.0.0/20"), "dev")).toEqual([]);
    expect(messages("GAIA-SEC-5", access("0.0.0.0/0", "cephx"), "dev")).toEqual([]);
  });

  test("is broken by a class that says nothing or everyone, and by an access of everyone, in any tier", () => {
    expect(messages("GAIA-SEC-5", shareClass(), "dev")).toEqual([
      "parameter nfs-shareClient is missing, which lets 0.0.0.0/0 in; name the network that the nodes come from",
    ]);
    expect(messages("GAIA-SEC-5", shareClass({ "nfs-shareClient": "0.0.0.0/0" }), "dev")).toEqual([
      "parameter nfs-shareClient lets 0.0.0.0/0 in; name the network that the nodes come from",
    ]);
    expect(messages("GAIA-SEC-5", access("0.0.0.0/0"), "dev")).toEqual([
      "access_to lets 0.0.0.0/0 in; name the network that the nodes come from",
    ]);
  });
});

describe("GAIA-SEC-4: security groups", () => {
  const rule =
    (remote: string, direction = "ingress") =>
    (stack: TerraformStack) => {
      const element = new TerraformResource(stack, "rule", { terraformResourceType: "openstack_networking_secgroup_rule_v2" });
      const attributes = { direction, remote_ip_prefix: remote, port_range_min: 30000, port_range_max: 32767 };
      // A resource without bindings says its attributes by overrides, which policies see as they see everything else.
      for (const [key, value] of Object.entries(attributes)) element.addOverride(key, value);
    };

  test("passes for named networks and for what goes out", () => {
    expect(messages("GAIA-SEC-4", rule("192.0.2.0/24"))).toEqual([]);
    expect(messages("GAIA-SEC-4", rule("0.0.0.0/0", "egress"))).toEqual([]);
  });

  test("fails for node ports that are open to everyone", () => {
    expect(messages("GAIA-SEC-4", rule("0.0.0.0/0"), "dev")).toEqual([
      "security group lets '0.0.0.0/0' in to ports '30000' to '32767'; name the networks of your users",
    ]);
  });
});

describe("GAIA-REL-2: a failed release leaves nothing behind", () => {
  test("passes for a release that waits and cleans up", () => {
    expect(messages("GAIA-REL-2", release())).toEqual([]);
    expect(messages("GAIA-REL-2", release({ wait: undefined, timeout: 3600 }))).toEqual([]);
  });

  test.each<[string, Partial<ReleaseConfig>, string]>([
    ["no atomic", { atomic: undefined }, "release 'thing' must set atomic and cleanup_on_fail"],
    ["no cleanup_on_fail", { cleanupOnFail: false }, "release 'thing' must set atomic and cleanup_on_fail"],
    ["no waiting", { wait: false }, "release 'thing' must wait until it is ready"],
    ["no timeout", { timeout: undefined }, "release 'thing' has timeout missing; give at most 3600 seconds"],
    ["too long a timeout", { timeout: 3601 }, "release 'thing' has timeout '3601'; give at most 3600 seconds"],
    ["namespace default", { namespace: "default" }, "release 'thing' must have a namespace that is not default"],
    ["no namespace", { namespace: undefined }, "release 'thing' must have a namespace that is not default"],
  ])("fails for %s", (_what, config, message) => {
    expect(messages("GAIA-REL-2", release(config), "dev")).toEqual([message]);
  });
});

describe("GAIA-REL-3: production survives a node and a wrong click", () => {
  test("passes for three protected control planes, and for less outside production", () => {
    expect(messages("GAIA-REL-3", cluster())).toEqual([]);
    expect(messages("GAIA-REL-3", cluster({ masterCount: 1, lifecycle: undefined }), "dev")).toEqual([]);
    expect(messages("GAIA-REL-3", (stack) => new DataOpenstackContainerinfraClusterV1(stack, "data", { name: "alpha" }))).toEqual([]);
    expect(messages("GAIA-REL-3", nodeGroup(1, 2, 3), "dev")).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    ["one control plane", cluster({ masterCount: 1 }), "cluster has '1' control planes; production needs an odd number, 3 or more"],
    ["an even number", cluster({ masterCount: 4 }), "cluster has '4' control planes; production needs an odd number, 3 or more"],
    [
      "an open number",
      cluster({ masterCount: undefined }),
      "cluster has missing control planes; production needs an odd number, 3 or more",
    ],
    ["an unprotected cluster", cluster({ lifecycle: {} }), "cluster is not protected; set protect so that Terraform refuses to destroy it"],
    ["too few nodes", nodeGroup(2, 1, 3), "node_count must be between min_node_count 2 and max_node_count 3, got 1"],
    ["too many nodes", nodeGroup(1, 4, 3), "node_count must be between min_node_count 1 and max_node_count 3, got 4"],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-REL-3", build)).toEqual([message]);
  });
});

describe("GAIA-REL-4: storage classes neither lose data nor leave pods pending", () => {
  const manila = { storageProvisioner: "cephfs.manila.csi.openstack.org", volumeBindingMode: "Immediate" };

  test("passes for one default, binding where the pod runs, and kept shares in production", () => {
    const build = (stack: TerraformStack) => {
      storageClass(isDefault)(stack);
      storageClass()(stack);
      storageClass({ ...manila, reclaimPolicy: "Retain" })(stack);
    };

    expect(messages("GAIA-REL-4", build)).toEqual([]);
    expect(messages("GAIA-REL-4", storageClass(manila), "dev")).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "two defaults",
      (stack) => [storageClass(isDefault)(stack), storageClass(isDefault)(stack)],
      "2 storage classes are marked as the default; mark one",
    ],
    [
      "Cinder volumes that are made at once",
      storageClass({ volumeBindingMode: "Immediate" }),
      "volume_binding_mode is 'Immediate'; a Cinder volume must be made in the zone of its pod: WaitForFirstConsumer",
    ],
    [
      "shares that go with their claim",
      storageClass({ ...manila, reclaimPolicy: "Delete" }),
      "reclaim_policy is 'Delete'; shared data in production must be kept: Retain",
    ],
    [
      "shares without a policy",
      storageClass({ ...manila, reclaimPolicy: undefined }),
      "reclaim_policy is missing; shared data in production must be kept: Retain",
    ],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-REL-4", build)).toEqual([message]);
  });
});

describe("GAIA-REL-5: volumes carry their cluster's mark", () => {
  test.each(["openstack-cinder-csi", "openstack-manila-csi"])("%s: passes with the cluster's UUID", (chart) => {
    expect(messages("GAIA-REL-5", release({ chart, values: ["clusterID: 0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11\n"] }))).toEqual([]);
  });

  test.each(["openstack-cinder-csi", "openstack-manila-csi"])("%s: fails without it, or with the chart's default", (chart) => {
    expect(messages("GAIA-REL-5", release({ chart }), "dev")).toEqual(["clusterID is missing; set it to the cluster's UUID"]);
    expect(messages("GAIA-REL-5", release({ chart, values: ["clusterID: kubernetes\n"] }), "dev")).toEqual([
      "clusterID is 'kubernetes'; set it to the cluster's UUID",
    ]);
  });
});

describe("GAIA-REL-5: load balancers carry their cluster's mark", () => {
  const config = (text: string) => (stack: TerraformStack) =>
    new SecretV1(stack, "config", {
      metadata: { name: "config" },
      dataWo: { "octavia-ingress-controller-config.yaml": text },
      dataWoRevision: 1,
    });

  test("passes with the cluster's UUID, and for Secrets of other software", () => {
    expect(messages("GAIA-REL-5", config('cluster-name: "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11"\nopenstack: {}\n'))).toEqual([]);
    expect(messages("GAIA-REL-5", (stack) => new SecretV1(stack, "other", { metadata: { name: "other" } }))).toEqual([]);
  });

  test("fails without it, or with the name that every cluster has", () => {
    expect(messages("GAIA-REL-5", config("openstack: {}\n"), "dev")).toEqual(["cluster-name is missing; set it to the cluster's UUID"]);
    expect(messages("GAIA-REL-5", config("cluster-name: kubernetes\n"), "dev")).toEqual([
      "cluster-name is 'kubernetes'; set it to the cluster's UUID",
    ]);
  });
});

describe("a Ceph cluster inside the cluster", () => {
  const ceph = (values: object) => release({ chart: "rook-ceph-cluster", values: [JSON.stringify(values)] });
  const spec = (cephClusterSpec: object) => ceph({ cephClusterSpec });
  const pool = (size: number, failureDomain?: string) => ({ replicated: { size }, ...(failureDomain !== undefined && { failureDomain }) });

  test("passes as RookCeph makes it, and other charts are not looked at", () => {
    const fileSystems = [{ name: "shared", spec: { metadataPool: pool(3, "host"), dataPools: [{ name: "data0", ...pool(3, "host") }] } }];
    const good = ceph({ cephBlockPools: [{ name: "block", spec: pool(2, "host") }], cephFileSystems: fileSystems, cephObjectStores: [] });
    const other = release({ values: ["cephClusterSpec: {network: {provider: host}}"] });

    for (const id of ["GAIA-SEC-6", "GAIA-REL-6"]) expect([good, other].flatMap((build) => messages(id, build))).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "host network",
      spec({ network: { provider: "host" } }),
      "cephClusterSpec.network.provider is 'host', so that its daemons listen on the nodes; leave it out",
    ],
    [
      "an ingress",
      ceph({ ingress: { dashboard: { host: { name: "ceph.example.org" } } } }),
      "the dashboard is given a host; leave it out, and look at it by kubectl port-forward",
    ],
  ])("GAIA-SEC-6 fails for %s", (_what, build, message) => {
    expect(messages("GAIA-SEC-6", build, "dev")).toEqual([message]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "consent beforehand",
      spec({ cleanupPolicy: { confirmation: "yes-really-destroy-data" } }),
      "cephClusterSpec.cleanupPolicy.confirmation agrees beforehand to the loss of all data; leave it out, destroy asks for it",
    ],
    [
      "an end with claims on it",
      spec({ cleanupPolicy: { allowUninstallWithVolumes: true } }),
      "cephClusterSpec.cleanupPolicy.allowUninstallWithVolumes lets Ceph go while claims are on it; leave it out",
    ],
    [
      "disks of all nodes",
      spec({ storage: { useAllNodes: true } }),
      "cephClusterSpec.storage.useAllNodes takes disks that nobody has named; leave it out",
    ],
  ])("GAIA-REL-6 fails for %s in any tier", (_what, build, message) => {
    expect(messages("GAIA-REL-6", build, "dev")).toEqual([message]);
  });

  test("GAIA-REL-6 fails in prod for one copy, and for copies that one node may have", () => {
    const build = ceph({
      cephBlockPools: [{ name: "block", spec: pool(1, "host") }],
      cephObjectStores: [{ name: "store", spec: { metadataPool: pool(3, "osd"), dataPool: { failureDomain: "host", erasureCoded: {} } } }],
    });

    expect(messages("GAIA-REL-6", build)).toEqual([
      "cephBlockPools[0].spec has 1 copy of all data; production needs 2 or more",
      "cephObjectStores[0].spec.metadataPool.failureDomain is 'osd'; copies must be on nodes of their own: 'host'",
    ]);
    expect(messages("GAIA-REL-6", build, "dev")).toEqual([]);
  });
});

describe("GAIA-OPS-1: the state is shared, locked and encrypted", () => {
  const s3 =
    (config: object, lock = true) =>
    (stack: TerraformStack) => {
      const backend = new S3Backend(stack, { bucket: "b", key: `${STACK}.tfstate`, encrypt: true, ...config });
      if (lock) backend.addOverride("use_lockfile", true);
    };
  const http = (config: object) => (stack: TerraformStack) =>
    new HttpBackend(stack, { address: `https://git.example.org/${STACK}`, lockAddress: "https://git.example.org/lock", ...config });

  test.each<[string, (stack: TerraformStack) => unknown, Tier]>([
    ["s3", s3({}), "prod"],
    ["s3 with a lock table", s3({ dynamodbTable: "locks" }, false), "prod"],
    ["http", http({}), "prod"],
    ["pg", (stack) => new PgBackend(stack, { schemaName: STACK, connStr: undefined as unknown as string }), "prod"],
    ["local in dev", (stack) => new LocalBackend(stack, { path: `${STACK}.tfstate` }), "dev"],
  ])("passes for %s", (_what, build, tier) => {
    expect(messages("GAIA-OPS-1", build, tier)).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    ["no backend", () => undefined, "no backend is declared, so the state would lie in a folder of one person; declare one"],
    ["s3 without encryption", s3({ encrypt: undefined }), "backend s3 does not encrypt; set encrypt"],
    ["s3 without a lock", s3({}, false), "backend s3 does not lock; set use_lockfile"],
    [
      "s3 with a shared key",
      s3({ key: "terraform.tfstate" }),
      `backend key 'terraform.tfstate' does not contain the stack's name '${STACK}'`,
    ],
    ["http without a lock", http({ lockAddress: undefined }), "backend http does not lock; set lock_address"],
    [
      "http with a shared address",
      http({ address: "https://git.example.org/state" }),
      `backend address 'https://git.example.org/state' does not contain the stack's name '${STACK}'`,
    ],
    [
      "pg without a schema",
      (stack) => new PgBackend(stack, { connStr: undefined as unknown as string }),
      `backend schema_name missing does not contain the stack's name '${STACK}'`,
    ],
    [
      "local in production",
      (stack) => new LocalBackend(stack, { path: `${STACK}.tfstate` }),
      "backend local keeps the state on one machine; use s3, http or pg",
    ],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-OPS-1", build)).toEqual([message]);
  });
});

describe("GAIA-OPS-2: names and tags tell whose it is", () => {
  const TAGS = ["project=alpha", "environment=prod", "managed-by=cdktf-magnum"];

  test("passes for RFC 1123 names and the three tags", () => {
    expect(messages("GAIA-OPS-2", release())).toEqual([]);
    expect(messages("GAIA-OPS-2", cluster())).toEqual([]);
    expect(messages("GAIA-OPS-2", network(TAGS))).toEqual([]);
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "a release with an underscore",
      release({ name: "my_thing" }),
      "release name 'my_thing' must be an RFC 1123 subdomain of at most 53 characters",
    ],
    [
      "a release with a long name",
      release({ name: "a".repeat(54) }),
      `release name '${"a".repeat(54)}' must be an RFC 1123 subdomain of at most 53 characters`,
    ],
    ["a cluster with an underscore", cluster({ name: "gaia_prod" }), "cluster name 'gaia_prod' must be an RFC 1035 label"],
    ["a network without tags", network(), "tags project=..., environment=..., managed-by=... are missing"],
    [
      "a subnet without tags",
      (stack) => new NetworkingSubnetV2(stack, "subnet", { networkId: "id", cidr: "10.1.0.0/24", tags: TAGS.slice(1) }),
      "tags project=... are missing",
    ],
    [
      "a router without tags",
      (stack) => new NetworkingRouterV2(stack, "router", { tags: [TAGS[0]!, TAGS[2]!] }),
      "tags environment=... are missing",
    ],
    [
      "a port without tags",
      (stack) => new NetworkingPortV2(stack, "port", { networkId: "id" }),
      "tags project=..., environment=..., managed-by=... are missing",
    ],
    ["a network without one of them", network(TAGS.slice(0, 2)), "tags managed-by=... are missing"],
  ])("fails for %s", (_what, build, message) => {
    expect(messages("GAIA-OPS-2", build, "dev")).toEqual([message]);
  });
});

describe("policies", () => {
  test("are the twelve that are documented, each with a reason", () => {
    expect(POLICY_RULES.map(({ id }) => id)).toEqual([
      "GAIA-SEC-1",
      "GAIA-SEC-2",
      "GAIA-SEC-3",
      "GAIA-SEC-4",
      "GAIA-SEC-5",
      "GAIA-SEC-6",
      "GAIA-REL-1",
      "GAIA-REL-2",
      "GAIA-REL-3",
      "GAIA-REL-4",
      "GAIA-REL-5",
      "GAIA-REL-6",
      "GAIA-OPS-1",
      "GAIA-OPS-2",
    ]);
    for (const { reason } of POLICY_RULES) expect(reason.length).toBeGreaterThan(20);
  });

  test("do not mind constructs that they know nothing about", () => {
    const found = violations("prod", (stack) => {
      new LocalBackend(stack, { path: `${STACK}.tfstate` });
      new ClusterRoleV1(new Construct(stack, "plain"), "role", { metadata: { name: "reader" }, rule: [] });
    });

    expect(found.map(({ id }) => id)).toEqual(["GAIA-OPS-1"]);
  });

  test("tell id, place, what to do and why", () => {
    const [violation] = violations("dev", release({ wait: false })).filter(({ id }) => id === "GAIA-REL-2");

    expect(violation).toEqual({
      id: "GAIA-REL-2",
      path: `${STACK}/release`,
      message: "release 'thing' must wait until it is ready",
      reason: "a release that failed half-way blocks the next apply until somebody deletes its Secret by hand",
    });
    expect(formatViolation(violation!)).toBe(
      "GAIA-REL-2 release 'thing' must wait until it is ready " +
        "(a release that failed half-way blocks the next apply until somebody deletes its Secret by hand)",
    );
  });

  test("as an aspect of a stack, they fail the synthesis and name the construct", () => {
    const app = newApp();
    const stack = new TerraformStack(app, STACK);
    provider({ cloud: "alpha", insecure: true })(stack);
    new LocalBackend(stack, { path: `${STACK}.tfstate` });
    Aspects.of(stack).add(new Policies("dev"));

    expect(() => app.synth()).toThrow(
      `${STACK}/openstack] GAIA-SEC-3 insecure turns off the verification of TLS; leave it out, and give a private CA as identity.caCertificate of the site ` +
        "(a connection that is not verified can be listened to)",
    );
  });

  test("as an aspect of a stack, they let it pass when it obeys them", () => {
    const app = newApp();
    const stack = new TerraformStack(app, STACK);
    provider()(stack);
    new LocalBackend(stack, { path: `${STACK}.tfstate` });
    Aspects.of(stack).add(new Policies("dev"));

    expect(() => app.synth()).not.toThrow();
  });
});

describe("exceptions from policies", () => {
  const REASON = "the lab's charts come over its own network only";

  test("hold for a construct and everything below it, for one policy", () => {
    const found = violations("dev", (stack) => {
      new LocalBackend(stack, { path: `${STACK}.tfstate` });
      const [excepted, others] = [new Construct(stack, "excepted"), new Construct(stack, "others")];
      suppressPolicy(excepted, "GAIA-REL-1", REASON);
      for (const scope of [excepted, others]) {
        release({ repository: "http://charts.example.org", wait: false })(scope as TerraformStack);
      }
    });

    expect(found.map(({ id, path }) => `${id} ${path}`)).toEqual([
      `GAIA-REL-2 ${STACK}/excepted/release`,
      `GAIA-REL-1 ${STACK}/others/release`,
      `GAIA-REL-2 ${STACK}/others/release`,
    ]);
  });

  test("hold for a whole stack", () => {
    expect(messages("GAIA-OPS-1", (stack) => suppressPolicy(stack, "GAIA-OPS-1", REASON))).toEqual([]);
  });

  test.each(["", "   ", "because", "  because  "])("fails for the reason %j, which is none", (reason) => {
    expect(() => violations("dev", (stack) => suppressPolicy(stack, "GAIA-REL-1", reason))).toThrow(
      new Error(`an exception from policy GAIA-REL-1 needs a reason of at least 10 characters, got '${reason}'`),
    );
  });

  test("fails for a policy that does not exist", () => {
    expect(() => violations("dev", (stack) => suppressPolicy(stack, "GAIA-REL-9", REASON))).toThrow(
      new Error(
        "policy 'GAIA-REL-9' does not exist, there are GAIA-SEC-1, GAIA-SEC-2, GAIA-SEC-3, GAIA-SEC-4, GAIA-SEC-5, GAIA-SEC-6, GAIA-REL-1, GAIA-REL-2, " +
          "GAIA-REL-3, GAIA-REL-4, GAIA-REL-5, GAIA-REL-6, GAIA-OPS-1, GAIA-OPS-2",
      ),
    );
  });
});
