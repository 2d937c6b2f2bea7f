import { TerraformBackend, TerraformStack } from "cdktf";
import { nameFault } from "../kit/names";
import { isLiteral, type Attributes } from "./policy-element";
import { quoted, type PolicyRule, type Tier } from "./policy-rule";

const TAGGED = [
  "openstack_networking_network_v2",
  "openstack_networking_subnet_v2",
  "openstack_networking_router_v2",
  "openstack_networking_port_v2",
];

/** Rules that let people find and share what belongs to a project. */
export const OPERATIONS_RULES: readonly PolicyRule[] = [
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
      if (type === "helm_release" && !(isLiteral(name) && !nameFault("subdomain", name, 53))) {
        problems.push(`release name ${quoted(name)} must be an RFC 1123 subdomain of at most 53 characters`);
      }
      if (kind === "resource" && type === "openstack_containerinfra_cluster_v1" && isLiteral(name) && nameFault("service", name)) {
        problems.push(`cluster name ${quoted(name)} must be an RFC 1035 label`);
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
