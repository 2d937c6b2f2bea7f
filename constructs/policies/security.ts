import { TerraformOutput } from "cdktf";
import { isLiteral, type Attributes } from "./policy-element";
import { quoted, type PolicyRule, type Tier } from "./policy-rule";
import { octaviaTraits } from "../contracts/octavia-provider";
import { resolveTokens } from "../kit/resolve";
import { hasUrlPassword } from "../kit/user-info";
import { looksLikeSecret } from "./secret-patterns";

const INSECURE = /^(insecure|tls[-_]insecure|tls_disabled|insecure_skip_verify|insecureSkipVerify|tlsInsecure|os-TLSInsecure)$/;
const WORLD = /(^|[\s",])(0\.0\.0\.0\/0|::\/0)/;

/** Rules that keep secrets and strangers out. */
export const SECURITY_RULES: readonly PolicyRule[] = [
  {
    id: "GAIA-SEC-1",
    reason: "credentials belong in clouds.yaml or the environment, not in a synthesised file",
    check: ({ kind, type, attributes }) => {
      if (kind !== "provider") return [];
      return ["password", "token", "application_credential_secret", "user_name"]
        .filter((key) => attributes[key] !== undefined && !isFetchedToken(type, key, attributes[key]))
        .map((key) => `provider '${type}' sets ${key}; use cloud, the name of an entry of clouds.yaml`);
    },
  },
  {
    id: "GAIA-SEC-2",
    reason: "what is in cdk.tf.json is in version control and in the state",
    check: ({ node, literals }) => {
      if (node instanceof TerraformOutput) return sensitiveOutputProblems(node);
      return literals
        .filter(({ key, value }) => looksLikeSecret(key, value) || hasUrlPassword(value))
        .map(({ path }) => `${path} looks like a secret; pass a sensitive TerraformVariable to a write-only attribute`);
    },
  },
  {
    id: "GAIA-SEC-3",
    reason: "a connection that is not verified can be listened to",
    check: ({ leaves, literals }) => {
      const places = [...leaves, ...literals].filter(({ key, value }) => INSECURE.test(key) && String(value) === "true");
      return [...new Set(places.map(({ path }) => path))].map(
        (path) => `${path} turns off the verification of TLS; leave it out, and give a private CA as identity.caCertificate of the site`,
      );
    },
  },
  {
    id: "GAIA-SEC-4",
    reason: "an API server that the whole internet reaches will be attacked",
    check: ({ kind, type, attributes, literals }, tier) => {
      if (type === "openstack_containerinfra_clustertemplate_v1") return apiExposureProblems(attributes, tier);
      if (type === "digitalocean_kubernetes_cluster" && kind === "resource") return firewallProblems(attributes, tier);
      if (type === "openstack_networking_secgroup_rule_v2") return openPortProblems(attributes);
      if (tier !== "prod") return [];
      return literals
        .filter(({ path, value }) => /whitelist-source-range|^values/.test(path) && WORLD.test(value))
        .map(({ path }) => `${path} lets 0.0.0.0/0 in; name the networks of your users`);
    },
  },
  {
    id: "GAIA-SEC-5",
    reason: "whoever reaches the server of an NFS share mounts what its access lets in; there is no key",
    check: ({ type, attributes }) => {
      if (type === "kubernetes_storage_class_v1") return shareClassProblems(attributes);
      if (type !== "openstack_sharedfilesystem_share_access_v2" || attributes["access_type"] !== "ip") return [];
      const to = String(attributes["access_to"]);
      return WORLD.test(to) ? [`access_to lets ${to} in; name the network that the nodes come from`] : [];
    },
  },
];

/** The token of a cluster that has no client certificates: one that is fetched is in no file. */
function isFetchedToken(type: string | undefined, key: string, value: unknown): boolean {
  return type === "kubernetes" && key === "token" && !isLiteral(value);
}

function firewallProblems({ control_plane_firewall: firewall }: Attributes, tier: Tier): string[] {
  if (tier !== "prod") return [];
  const { enabled, allowed_addresses: allowed = [] } = (firewall ?? {}) as { enabled?: boolean; allowed_addresses?: readonly string[] };
  if (enabled === true && allowed.length > 0 && !allowed.some((cidr) => WORLD.test(cidr))) return [];
  const who = enabled === true && allowed.length > 0 ? allowed.join(", ") : "everyone";
  return [`API server is public and ${who} may reach it; set api.allowedCidrs to your own networks`];
}

function shareClassProblems({ storage_provisioner: provisioner, parameters }: Attributes): string[] {
  if (provisioner !== "nfs.manila.csi.openstack.org") return [];
  const client = (parameters as Readonly<Record<string, string>> | undefined)?.["nfs-shareClient"];
  if (client !== undefined && !WORLD.test(client)) return [];
  return [
    `parameter nfs-shareClient ${client === undefined ? "is missing, which lets 0.0.0.0/0 in" : `lets ${client} in`}; name the network that the nodes come from`,
  ];
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
  const isEnforced = octaviaTraits(labels["octavia_provider"]).allowedCidrs;
  const cidrs = isEnforced ? (labels["master_lb_allowed_cidrs"] ?? labels["api_master_lb_allowed_cidrs"]) : undefined;
  if (tier === "prod" && floating === "true" && (!cidrs || WORLD.test(cidrs))) {
    return [
      `API server has a floating IP that ${cidrs || "everyone"} may reach; ${isEnforced ? "set api.allowedCidrs to your own networks" : "set api.floatingIp to false"}`,
    ];
  }
  return [];
}

function openPortProblems({ direction, remote_ip_prefix: from, port_range_min: first, port_range_max: last }: Attributes): string[] {
  if (direction !== "ingress" || !WORLD.test(String(from))) return [];
  return [`security group lets ${quoted(from)} in to ports ${quoted(first)} to ${quoted(last)}; name the networks of your users`];
}
