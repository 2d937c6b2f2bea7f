import * as z from "zod";
import { ROOK_DRIVERS, ROOK_NAMESPACE } from "../../constructs/rook-ceph/names";
import type { KubernetesCall } from "./client";

const CEPH = `/apis/ceph.rook.io/v1/namespaces/${ROOK_NAMESPACE}`;
const CLAIMS = `/api/v1/namespaces/${ROOK_NAMESPACE}/persistentvolumeclaims`;
const JOBS = `/apis/batch/v1/namespaces/${ROOK_NAMESPACE}/jobs?labelSelector=rook-ceph-cleanup%3Dtrue`;

/**
 * What a Ceph cluster consists of in Kubernetes beside itself, by the plural of its kind: it is not gone before them.
 *
 * @see https://github.com/rook/rook/blob/v1.20.6/pkg/operator/ceph/cluster/dependents.go
 */
const DEPENDENTS = [
  "cephobjectstoreusers",
  "cephobjectstores",
  "cephfilesystemsubvolumegroups",
  "cephfilesystems",
  "cephblockpoolradosnamespaces",
  "cephblockpools",
  "cephclients",
  "cephnfses",
] as const;

const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z
        .object({
          conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string().nullish() })).nullish(),
          succeeded: z.number().nullish(),
        })
        .nullish(),
    }),
  ),
});

const volumeList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        csi: z.object({ driver: z.string() }).nullish(),
        persistentVolumeReclaimPolicy: z.string().nullish(),
        claimRef: z.object({ namespace: z.string().nullish(), name: z.string().nullish() }).nullish(),
      }),
    }),
  ),
});

/** A volume on the Ceph cluster. */
export interface CephVolume {
  /** Its name. */
  readonly name: string;
  /** Namespace and name of the claim that it is for. */
  readonly claim: string;
  /** Whether its driver deletes it once its claim is gone. */
  readonly isDeleted: boolean;
}

/**
 * Lists the volumes that are on the Ceph cluster.
 *
 * @param call - the API server
 */
export async function volumesOnCeph(call: KubernetesCall): Promise<CephVolume[]> {
  const answer = await call("GET", "/api/v1/persistentvolumes");
  const { items } = volumeList.parse(JSON.parse(answer ?? '{"items":[]}'));
  const drivers: readonly string[] = Object.values(ROOK_DRIVERS);
  return items
    .filter(({ spec }) => spec.csi && drivers.includes(spec.csi.driver))
    .map(({ metadata, spec }) => ({
      name: metadata.name,
      claim: [spec.claimRef?.namespace, spec.claimRef?.name].join("/"),
      isDeleted: spec.persistentVolumeReclaimPolicy === "Delete",
    }));
}

/** What is left of a Ceph cluster that is being deleted. */
export interface CephRest {
  /** What Rook is not done with yet, as kind/name. */
  readonly objects: readonly string[];
  /** Claims of monitors and OSDs. */
  readonly claims: readonly string[];
  /** Jobs that clean nodes and have not ended. */
  readonly jobs: readonly string[];
  /** Why Rook deletes the Ceph cluster not yet, in its own words. */
  readonly reasons: readonly string[];
}

/**
 * Has Rook delete the Ceph cluster with all that is in it.
 *
 * With its clean-up policy confirmed and its deletion begun, Rook asks no longer whether pools and file systems are empty and whether volumes
 * are mounted; before, one image that somebody forgot would hold all of it for ever.
 *
 * @param call - the API server
 * @returns whether there is one
 * @see https://github.com/rook/rook/blob/v1.20.6/pkg/operator/ceph/controller/controller_utils.go (IsReadyToReconcile)
 */
export async function deleteCephCluster(call: KubernetesCall): Promise<boolean> {
  const clusters = await namesOf(call, `${CEPH}/cephclusters`);
  for (const name of clusters) {
    const path = `${CEPH}/cephclusters/${encodeURIComponent(name)}`;
    const cleanupPolicy = { confirmation: "yes-really-destroy-data", allowUninstallWithVolumes: true };
    await call("PATCH", path, { spec: { cleanupPolicy } });
    await call("DELETE", path);
  }
  for (const kind of clusters.length > 0 ? DEPENDENTS : []) {
    for (const name of await namesOf(call, `${CEPH}/${kind}`)) await call("DELETE", `${CEPH}/${kind}/${encodeURIComponent(name)}`);
  }
  return clusters.length > 0;
}

/**
 * Lists what is left of a Ceph cluster.
 *
 * @param call - the API server
 */
export async function restOfCeph(call: KubernetesCall): Promise<CephRest> {
  const clusters = await itemsOf(call, `${CEPH}/cephclusters`);
  const dependents =
    clusters.length === 0 ? [] : await Promise.all(DEPENDENTS.map(async (kind) => described(kind, await namesOf(call, `${CEPH}/${kind}`))));
  const blocked = clusters
    .flatMap(({ status }) => status?.conditions ?? [])
    .filter(({ type, status }) => /blocked/i.test(type) && status === "True");
  return {
    objects: [
      ...described(
        "cephclusters",
        clusters.map(({ metadata }) => metadata.name),
      ),
      ...dependents.flat(),
    ],
    claims: await namesOf(call, CLAIMS),
    jobs: (await itemsOf(call, JOBS)).filter(({ status }) => !status?.succeeded).map(({ metadata }) => metadata.name),
    reasons: blocked.map(({ type, message }) => message ?? type),
  };
}

function described(kind: string, names: readonly string[]): string[] {
  return names.map((name) => `${kind}/${name}`);
}

async function namesOf(call: KubernetesCall, path: string): Promise<string[]> {
  return (await itemsOf(call, path)).map(({ metadata }) => metadata.name);
}

/** Without the definitions of Rook there is nothing of that kind. */
async function itemsOf(call: KubernetesCall, path: string): Promise<z.output<typeof list>["items"]> {
  const answer = await call("GET", path);
  return answer === undefined ? [] : list.parse(JSON.parse(answer)).items;
}
