import { SHELL_LABELS } from "../shell/pod";
import type { KubernetesApi, RunningPod } from "./client";
import { userNotebookOf } from "./notebooks";

/** A claim, by where it is. */
export interface Claim {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** A pod that holds claims. */
export interface Holder {
  /** The pod. */
  readonly pod: RunningPod;
  /** The claims of those asked for that it holds. */
  readonly claims: readonly Claim[];
  /** What it is where the platform has started it, such as "Spark driver"; undefined for what somebody else has. */
  readonly own: string | undefined;
}

/**
 * Finds the pods that hold claims. A pod that has ended holds them too, until it is deleted.
 *
 * @param claims - the claims
 * @param kubernetes - the API server
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 */
export async function claimHoldersOf(claims: readonly Claim[], kubernetes: KubernetesApi): Promise<Holder[]> {
  const namespaces = [...new Set(claims.map(({ namespace }) => namespace))];
  const pods = (await Promise.all(namespaces.map((namespace) => kubernetes.pods(namespace)))).flat();
  return pods
    .filter(({ isScheduled }) => isScheduled)
    .map((pod) => ({
      pod,
      claims: claims.filter(({ namespace, name }) => namespace === pod.namespace && pod.claims.includes(name)),
      own: ownRole(pod),
    }))
    .filter(({ claims: held }) => held.length > 0);
}

/**
 * Labels that Spark itself and its operator give their pods, those of our shells, and those of the hub's notebooks.
 *
 * @see https://github.com/apache/spark/blob/v4.0.1/resource-managers/kubernetes/core/src/main/scala/org/apache/spark/deploy/k8s/Constants.scala
 */
function ownRole(pod: RunningPod): string | undefined {
  const { labels } = pod;
  if (Object.entries(SHELL_LABELS).every(([key, value]) => labels[key] === value)) return "shell";
  const notebook = userNotebookOf(pod);
  if (notebook) return `notebook of ${notebook.user}`;
  const role = labels["spark-role"];
  if (role !== undefined) return `Spark ${role}`;
  const isSpark = Object.keys(labels).some((key) => key === "spark-app-selector" || key.startsWith("sparkoperator.k8s.io/"));
  return isSpark ? "Spark" : undefined;
}
