import { TerraformBackend, TerraformOutput, TerraformProvider, TerraformStack, type TerraformResource } from "cdktf";
import { DNS_LABEL } from "./names";
import { isLiteral, PolicyElement, type Attributes } from "./policy-element";
import { resolveTokens } from "./resolve";
import { looksLikeSecret } from "./secret-patterns";

/** How much a project matters. */
export type Tier = "dev" | "test" | "prod";

/** A rule that constructs must obey. */
export interface PolicyRule {
  /** Id, as in messages and suppressions. */
  readonly id: string;
  /** Why the rule exists. */
  readonly reason: string;
  /**
   * Finds what a construct does wrong.
   *
   * @param element - the construct
   * @param tier - how much the project matters
   * @returns one message for each violation
   */
  check(element: PolicyElement, tier: Tier): string[];
}

const INSECURE = /^(insecure|tls[-_]insecure|tls_disabled|insecure_skip_verify|insecureSkipVerify|tlsInsecure|os-TLSInsecure)$/;
const TAGGED = [
  "openstack_networking_network_v2",
  "openstack_networking_subnet_v2",
  "openstack_networking_router_v2",
  "openstack_networking_port_v2",
];
const WORLD = /(^|[\s",])(0\.0\.0\.0\/0|::\/0)/;

/**
 * The rules.
 *
 * @see docs/policies.md
 */
export const POLICY_RULES: readonly PolicyRule[] = [
  {
    id: "GAIA-SEC-1",
    reason: "credentials belong in clouds.yaml or the environment, not in a synthesised file",
    check: ({ kind, type, attributes }) => {
      if (kind !== "provider") return [];
      return ["password", "token", "application_credential_secret", "user_name"]
        .filter((key) => attributes[key] !== undefined)
        .map((key) => `provider '${type}' sets ${key}; use cloud, the name of an entry of clouds.yaml`);
    },
  },
  {
    id: "GAIA-SEC-2",
    reason: "what is in cdk.tf.json is in version control and in the state",
    check: ({ node, literals }) => {
      if (node instanceof TerraformOutput) return sensitiveOutputProblems(node);
      return literals
        .filter(({ key, value }) => looksLikeSecret(key, value))
        .map(({ path }) => `${path} looks like a secret; pass a sensitive TerraformVariable to a write-only attribute`);
    },
  },
  {
    id: "GAIA-SEC-3",
    reason: "a connection that is not verified can be listened to",
    check: ({ leaves, literals }) => {
      const places = [...leaves, ...literals].filter(({ key, value }) => INSECURE.test(key) && String(value) === "true");
      return [...new Set(places.map(({ path }) => path))].map(
        (path) => `${path} turns off the verification of TLS; give the site's CA certificate instead`,
      );
    },
  },
  {
    id: "GAIA-SEC-4",
    reason: "an API server that the whole internet reaches will be attacked",
    check: ({ type, attributes, literals }, tier) => {
      if (type === "openstack_containerinfra_clustertemplate_v1") return apiExposureProblems(attributes, tier);
      if (type === "openstack_networking_secgroup_rule_v2") return openPortProblems(attributes);
      if (tier !== "prod") return [];
      return literals
        .filter(({ path, value }) => /whitelist-source-range|^values/.test(path) && WORLD.test(value))
        .map(({ path }) => `${path} lets 0.0.0.0/0 in; name the networks of your users`);
    },
  },
  {
    id: "GAIA-REL-1",
    reason: "without exact versions the same commit installs different software tomorrow",
    check: ({ node, type, attributes }) => {
      if (node instanceof TerraformProvider) return providerVersionProblems(node);
      if (type !== "helm_release") return [];
      const { chart, version, repository } = attributes;
      if (/^\.\/assets\//.test(String(chart))) return [];
      const problems: string[] = [];
      if (!/^v?\d+\.\d+\.\d+([-+][\w.]+)?$/.test(String(version))) {
        problems.push(`chart '${String(chart)}' has version ${quoted(version)}; give an exact one`);
      }
      if (!/^(https|oci):\/\//.test(String(repository))) {
        problems.push(`chart '${String(chart)}' comes from ${quoted(repository)}; use an https:// or oci:// repository`);
      }
      return problems;
    },
  },
  {
    id: "GAIA-REL-2",
    reason: "a release that failed half-way blocks the next apply until somebody deletes its Secret by hand",
    check: ({ type, attributes }) => {
      if (type !== "helm_release") return [];
      const { name, atomic, cleanup_on_fail, wait, timeout, namespace } = attributes;
      const problems: string[] = [];
      if (atomic !== true || cleanup_on_fail !== true) problems.push(`release '${String(name)}' must set atomic and cleanup_on_fail`);
      if (wait === false) problems.push(`release '${String(name)}' must wait until it is ready`);
      if (typeof timeout !== "number" || timeout > 3600) {
        problems.push(`release '${String(name)}' has timeout ${quoted(timeout)}; give at most 3600 seconds`);
      }
      if (namespace === undefined || namespace === "default")
        problems.push(`release '${String(name)}' must have a namespace that is not default`);
      return problems;
    },
  },
  {
    id: "GAIA-REL-3",
    reason: "production survives the loss of a node and a wrong click",
    check: ({ kind, type, attributes }, tier) => {
      if (type === "openstack_containerinfra_nodegroup_v1") return boundsProblems(attributes);
      if (type !== "openstack_containerinfra_cluster_v1" || tier !== "prod" || kind !== "resource") return [];
      const masters = attributes["master_count"];
      const problems: string[] = [];
      if (typeof masters !== "number" || masters < 3 || masters % 2 === 0) {
        problems.push(`cluster has ${quoted(masters)} control planes; production needs an odd number, 3 or more`);
      }
      if ((attributes["lifecycle"] as Attributes | undefined)?.["prevent_destroy"] !== true) {
        problems.push("cluster is not protected; set protect so that Terraform refuses to destroy it");
      }
      return problems;
    },
  },
  {
    id: "GAIA-REL-4",
    reason: "a wrong storage class loses data or leaves pods pending",
    check: ({ node, type, attributes }, tier) => {
      if (node instanceof TerraformStack) return [...defaultClassProblems(node), ...sharedClaimProblems(node)];
      if (type !== "kubernetes_storage_class_v1") return [];
      const { storage_provisioner, volume_binding_mode, reclaim_policy } = attributes;
      const problems: string[] = [];
      if (storage_provisioner === "cinder.csi.openstack.org" && volume_binding_mode !== "WaitForFirstConsumer") {
        problems.push(
          `volume_binding_mode is ${quoted(volume_binding_mode)}; a Cinder volume must be made in the zone of its pod: WaitForFirstConsumer`,
        );
      }
      if (/manila\.csi/.test(String(storage_provisioner)) && tier === "prod" && reclaim_policy !== "Retain") {
        problems.push(`reclaim_policy is ${quoted(reclaim_policy)}; shared data in production must be kept: Retain`);
      }
      return problems;
    },
  },
  {
    id: "GAIA-REL-5",
    reason: "without the cluster's own mark nobody can tell whose volume or load balancer it is",
    check: (element) => {
      const mark = clusterMark(element);
      if (!mark) return [];
      const id = mark.text.split(`${mark.field}: `)[1]?.split("\n")[0];
      return id === undefined || /^"?kubernetes"?$/.test(id) ? [`${mark.field} is ${quoted(id)}; set it to the cluster's UUID`] : [];
    },
  },
  {
    id: "GAIA-OPS-1",
    reason: "a state that is not shared, locked and encrypted is lost, broken or read by others",
    check: ({ node }, tier) => (node instanceof TerraformStack ? backendProblems(node, tier) : []),
  },
  {
    id: "GAIA-OPS-2",
    reason: "names and tags are how people and clean-up tools find what belongs to a project",
    check: ({ kind, type, attributes }) => {
      const name = attributes["name"];
      const problems: string[] = [];
      if (type === "helm_release" && !(isLiteral(name) && DNS_LABEL.test(name) && name.length <= 53)) {
        problems.push(`release name ${quoted(name)} must be an RFC 1123 label of at most 53 characters`);
      }
      if (kind === "resource" && type === "openstack_containerinfra_cluster_v1" && isLiteral(name) && !DNS_LABEL.test(name)) {
        problems.push(`cluster name ${quoted(name)} must be an RFC 1123 label`);
      }
      if (kind === "resource" && TAGGED.includes(type ?? "")) {
        const tags = (attributes["tags"] as string[] | undefined) ?? [];
        const missing = ["project", "environment", "managed-by"].filter((key) => !tags.some((tag) => tag.startsWith(`${key}=`)));
        if (missing.length > 0) problems.push(`tags ${missing.map((key) => `${key}=...`).join(", ")} are missing`);
      }
      return problems;
    },
  },
];

function quoted(value: unknown): string {
  if (value === undefined) return "missing";
  return `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
}

function providerVersionProblems({ terraformResourceType: type, terraformGeneratorMetadata: metadata }: TerraformProvider): string[] {
  const version = metadata?.providerVersion;
  return version !== undefined && /^(~> )?\d+(\.\d+)+$/.test(version)
    ? []
    : [`provider '${type}' has version ${quoted(version)}; give an exact one or ~>`];
}

function sensitiveOutputProblems(output: TerraformOutput): string[] {
  const value = JSON.stringify(resolveTokens(output, output.value)) ?? "";
  return /kubeconfig|client_key|access_key|\.secret\b/.test(value) && !output.sensitive
    ? [`output '${output.friendlyUniqueId}' shows access to the cluster; leave it out or set sensitive`]
    : [];
}

function apiExposureProblems(attributes: Attributes, tier: Tier): string[] {
  const labels = (attributes["labels"] ?? {}) as Record<string, string>;
  const floating = labels["master_lb_floating_ip_enabled"];
  if (attributes["floating_ip_enabled"] === undefined || floating === undefined) {
    return ["floating_ip_enabled and the label master_lb_floating_ip_enabled must be set, true or false"];
  }
  const cidrs = labels["master_lb_allowed_cidrs"] ?? labels["api_master_lb_allowed_cidrs"];
  if (tier === "prod" && floating === "true" && (cidrs === undefined || WORLD.test(cidrs))) {
    return [`API server has a floating IP that ${cidrs ?? "everyone"} may reach; set api.allowedCidrs to your own networks`];
  }
  return [];
}

function openPortProblems({ direction, remote_ip_prefix: from, port_range_min: first, port_range_max: last }: Attributes): string[] {
  if (direction !== "ingress" || !WORLD.test(String(from))) return [];
  return [`security group lets ${quoted(from)} in to ports ${quoted(first)} to ${quoted(last)}; name the networks of your users`];
}

/** Where software of cloud-provider-openstack is told which cluster it works for. */
function clusterMark({ type, attributes }: PolicyElement): { field: string; text: string } | undefined {
  const { chart, values, data_wo: data } = attributes as { chart?: string; values?: string[]; data_wo?: Record<string, string> };
  if (type === "helm_release" && /^openstack-(cinder|manila)-csi$/.test(chart ?? ""))
    return { field: "clusterID", text: values?.[0] ?? "" };
  const config = type === "kubernetes_secret_v1" ? data?.["octavia-ingress-controller-config.yaml"] : undefined;
  return config === undefined ? undefined : { field: "cluster-name", text: config };
}

function boundsProblems(attributes: Attributes): string[] {
  const { min_node_count: min, node_count: count, max_node_count: max } = attributes;
  if (typeof min !== "number" || typeof count !== "number" || typeof max !== "number" || (min <= count && count <= max)) return [];
  return [`node_count must be between min_node_count ${min} and max_node_count ${max}, got ${count}`];
}

function defaultClassProblems(stack: TerraformStack): string[] {
  const defaults = elementsOf(stack, "kubernetes_storage_class_v1")
    .flatMap(({ leaves }) => leaves)
    .filter(({ key, value }) => key === "storageclass.kubernetes.io/is-default-class" && value === "true");
  return defaults.length > 1 ? [`${defaults.length} storage classes are marked as the default; mark one`] : [];
}

function sharedClaimProblems(stack: TerraformStack): string[] {
  const cinder = elementsOf(stack, "kubernetes_storage_class_v1")
    .filter(({ attributes }) => attributes["storage_provisioner"] === "cinder.csi.openstack.org")
    .flatMap(({ node, leaves }) => [
      (node as TerraformResource).friendlyUniqueId,
      leaves.find(({ path }) => path === "metadata.name")?.value,
    ]);
  return elementsOf(stack, "kubernetes_persistent_volume_claim_v1").flatMap(({ node, leaves }) => {
    const isShared = leaves.some(({ path, value }) => path.includes("access_modes") && value === "ReadWriteMany");
    const name = leaves.find(({ key }) => key === "storage_class_name")?.value;
    const reference = String(resolveTokens(node, name));
    const isCinder = cinder.some((known) => reference === known || reference.includes(`.${String(known)}.`));
    return isShared && isCinder ? [`claim ${node.node.path} is ReadWriteMany on a Cinder class; use a class of Manila shares`] : [];
  });
}

function elementsOf(stack: TerraformStack, type: string): PolicyElement[] {
  return stack.node
    .findAll()
    .filter((node) => (node as Partial<TerraformResource>).terraformResourceType === type)
    .map((node) => new PolicyElement(node));
}

function backendProblems(stack: TerraformStack, tier: Tier): string[] {
  const backend = stack.node.children.find((child): child is TerraformBackend => child instanceof TerraformBackend);
  if (!backend) return ["no backend is declared, so the state would lie in a folder of one person; declare one"];
  const [[kind, attributes] = ["", {}]] = Object.entries(
    (backend.toTerraform() as { terraform: { backend: Record<string, Attributes> } }).terraform.backend,
  );
  const name = stack.node.id;
  switch (kind) {
    case "local":
      return tier === "prod" ? ["backend local keeps the state on one machine; use s3, http or pg"] : [];
    case "s3":
      return [
        ...(attributes["encrypt"] === true ? [] : ["backend s3 does not encrypt; set encrypt"]),
        ...(attributes["use_lockfile"] === true || attributes["dynamodb_table"] !== undefined
          ? []
          : ["backend s3 does not lock; set use_lockfile"]),
        ...keyProblems("key", attributes["key"], name),
      ];
    case "http":
      return [
        ...(attributes["lock_address"] === undefined ? ["backend http does not lock; set lock_address"] : []),
        ...keyProblems("address", attributes["address"], name),
      ];
    case "pg":
      return keyProblems("schema_name", attributes["schema_name"], name);
    default:
      return [];
  }
}

function keyProblems(field: string, value: unknown, stack: string): string[] {
  return String(value).includes(stack) ? [] : [`backend ${field} ${quoted(value)} does not contain the stack's name '${stack}'`];
}
