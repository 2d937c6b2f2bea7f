import * as z from "zod";
import type { ClusterAccess } from "../magnum/magnum";
import { httpOf, type Http } from "../openstack/http";
import { CommandError, EXIT } from "../session/exit-codes";

/** Where the API is, unless DIGITALOCEAN_API_URL says otherwise, which the provider reads too. */
const API = "https://api.digitalocean.com";

/** Longest time for one answer, in seconds. */
const TIMEOUT_SECONDS = 60;

/** Variables that may have the token, the first one first, as the provider reads them. */
const TOKENS = ["DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"] as const;

const pool = z.object({ name: z.string(), size: z.string(), count: z.number() });
const clusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  version: z.string(),
  status: z.object({ state: z.string(), message: z.string().nullish() }),
  node_pools: z.array(pool).nullish(),
});
const clusterList = z.object({
  kubernetes_clusters: z.array(clusterSchema).nullish(),
  links: z.object({ pages: z.object({ next: z.string().nullish() }).nullish() }).nullish(),
});
const credentialsSchema = z.object({
  server: z.string(),
  certificate_authority_data: z.string(),
  token: z.string(),
  expires_at: z.string().nullish(),
});
const associated = z.array(z.object({ id: z.string(), name: z.string().nullish() })).nullish();
const associatedSchema = z.object({ load_balancers: associated, volumes: associated, volume_snapshots: associated });

const slugs = z.array(z.object({ slug: z.string() })).nullish();
const optionsSchema = z.object({ options: z.object({ versions: slugs, regions: slugs }) });
const accountSchema = z.object({ account: z.object({ droplet_limit: z.number() }) });
const sizesSchema = z.object({
  sizes: z.array(z.object({ slug: z.string(), vcpus: z.number(), memory: z.number(), disk: z.number(), regions: z.array(z.string()) })),
});

/** A size of droplets, as DigitalOcean offers it. */
export interface OfferedSize {
  /** Its slug. */
  readonly slug: string;
  /** vCPUs. */
  readonly vcpus: number;
  /** Memory in MiB. */
  readonly memoryMiB: number;
  /** Disk in GiB. */
  readonly diskGiB: number;
  /** Slugs of the regions that have it. */
  readonly regions: readonly string[];
}

/** A cluster as DigitalOcean shows it. */
export interface DigitalOceanStatus {
  /** Its UUID. */
  readonly uuid: string;
  /** Such as running. */
  readonly status: string;
  /** Why, where DigitalOcean has a reason. */
  readonly reason: string | undefined;
  /** Slug of its version. */
  readonly version: string;
  /** Its pools. */
  readonly nodePools: readonly { readonly name: string; readonly size: string; readonly nodeCount: number }[];
}

/** Something that a cluster has made, and that stays when it goes. */
export interface AssociatedResource {
  /** What it is. */
  readonly kind: "load balancer" | "volume" | "volume snapshot";
  /** Its UUID. */
  readonly id: string;
  /** Its name, where it has one. */
  readonly name: string;
}

/** What the commands ask DigitalOcean; they change nothing there. */
export interface DigitalOcean {
  /** A cluster by its name; undefined if there is none. */
  readonly cluster: (name: string) => Promise<DigitalOceanStatus | undefined>;
  /** A token of an administrator, good for some days. */
  readonly access: (name: string) => Promise<ClusterAccess>;
  /** What a cluster has made; none if there is no such cluster. */
  readonly associated: (name: string) => Promise<AssociatedResource[]>;
  /** Slugs of the versions and regions that clusters can have. */
  readonly options: () => Promise<{ readonly versions: readonly string[]; readonly regions: readonly string[] }>;
  /** Sizes of droplets. */
  readonly sizes: () => Promise<OfferedSize[]>;
  /** What the account may have. */
  readonly account: () => Promise<{ readonly dropletLimit: number }>;
}

/**
 * Talks to DigitalOcean's API.
 *
 * @param environment - variables of the environment, with the token
 * @param http - what sends requests
 * @throws CommandError if there is no token
 * @see https://docs.digitalocean.com/reference/api/digitalocean/#tag/Kubernetes
 */
