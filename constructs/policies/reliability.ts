import { TerraformProvider, TerraformStack, type TerraformResource } from "cdktf";
import type { Attributes, PolicyElement } from "./policy-element";
import { quoted, type PolicyRule } from "./policy-rule";
import { resolveTokens } from "../kit/resolve";

/** Drivers of volumes that one node mounts at a time. */
const BLOCK_DRIVERS: readonly string[] = ["cinder.csi.openstack.org", "dobs.csi.digitalocean.com"];

/** Rules that make a deployment repeatable and keep data. */
export const RELIABILITY_RULES: readonly PolicyRule[] = [
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
      if (type === "openstack_identity_project_v3" && kind === "resource" && !isProtected(attributes))
        return ["project is not protected; set prevent_destroy: its servers and volumes would stay without an owner"];
      if (tier !== "prod" || kind !== "resource") return [];
      if (type === "digitalocean_kubernetes_cluster") return digitalOceanProblems(attributes);
      if (type === "digitalocean_nfs" || type === "digitalocean_spaces_bucket") {
        return isProtected(attributes)
          ? []
          : ["it is not protected; set protect so that Terraform refuses to destroy it with all data in it"];
      }
      if (type !== "openstack_containerinfra_cluster_v1") return [];
      const masters = attributes["master_count"];
      const problems: string[] = [];
      if (typeof masters !== "number" || masters < 3 || masters % 2 === 0) {
        problems.push(`cluster has ${quoted(masters)} control planes; production needs an odd number, 3 or more`);
      }
      if (!isProtected(attributes)) {
        problems.push("cluster is not protected; set protect so that Terraform refuses to destroy it");
      }
      return problems;
    },
  },
  {
    id: "GAIA-REL-4",
    reason: "a wrong storage class loses data or leaves pods pending",
    check: (element, tier) => {
      const { node, type, attributes } = element;
      if (node instanceof TerraformStack) return [...defaultClassProblems(element), ...sharedClaimProblems(element)];
      if (type !== "kubernetes_storage_class_v1") return [];
      const { storage_provisioner, volume_binding_mode, reclaim_policy } = attributes;
      const problems: string[] = [];
      if (storage_provisioner === "cinder.csi.openstack.org" && volume_binding_mode !== "WaitForFirstConsumer") {
        problems.push(
          `volume_binding_mode is ${quoted(volume_binding_mode)}; a Cinder volume must be made in the zone of its pod: WaitForFirstConsumer`,
        );
      }
      if (/manila\.csi|^nfs\.csi\.k8s\.io$/.test(String(storage_provisioner)) && tier === "prod" && reclaim_policy !== "Retain") {
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
];

function digitalOceanProblems(attributes: Attributes): string[] {
  const isAvailable = attributes["ha"] === true;
  return [
    ...(isAvailable
      ? []
      : [`cluster has ha ${quoted(attributes["ha"])}; production needs a highly available control plane: controlPlane.count 3`]),
    ...(isProtected(attributes) ? [] : ["cluster is not protected; set protect so that Terraform refuses to destroy it"]),
  ];
}

function isProtected({ lifecycle }: Attributes): boolean {
  return (lifecycle as Attributes | undefined)?.["prevent_destroy"] === true;
}

function providerVersionProblems({ terraformResourceType: type, terraformGeneratorMetadata: metadata }: TerraformProvider): string[] {
  const version = metadata?.providerVersion;
  return version !== undefined && /^(~> )?\d+(\.\d+)+$/.test(version)
    ? []
    : [`provider '${type}' has version ${quoted(version)}; give an exact one or ~>`];
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

function defaultClassProblems(stack: PolicyElement): string[] {
  const defaults = stack
    .all("kubernetes_storage_class_v1")
    .flatMap(({ leaves }) => leaves)
    .filter(({ key, value }) => key === "storageclass.kubernetes.io/is-default-class" && value === "true");
  return defaults.length > 1 ? [`${defaults.length} storage classes are marked as the default; mark one`] : [];
}

function sharedClaimProblems(stack: PolicyElement): string[] {
  const cinder = stack
    .all("kubernetes_storage_class_v1")
    .filter(({ attributes }) => BLOCK_DRIVERS.includes(String(attributes["storage_provisioner"])))
    .flatMap(({ node, leaves }) => [
      (node as TerraformResource).friendlyUniqueId,
      leaves.find(({ path }) => path === "metadata.name")?.value,
    ]);
  return stack.all("kubernetes_persistent_volume_claim_v1").flatMap(({ node, leaves }) => {
    const isShared = leaves.some(({ path, value }) => path.includes("access_modes") && value === "ReadWriteMany");
    const name = leaves.find(({ key }) => key === "storage_class_name")?.value;
    const reference = String(resolveTokens(node, name));
    const isCinder = cinder.some((known) => reference === known || reference.includes(`.${String(known)}.`));
    return isShared && isCinder ? [`claim ${node.node.path} is ReadWriteMany on a Cinder class; use a class of Manila shares`] : [];
  });
}
