import * as http from "node:http";
import * as https from "node:https";
import * as z from "zod";
import type { Kubeconfig } from "../credentials/kubeconfig-file";

/** A pod, with what says who it is and what it holds. */
export interface RunningPod {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
  /** Its labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Its annotations. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Whether it has a node: what has none holds no claim. */
  readonly isScheduled: boolean;
  /** Names of the claims that it mounts. */
  readonly claims: readonly string[];
  /** What its containers ask for, in quantities of Kubernetes. */
  readonly requests: readonly { readonly cpu?: string | undefined; readonly memory?: string | undefined }[];
  /** Where it is in its life, such as "Running"; "Terminating" where it was told to end. */
  readonly phase: string;
  /** When it was made, in UTC as the API server writes it. */
  readonly created: string;
}

/** What the commands ask the API server of a cluster. */
export interface KubernetesApi {
  /** All pods of a namespace; none if there is no such namespace. */
  readonly pods: (namespace: string) => Promise<RunningPod[]>;
  /** Ends a pod within its own grace period; one that is gone is no failure. */
  readonly deletePod: (namespace: string, name: string) => Promise<void>;
}

/** Longest time for one call, in milliseconds. */
const TIMEOUT_MS = 10_000;

const quantity = z.string().optional();
const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()).nullish(),
        annotations: z.record(z.string(), z.string()).nullish(),
        creationTimestamp: z.string().nullish(),
        deletionTimestamp: z.string().nullish(),
      }),
      spec: z.object({
        nodeName: z.string().nullish(),
        volumes: z.array(z.looseObject({ persistentVolumeClaim: z.object({ claimName: z.string() }).nullish() })).nullish(),
        containers: z
          .array(z.object({ resources: z.object({ requests: z.object({ cpu: quantity, memory: quantity }).nullish() }).nullish() }))
          .nullish(),
      }),
      status: z.object({ phase: z.string().nullish() }).nullish(),
    }),
  ),
});

/** Calls the API server: what it answers, or undefined where it has no such thing. */
export type KubernetesCall = (method: "GET" | "PATCH" | "DELETE", path: string, body?: object) => Promise<string | undefined>;

/**
 * Talks to the API server that a kubeconfig names, with its client certificate or token.
 *
 * @param kubeconfig - one cluster and one user
 * @param timeoutMs - longest time for one call, in milliseconds
 * @throws Error if the kubeconfig names no server
 */
export function callerOf({ clusters, users }: Kubeconfig, timeoutMs = TIMEOUT_MS): KubernetesCall {
  const [cluster, user] = [clusters?.[0]?.cluster, users?.[0]?.user];
  const server = cluster?.["server"];
  if (typeof server !== "string") throw new Error("the kubeconfig names no API server");
  const tls = {
    ca: decoded(cluster?.["certificate-authority-data"]),
    cert: decoded(user?.["client-certificate-data"]),
    key: decoded(user?.["client-key-data"]),
    token: typeof user?.["token"] === "string" ? user["token"] : undefined,
  };
  return (method, path, body) => request(method, `${server.replace(/\/+$/, "")}${path}`, tls, timeoutMs, body);
}

/**
 * What the commands ask the API server that a kubeconfig names.
 *
 * @param kubeconfig - one cluster and one user
 * @param timeoutMs - longest time for one call, in milliseconds
 * @throws Error if the kubeconfig names no server
 */
export function kubernetesOf(kubeconfig: Kubeconfig, timeoutMs = TIMEOUT_MS): KubernetesApi {
  const call = callerOf(kubeconfig, timeoutMs);
  const podsOf = (namespace: string): string => `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;

  return {
    pods: async (namespace) => {
      const answer = await call("GET", podsOf(namespace));
      if (answer === undefined) throw new Error(`GET ${podsOf(namespace)}: HTTP 404`);
      const { items } = podList.parse(JSON.parse(answer));
      return items.map(({ metadata, spec, status }) => ({
        namespace,
        name: metadata.name,
        labels: metadata.labels ?? {},
        annotations: metadata.annotations ?? {},
        isScheduled: Boolean(spec.nodeName),
        claims: (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => (claim ? [claim.claimName] : [])),
        requests: (spec.containers ?? []).map(({ resources }) => resources?.requests ?? {}),
        phase: metadata.deletionTimestamp ? "Terminating" : (status?.phase ?? "Unknown"),
        created: metadata.creationTimestamp ?? "",
      }));
    },
    deletePod: async (namespace, name) => {
      await call("DELETE", `${podsOf(namespace)}/${encodeURIComponent(name)}`);
    },
  };
}

function decoded(base64: unknown): Buffer | undefined {
  return typeof base64 === "string" ? Buffer.from(base64, "base64") : undefined;
}

/** What a connection and its requests have: the authority that is trusted, and a client certificate or a token. */
interface Login {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly token: string | undefined;
}

/** No connection is kept: the calls are seconds apart, and an open one would keep the process. */
function request(method: string, address: string, { token, ...tls }: Login, timeoutMs: number, body?: object): Promise<string | undefined> {
  const url = new URL(address);
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new Error(`${url.origin}: ${signal.aborted ? `no answer within ${timeoutMs / 1000} s` : error.message}`));
    const sentBody = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(sentBody !== undefined && { "content-type": "application/merge-patch+json" }),
    };
    const options = { method, agent: false, signal, headers };
    const take = (response: http.IncomingMessage): void => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode === 404) resolve(undefined);
        else if (statusCode >= 200 && statusCode < 300) resolve(Buffer.concat(chunks).toString());
        else fail(new Error(`${method} ${url.pathname}: HTTP ${statusCode}`));
      });
    };
    const sent = url.protocol === "http:" ? http.request(url, options, take) : https.request(url, { ...options, ...tls }, take);
    sent.on("error", fail);
    sent.end(sentBody);
  });
}