export function digitalOcean(environment: NodeJS.ProcessEnv = process.env, http?: Http): DigitalOcean {
  const token = tokenOf(environment);
  const api = (environment["DIGITALOCEAN_API_URL"] || API).replace(/\/+$/, "");
  const send = http ?? httpOf({ ca: undefined, certificate: undefined, secrets: [token] }, TIMEOUT_SECONDS);
  const get = async <T>(schema: z.ZodType<T>, path: string): Promise<T> => {
    const { status, body } = await send({ method: "GET", url: `${api}${path}`, headers: { authorization: `Bearer ${token}` } });
    if (status === 401)
      throw new CommandError(`DigitalOcean does not know the token in ${TOKENS[0]}; make one at its API page`, EXIT.failed);
    if (status >= 400) throw new Error(`DigitalOcean: GET ${path}: HTTP ${status}`);
    return schema.parse(body);
  };
  const find = async (name: string): Promise<z.output<typeof clusterSchema> | undefined> => {
    for (let page = 1; ; page++) {
      const { kubernetes_clusters: clusters, links } = await get(clusterList, `/v2/kubernetes/clusters?per_page=100&page=${page}`);
      const found = clusters?.find((cluster) => cluster.name === name);
      if (found ?? !links?.pages?.next) return found;
    }
  };
  return {
    cluster: async (name) => {
      const found = await find(name);
      return (
        found && {
          uuid: found.id,
          status: found.status.state,
          reason: found.status.message || undefined,
          version: found.version,
          nodePools: (found.node_pools ?? []).map(({ name: one, size, count }) => ({ name: one, size, nodeCount: count })),
        }
      );
    },
    access: async (name) => {
      const found = await find(name);
      if (!found) throw new Error(`DigitalOcean has no cluster ${name}`);
      const credentials = await get(credentialsSchema, `/v2/kubernetes/clusters/${found.id}/credentials`);
      return {
        server: credentials.server,
        certificateAuthority: Buffer.from(credentials.certificate_authority_data, "base64").toString(),
        token: credentials.token,
        expires: credentials.expires_at ?? undefined,
      };
    },
    associated: async (name) => {
      const found = await find(name);
      if (!found) return [];
      const all = await get(associatedSchema, `/v2/kubernetes/clusters/${found.id}/destroy_with_associated_resources`);
      const kinds = [
        ["load balancer", all.load_balancers] as const,
        ["volume", all.volumes] as const,
        ["volume snapshot", all.volume_snapshots] as const,
      ];
      return kinds.flatMap(([kind, list]) => (list ?? []).map(({ id, name: its }) => ({ kind, id, name: its ?? "" })));
    },
    options: async () => {
      const { options } = await get(optionsSchema, "/v2/kubernetes/options");
      const of = (list: typeof options.versions): string[] => (list ?? []).map(({ slug }) => slug);
      return { versions: of(options.versions), regions: of(options.regions) };
    },
    sizes: async () => {
      const { sizes } = await get(sizesSchema, "/v2/sizes?per_page=200");
      return sizes.map(({ slug, vcpus, memory, disk, regions }) => ({ slug, vcpus, memoryMiB: memory, diskGiB: disk, regions }));
    },
    account: async () => ({ dropletLimit: (await get(accountSchema, "/v2/account")).account.droplet_limit }),
  };
}

function tokenOf(environment: NodeJS.ProcessEnv): string {
  const token = TOKENS.map((name) => environment[name]).find((value) => value);
  if (token) return token;
  throw new CommandError(
    `${TOKENS[0]} must be set: a token of DigitalOcean's API; docs/credentials.md says more. Nothing was started`,
    EXIT.usage,
  );
}

/** Describes what a cluster has made, a line each. */
export function describeAssociated(resources: readonly AssociatedResource[]): string {
  return resources.map(({ kind, id, name }) => `  ${kind} ${name} ${id}`.trimEnd()).join("\n");
}
