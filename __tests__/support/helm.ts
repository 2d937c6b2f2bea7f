import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A revision of a release as Helm keeps it. */
export interface HelmRecord {
  readonly namespace: string;
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  /** @default 1 */
  readonly revision?: number;
  /** @default "deployed" */
  readonly status?: string;
}

/** Helm's Secret of a revision. */
export function releaseSecret({ namespace, name, chart, version, revision = 1, status = "deployed" }: HelmRecord): object {
  const record = gzipSync(
    JSON.stringify({ name, namespace, version: revision, info: { status }, chart: { metadata: { name: chart, version } } }),
  );
  return {
    metadata: {
      ...{ namespace, name: `sh.helm.release.v1.${name}.v${revision}` },
      labels: { name, owner: "helm", status, version: String(revision) },
    },
    type: "helm.sh/release.v1",
    data: { release: Buffer.from(record.toString("base64")).toString("base64") },
  };
}

/** An API server that has releases of Helm and namespaces. */
export interface HelmApi {
  /** Its address. */
  readonly address: string;
  /** What it was asked. */
  readonly asked: string[];
  /** Ends it. */
  readonly stop: () => void;
}

/**
 * Starts an API server on the loopback address, which selects Secrets by their labels as Kubernetes does.
 *
 * @param records - revisions of releases
 * @param namespaces - namespaces
 */
export function helmApi(records: readonly HelmRecord[], namespaces: readonly string[]): HelmApi {
  const asked: string[] = [];
  const server = http.createServer(({ method, url = "" }, response) => {
    asked.push(`${method} ${decodeURIComponent(url)}`);
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const over = /status notin \(([^)]*)\)/.exec(searchParams.get("labelSelector") ?? "")?.[1]?.split(",") ?? [];
    const items =
      pathname === "/api/v1/secrets"
        ? records.filter(({ status = "deployed" }) => !over.includes(status)).map(releaseSecret)
        : pathname === "/api/v1/namespaces"
          ? namespaces.map((name) => ({ metadata: { name } }))
          : undefined;
    response.statusCode = items === undefined ? 404 : 200;
    response.end(JSON.stringify({ items }));
  });
  // Without a host the port is known at once.
  server.listen(0).unref();
  return { address: `http://localhost:${(server.address() as AddressInfo).port}`, asked, stop: () => server.close() };
}
