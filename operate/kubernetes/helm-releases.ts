import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { KubernetesCall } from "./client";

/** A release of Helm in a cluster, whoever has installed it. */
export interface HelmRelease {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
  /** Name of its chart; "" where Helm's own record cannot be read. */
  readonly chart: string;
  /** Version of its chart; "" where Helm's own record cannot be read. */
  readonly version: string;
  /** What Helm says of it, such as "deployed" or "pending-install". */
  readonly status: string;
}

/** Revisions that were replaced by later ones, or were taken away, are nobody's any more. */
const OVER = ["superseded", "uninstalled"];

const secretList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ namespace: z.string(), labels: z.looseObject({ name: z.string(), status: z.string(), version: z.string() }) }),
      data: z.object({ release: z.string() }).partial().nullish(),
    }),
  ),
});
const recordSchema = z.object({ chart: z.object({ metadata: z.object({ name: z.string(), version: z.string() }) }) });
const namespaceList = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/**
 * Lists the releases that Helm has in a cluster, by the Secrets that it keeps of them (`sh.helm.release.v1.<name>.v<revision>`).
 *
 * @param call - calls the API server
 * @throws Error if the API server cannot be asked
 * @see https://github.com/helm/helm/blob/v4.1.4/pkg/storage/driver/secrets.go
 */
export async function helmReleases(call: KubernetesCall): Promise<HelmRelease[]> {
  const selector = encodeURIComponent(`owner=helm,status notin (${OVER.join(",")})`);
  const answer = await call("GET", `/api/v1/secrets?labelSelector=${selector}&fieldSelector=type%3Dhelm.sh%2Frelease.v1`);
  const latest = new Map<string, { readonly revision: number; readonly release: HelmRelease }>();
  for (const { metadata, data } of secretList.parse(JSON.parse(answer ?? '{"items":[]}')).items) {
    const { namespace, labels } = metadata;
    const key = `${namespace}/${labels.name}`;
    const revision = Number(labels.version);
    if ((latest.get(key)?.revision ?? 0) > revision) continue;
    latest.set(key, { revision, release: { namespace, name: labels.name, status: labels.status, ...chartOf(data?.release) } });
  }
  return [...latest.values()]
    .map(({ release }) => release)
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
}

/**
 * Lists the namespaces of a cluster.
 *
 * @param call - calls the API server
 * @throws Error if the API server cannot be asked
 */
export async function namespacesOf(call: KubernetesCall): Promise<string[]> {
  const answer = await call("GET", "/api/v1/namespaces");
  return namespaceList.parse(JSON.parse(answer ?? '{"items":[]}')).items.map(({ metadata }) => metadata.name);
}

/** Kubernetes has Helm's record in base64, and Helm its own in base64 and gzip. */
function chartOf(record: string | undefined): Pick<HelmRelease, "chart" | "version"> {
  try {
    const packed = Buffer.from(Buffer.from(record ?? "", "base64").toString(), "base64");
    const { name, version } = recordSchema.parse(JSON.parse(gunzipSync(packed).toString())).chart.metadata;
    return { chart: name, version };
  } catch {
    return { chart: "", version: "" };
  }
}

/** Says what a release is, in words. */
export function describeRelease({ namespace, name, chart, version, status }: HelmRelease): string {
  return `release ${name} in namespace ${namespace} (${chart === "" ? "its chart cannot be read" : `chart ${chart} ${version}`}, ${status})`;
}
