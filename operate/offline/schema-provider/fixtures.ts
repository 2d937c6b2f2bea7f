import { createHash } from "node:crypto";
import type { Attribute, SchemaBlock, Type } from "./schemas";
import { hasUnknown, UNKNOWN, type ObjectValue } from "./values";

/** Access to a cluster of DigitalOcean, whose authority's certificate is in base64. */
const KUBE_CONFIG = {
  raw_config: "made up",
  host: "https://192.0.2.10",
  cluster_ca_certificate: "bWFkZSB1cA==",
  token: "made up",
  client_certificate: "",
  client_key: "",
  expires_at: "",
};

/** Values that other resources read, by resource type. */
const RESOURCES: Readonly<Record<string, (state: ObjectValue) => ObjectValue>> = {
  openstack_networking_port_v2: () => ({ all_fixed_ips: ["10.0.0.9"] }),
  openstack_containerinfra_cluster_v1: () => ({ api_address: "https://192.0.2.10:6443" }),
  digitalocean_kubernetes_cluster: () => ({ endpoint: "https://192.0.2.10", kube_config: [KUBE_CONFIG] }),
  // As it is read back: empty, not null.
  kubernetes_secret_v1: (state) => ({
    metadata: (state["metadata"] as readonly ObjectValue[]).map((metadata) => ({
      ...metadata,
      annotations: metadata["annotations"] ?? {},
      labels: metadata["labels"] ?? {},
      generate_name: metadata["generate_name"] ?? "",
    })),
  }),
  kubernetes_namespace_v1: (state) => ({ id: (state["metadata"] as readonly ObjectValue[])[0]?.["name"] }),
};

/** What data sources find, by their type and configuration. */
const DATA_SOURCES: Readonly<Record<string, (config: ObjectValue) => ObjectValue>> = {
  openstack_networking_network_v2: (config) => ({ id: uuid("network", config["name"]) }),
  openstack_networking_router_v2: (config) => ({
    id: uuid("router", config["name"]),
    external_fixed_ip: [{ ip_address: "198.51.100.7", subnet_id: uuid("subnet of router", config["name"]) }],
  }),
  openstack_sharedfilesystem_share_v2: (config) => ({
    id: uuid("share", config["name"]),
    size: 1024,
    share_proto: "CEPHFS",
    status: "available",
    export_locations: [{ path: `192.0.2.20:6789:/volumes/${String(config["name"])}`, preferred: "true" }],
  }),
  digitalocean_kubernetes_cluster: (config) => ({ id: uuid("cluster", config["name"]), kube_config: [KUBE_CONFIG] }),
  digitalocean_nfs: (config) => ({
    id: uuid("share", config["name"]),
    host: "10.20.0.5",
    mount_path: `/${uuid("export", config["name"])}`,
  }),
  openstack_containerinfra_cluster_v1: (config) => ({
    id: uuid("cluster", config["name"]),
    coe_version: "v1.30.2",
    fixed_subnet: uuid("subnet", config["name"]),
    kubeconfig: {
      raw_config: "made up",
      host: "https://192.0.2.10:6443",
      cluster_ca_certificate: "made up",
      client_certificate: "made up",
      client_key: "made up",
    },
  }),
};

/** A planned resource as it is after the apply: nothing in it is unknown. */
export function applyResource(type: string, block: SchemaBlock, planned: ObjectValue): ObjectValue {
  const known = RESOURCES[type]?.(planned) ?? {};
  const state = { ...planned };
  for (const [name, value] of Object.entries(known)) if (hasUnknown(state[name])) state[name] = value;
  // Told apart by what they are made of.
  return settleBlock(block, state, JSON.stringify([type, planned])) as ObjectValue;
}

/** What a data source finds. */
export function readDataSource(type: string, block: SchemaBlock, config: ObjectValue): ObjectValue {
  const found = DATA_SOURCES[type];
  if (!found) throw new Error(`no fixture for data source '${type}'; add one to fixtures.ts`);
  return settleBlock(block, { ...config, ...found(config) }, JSON.stringify([type, config["name"]])) as ObjectValue;
}

function settleBlock(block: SchemaBlock, value: unknown, seed: string): unknown {
  if (typeof value !== "object" || value === null || value === UNKNOWN) return value;
  const state: Record<string, unknown> = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) state[name] = settle(attribute, state[name], `${seed}.${name}`);
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    // What OpenStack fills in is of no interest.
    const inner = state[name] === UNKNOWN ? [] : state[name];
    const each = (element: unknown, index: number): unknown => settleBlock(nested.block ?? {}, element, `${seed}.${name}${index}`);
    state[name] = Array.isArray(inner) ? inner.map(each) : inner && each(inner, 0);
  }
  return state;
}

function settle(attribute: Attribute, value: unknown, seed: string): unknown {
  if (value !== UNKNOWN) return hasUnknown(value) ? withoutUnknowns(value, seed) : value;
  if (attribute.nested_type) {
    const { attributes, nesting_mode: nesting } = attribute.nested_type;
    if (nesting === "list" || nesting === "set") return [];
    if (nesting === "map") return {};
    return Object.fromEntries(Object.entries(attributes).map(([name, inner]) => [name, settle(inner, UNKNOWN, `${seed}.${name}`)]));
  }
  return made(attribute.type ?? "string", seed);
}

function made(type: Type, seed: string): unknown {
  if (type === "string") return uuid(seed);
  if (type === "number") return 1;
  if (type === "bool") return true;
  const [kind, inner] = type as readonly [string, unknown];
  if (kind === "map") return {};
  if (kind !== "object") return [];
  return Object.fromEntries(Object.entries(inner as Record<string, Type>).map(([name, of]) => [name, made(of, `${seed}.${name}`)]));
}

function withoutUnknowns(value: unknown, seed: string): unknown {
  if (value === UNKNOWN) return uuid(seed);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element, index) => withoutUnknowns(element, `${seed}.${index}`));
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withoutUnknowns(element, `${seed}.${key}`)]));
}

/** An id that is the same whenever it is made from the same things. */
function uuid(...parts: readonly unknown[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
