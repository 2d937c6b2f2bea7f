import * as fs from "node:fs";
import * as path from "node:path";
import { dump, load } from "js-yaml";
import * as z from "zod";
import type { ClusterAccess } from "../magnum/magnum";
import { CommandError, EXIT } from "../session/exit-codes";

/** By this extension an entry is known as ours, as `minikube` and `kind` mark theirs. */
const MARK = "cdktf-magnum";

const named = z.looseObject({ name: z.string() });
const kubeconfigSchema = z.looseObject({
  "current-context": z.string().optional(),
  clusters: z.array(named.extend({ cluster: z.looseObject({ extensions: z.array(named).optional() }) })).nullish(),
  contexts: z.array(named.extend({ context: z.looseObject({ cluster: z.string(), user: z.string() }) })).nullish(),
  users: z.array(named.extend({ user: z.looseObject({}) })).nullish(),
});

/**
 * A kubeconfig.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export type Kubeconfig = z.output<typeof kubeconfigSchema>;

/**
 * Reads a kubeconfig; messages never repeat what it has.
 *
 * @param text - the text of the file
 * @param source - where it comes from, for messages
 * @throws CommandError if it is none
 */
export function readKubeconfig(text: string, source: string): Kubeconfig {
  let data: unknown;
  try {
    data = text.trim() === "" ? {} : load(text);
  } catch {
    throw new CommandError(`${source} is not YAML; mend it or move it away`, EXIT.failed);
  }
  const { success, data: kubeconfig } = kubeconfigSchema.safeParse(data);
  if (!success) throw new CommandError(`${source} is no kubeconfig; mend it or move it away`, EXIT.failed);
  return kubeconfig;
}

/**
 * Makes a kubeconfig with names of its own, and marks the cluster as ours.
 *
 * @param access - what opens the cluster
 * @param project - name of the project
 */
export function kubeconfigOf({ server, certificateAuthority, ...login }: ClusterAccess, project: string): Kubeconfig {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const user = `${project}-admin`;
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: project,
        cluster: {
          server,
          "certificate-authority-data": base64(certificateAuthority),
          extensions: [{ name: MARK, extension: { project } }],
        },
      },
    ],
    users: [
      {
        name: user,
        user:
          "token" in login
            ? { token: login.token }
            : { "client-certificate-data": base64(login.certificate), "client-key-data": base64(login.key) },
      },
    ],
    contexts: [{ name: project, context: { cluster: project, user } }],
    "current-context": project,
  };
}

/**
 * Lays our cluster, user and context into a kubeconfig.
 *
 * @param target - the kubeconfig that there is
 * @param ours - ours, from `kubeconfigOf`
 * @throws CommandError if one of the names is taken by an entry that is not ours
 */
export function merge(target: Kubeconfig, ours: Kubeconfig): Kubeconfig {
  const name = ours["current-context"]!;
  const isOurs = isMarked(target.clusters?.find((entry) => entry.name === name));
  const taken = (["clusters", "users", "contexts"] as const).filter((kind) =>
    ours[kind]!.some((entry) => target[kind]?.some((other) => other.name === entry.name)),
  );
  if (taken.length > 0 && !isOurs) {
    throw new CommandError(
      `${taken.join(" and ")} of it have an entry for '${name}' that is not ours; rename it (\`kubectl config rename-context\`) or use --output`,
      EXIT.failed,
    );
  }
  const laid = <T extends { name: string }>(there: readonly T[] | null | undefined, added: readonly T[]): T[] => [
    ...(there ?? []).filter((entry) => !added.some((other) => other.name === entry.name)),
    ...added,
  ];
  return {
    apiVersion: "v1",
    kind: "Config",
    ...target,
    clusters: laid(target.clusters, ours.clusters!),
    users: laid(target.users, ours.users!),
    contexts: laid(target.contexts, ours.contexts!),
    "current-context": target["current-context"] || name,
  };
}

/** Whether all clusters of a kubeconfig are ours, so that the file may be written over. */
export function isOwn(kubeconfig: Kubeconfig): boolean {
  return (kubeconfig.clusters ?? []).every(isMarked);
}

function isMarked(entry: { cluster: { extensions?: { name: string }[] | undefined } } | undefined): boolean {
  return entry?.cluster.extensions?.some(({ name }) => name === MARK) ?? false;
}

/**
 * Writes a kubeconfig that only its owner can read, at once as a whole.
 *
 * @param file - path of the file; where it is a link, what it leads to is written
 * @param kubeconfig - the kubeconfig
 */
export function writeKubeconfig(file: string, kubeconfig: Kubeconfig): void {
  const target = fs.existsSync(file) ? fs.realpathSync(file) : file;
  fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
  const beside = `${target}.${process.pid}`;
  fs.writeFileSync(beside, dump(kubeconfig, { lineWidth: -1 }), { mode: 0o600, flag: "wx" });
  fs.renameSync(beside, target);
}
