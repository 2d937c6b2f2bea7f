import type { Cloud, CloudIdentity, Query } from "../openstack/cloud";
import { FATAL, OpenStackError } from "../openstack/failure";
import type { Limits } from "../openstack/limits";
import { textOf, type Row } from "../openstack/rows";
import type { ServiceName } from "../openstack/services";
import { limitsOf, type QuotaSource } from "../preflight/limits";

/** What a service lists. */
export interface Seen {
  /** The things. */
  readonly rows: readonly Row[];
  /** Why they cannot be seen; undefined where they can. */
  readonly why: string | undefined;
}

/** All that a cloud was asked, as it has answered. */
export interface Survey {
  /** Entry of clouds.yaml. */
  readonly cloud: string;
  /** Who has asked. */
  readonly identity: CloudIdentity;
  /** Flavors. */
  readonly flavors: Seen;
  /** Extra specs by id of the flavor; undefined where one of them cannot be seen. */
  readonly extraSpecs: ReadonlyMap<string, Row> | undefined;
  /** Images that can be booted. */
  readonly images: Seen;
  /** Cluster templates. */
  readonly templates: Seen;
  /** Clusters. */
  readonly clusters: Seen;
  /** Networks. */
  readonly networks: Seen;
  /** Subnets. */
  readonly subnets: Seen;
  /** Volume types, in the order of Cinder. */
  readonly volumeTypes: Seen;
  /** Name of Cinder's default type. */
  readonly defaultVolumeType: string | undefined;
  /** Share types. */
  readonly shareTypes: Seen;
  /** Shares of the project. */
  readonly shares: Seen;
  /** Providers of load balancers. */
  readonly providers: Seen;
  /** Secrets in Barbican, of which it only matters whether they can be seen. */
  readonly secrets: Seen;
  /** Keypairs of the user. */
  readonly keypairs: Seen;
  /** Limits by who says them. */
  readonly limits: Readonly<Record<QuotaSource, Limits | OpenStackError>>;
}

/** Longest pages that services give; Glance's are of 25 otherwise. */
const PAGE = 1000;

/**
 * Asks a cloud what it offers, without changing anything there. What a service does not show is part of the answer.
 *
 * @param cloud - the cloud
 * @throws OpenStackError if the cloud is not there or lets nobody in
 */
export async function surveyOf(cloud: Cloud): Promise<Survey> {
  const identity = await cloud.identity();
  const seen = async (service: ServiceName, path: string, query: Query = {}): Promise<Seen> => {
    try {
      return { rows: await cloud.list(service, path, query), why: undefined };
    } catch (error) {
      return { rows: [], why: reasonOf(error) };
    }
  };
  const flavors = seen("compute", "/flavors/detail");
  const [limits, extraSpecs, defaultVolumeType] = await Promise.all([limitsOf(cloud), extraSpecsOf(cloud, flavors), defaultTypeOf(cloud)]);
  return {
    ...{ cloud: cloud.name, identity, limits, extraSpecs, defaultVolumeType },
    ...(await allOf({
      flavors,
      images: seen("image", "/images", { status: "active", limit: PAGE }),
      templates: seen("container-infra", "/clustertemplates"),
      clusters: seen("container-infra", "/clusters"),
      networks: seen("network", "/networks"),
      subnets: seen("network", "/subnets"),
      volumeTypes: seen("block-storage", "/types"),
      shareTypes: seen("shared-file-system", "/types"),
      shares: seen("shared-file-system", "/shares/detail"),
      providers: seen("load-balancer", "/lbaas/providers"),
      secrets: seen("key-manager", "/secrets", { limit: 1 }),
      keypairs: seen("compute", "/os-keypairs"),
    })),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
  return error.message;
}

async function allOf<K extends string>(asked: Readonly<Record<K, Promise<Seen>>>): Promise<Record<K, Seen>> {
  const pairs = Object.entries<Promise<Seen>>(asked).map(async ([name, answer]) => [name, await answer] as const);
  return Object.fromEntries(await Promise.all(pairs)) as Record<K, Seen>;
}

async function extraSpecsOf(cloud: Cloud, flavors: Promise<Seen>): Promise<ReadonlyMap<string, Row> | undefined> {
  const ids = (await flavors).rows.flatMap((row) => textOf(row, "id") ?? []);
  try {
    const specs = ids.map(async (id) => [id, await cloud.show("compute", `/flavors/${id}/os-extra_specs`)] as const);
    return new Map(await Promise.all(specs));
  } catch (error) {
    reasonOf(error);
    return undefined;
  }
}

async function defaultTypeOf(cloud: Cloud): Promise<string | undefined> {
  try {
    return textOf(await cloud.show("block-storage", "/types/default"), "name");
  } catch (error) {
    reasonOf(error);
    return undefined;
  }
}
