import { cpuMilli, memoryMiB } from "../../constructs/kit/node-allocatable";
import { notebookNamespace, type HasCluster, type Project } from "../../projects";
import type { Magnum } from "../magnum/magnum";
import { administratorKubeconfig } from "./administrator";
import { kubernetesOf, type KubernetesApi, type RunningPod } from "./client";

/** Labels of the pods that JupyterHub starts for users, whoever asks for them: KubeSpawner gives them to no other. */
const LABELS = { app: "jupyterhub", component: "singleuser-server" } as const;

/** Annotation with the name that somebody has logged in by; the label of this name has it in the letters that labels may have. */
const USER = "hub.jupyter.org/username";

/** A notebook that somebody has. */
export interface UserNotebook {
  /** Name that the user has logged in by. */
  readonly user: string;
  /** Namespace of its pod. */
  readonly namespace: string;
  /** Its pod. */
  readonly pod: string;
  /** Cores that are kept for it. */
  readonly cores: number;
  /** Memory that is kept for it, in GiB. */
  readonly memoryGiB: number;
  /** When it was started, in UTC. */
  readonly since: string;
  /** Where its pod is in its life, such as "Running", "Pending" or "Terminating". */
  readonly phase: string;
}

/**
 * Reads a pod as the notebook of a user.
 *
 * @param pod - the pod
 * @returns undefined if it is none
 * @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py (_build_common_labels, _build_common_annotations)
 */
export function userNotebookOf({ namespace, name, labels, annotations, requests, phase, created }: RunningPod): UserNotebook | undefined {
  if (!Object.entries(LABELS).every(([key, value]) => labels[key] === value)) return undefined;
  const sum = (amounts: readonly number[]): number => Math.round(amounts.reduce((total, amount) => total + amount, 0) * 100) / 100;
  return {
    user: annotations[USER] ?? labels[USER] ?? name,
    namespace,
    pod: name,
    cores: sum(requests.map(({ cpu = "0" }) => cpuMilli(cpu) / 1000)),
    memoryGiB: sum(requests.map(({ memory = "0" }) => memoryMiB(memory) / 1024)),
    since: created,
    phase,
  };
}

/**
 * Lists who has a notebook.
 *
 * @param project - a project
 * @param magnum - Magnum of its clusters, which gives an administrator's kubeconfig
 * @returns none if the project has no notebooks
 * @throws Error if Magnum or the API server cannot be asked
 */
export async function runningNotebooks(
  project: Pick<Project, "notebooks" | "spark"> & HasCluster,
  magnum: Pick<Magnum, "access">,
): Promise<UserNotebook[]> {
  const namespace = notebookNamespace(project);
  if (!project.notebooks || namespace === undefined) return [];
  return notebooksIn(namespace, kubernetesOf(await administratorKubeconfig(magnum, project)));
}

async function notebooksIn(namespace: string, kubernetes: KubernetesApi): Promise<UserNotebook[]> {
  const notebooks = (await kubernetes.pods(namespace)).flatMap((pod) => userNotebookOf(pod) ?? []);
  return notebooks.sort((a, b) => (a.user < b.user ? -1 : 1));
}

/** Says who has a notebook, in a line. */
export function describeNotebook({ user, namespace, pod, cores, memoryGiB, since, phase }: UserNotebook): string {
  return `${user}: ${cores} core${cores === 1 ? "" : "s"}, ${memoryGiB} GiB, ${phase}, started ${since} (pod ${namespace}/${pod})`;
}
