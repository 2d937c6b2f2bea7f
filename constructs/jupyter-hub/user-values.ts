import type { IJobNamespace, Mirrors, PodMount } from "../contracts";
import { SPARK_UI_PORT } from "../contracts/spark-ui";
import { mirrorImage } from "../kit/chart-release";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../kit/pod-security";
import type { Toleration } from "../kit/toleration";
import { HOME, HOMES_CLAIM, SESSION_CONFIG } from "./names";
import type { NotebookSize } from "./notebook-size";

/** What the pods of users are made from. */
export interface UserPodProps {
  /** Namespace that they are in. */
  readonly jobs: IJobNamespace;
  /** Labels of their nodes. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Taints that they stand. */
  readonly tolerations: readonly Toleration[];
  /** Scheduler that places them; undefined for that of Kubernetes. */
  readonly schedulerName?: string | undefined;
  /** Sizes; the first is the default. */
  readonly sizes: readonly NotebookSize[];
  /** One claim for all, or one each. */
  readonly home: { readonly kind: "shared" } | { readonly kind: "claim"; readonly storageClassName: string; readonly sizeGiB: number };
  /** Hours without a kernel at work after which kernels and then servers end; 0 for never. */
  readonly idleHours: number;
  /** Further variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Mirrors of images. */
  readonly mirrors: Mirrors | undefined;
}

/** Nodes of a group that grows take minutes, and a large image some more. */
const START_SECONDS = 900;

/**
 * Values of the chart for the pods of users.
 *
 * @param props - what they are made from
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.4.0/jupyterhub/values.yaml (singleuser)
 */
export function userValues(props: UserPodProps): Record<string, unknown> {
  const { jobs, sizes } = props;
  const mounts = jobs.mounts.map(volumeOf);
  const { trust } = jobs;
  return {
    image: imageOf(mirrorImage(jobs.image, props.mirrors)),
    cmd: "jupyterhub-singleuser",
    defaultUrl: "/lab",
    startTimeout: START_SECONDS,
    serviceAccountName: jobs.serviceAccount,
    // Its init container is privileged; the network policy keeps the address shut.
    cloudMetadata: { blockWithIptables: false },
    uid: RESTRICTED_POD.runAsUser,
    fsGid: RESTRICTED_POD.fsGroup,
    nodeSelector: props.nodeSelector,
    ...(props.tolerations.length > 0 && { extraTolerations: props.tolerations }),
    ...(props.schedulerName !== undefined && { extraPodConfig: { schedulerName: props.schedulerName } }),
    cpu: cpuOf(sizes[0]!),
    memory: memoryOf(sizes[0]!),
    ...(sizes.length > 1 || sizes[0]!.gpu ? { profileList: sizes.map(profileOf) } : {}),
    storage: {
      ...homeOf(props.home),
      homeMountPath: HOME,
      extraVolumes: Object.fromEntries([
        ...mounts.map(({ volume }) => [volume.name, volume]),
        ...(trust?.volumes ?? []).map((volume) => [volume.name, volume]),
        ["session", { name: "session", configMap: { name: SESSION_CONFIG } }],
      ]) as Record<string, unknown>,
      extraVolumeMounts: Object.fromEntries([
        ...mounts.map(({ mount }) => [mount.name, mount]),
        ...(trust?.volumeMounts ?? []).map((mount) => [mount.name, mount]),
        ["session", { name: "session", mountPath: jobs.sessionFolder, readOnly: true }],
      ]) as Record<string, unknown>,
    },
    extraEnv: {
      ...props.environment,
      POD_NAME: { valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      POD_IP: { valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      APPLICATION_WEB_PROXY_BASE: "$(JUPYTERHUB_SERVICE_PREFIX)sparkui",
      ...Object.fromEntries(
        jobs.secretVariables.map(({ name, secret, key }) => [name, { valueFrom: { secretKeyRef: { name: secret, key } } }]),
      ),
      ...Object.fromEntries((trust?.env ?? []).map(({ name, value }) => [name, value])),
    },
    ...(trust && { initContainers: [{ ...trust.initContainer, image: mirrorImage(jobs.image, props.mirrors) }] }),
    extraFiles: {
      jupyter: { mountPath: "/usr/local/etc/jupyter/jupyter_server_config.json", data: serverConfig(props) },
      ...(props.home.kind === "shared" && {
        ipython: {
          mountPath: "/usr/local/etc/ipython/ipython_config.json",
          data: { HistoryManager: { hist_file: "/tmp/ipython-history.sqlite" } },
        },
      }),
    },
  };
}

/**
 * Traits of the spawner that make the pods of users "restricted" and keep their homes.
 *
 * @see https://jupyterhub-kubespawner.readthedocs.io/en/7.0.0/spawner.html
 */
export const SPAWNER_CONFIG = {
  container_security_context: { ...RESTRICTED_CONTAINER, seccompProfile: RESTRICTED_POD.seccompProfile },
  pod_security_context: { fsGroup: RESTRICTED_POD.fsGroup, fsGroupChangePolicy: RESTRICTED_POD.fsGroupChangePolicy },
  // A user who is deleted in the hub keeps the home.
  delete_pvc: false,
};

function serverConfig({ home, idleHours }: UserPodProps): Record<string, unknown> {
  return {
    ServerProxy: {
      servers: {
        // A name without "proxy": Spark's page takes the word after that for the id of an application.
        sparkui: { command: [], port: SPARK_UI_PORT, launcher_entry: { title: "Spark UI", path_info: "sparkui/jobs/" } },
      },
    },
    ...(idleHours > 0 && {
      // A kernel whose page is open holds executors as well; one that is at work is never ended.
      MappingKernelManager: {
        cull_idle_timeout: Math.round(idleHours * 3600),
        cull_interval: cullInterval(idleHours),
        cull_connected: true,
      },
      TerminalManager: { cull_inactive_timeout: Math.round(idleHours * 3600), cull_interval: cullInterval(idleHours) },
    }),
    // SQLite's locks do not hold on shares.
    ...(home.kind === "shared" && {
      NotebookNotary: { db_file: "/tmp/nbsignatures.db" },
      BaseFileIdManager: { db_path: "/tmp/file-id.db" },
    }),
  };
}

/**
 * How often the hub and servers look for what is idle, in seconds.
 *
 * @param idleHours - how long it may be idle
 */
export function cullInterval(idleHours: number): number {
  return Math.max(10, Math.min(600, Math.round(idleHours * 900)));
}

function volumeOf({ name, claim, mountPath, readOnly }: PodMount) {
  return {
    volume: { name, persistentVolumeClaim: { claimName: claim, ...(readOnly && { readOnly: true }) } },
    mount: { name, mountPath, ...(readOnly && { readOnly: true }) },
  };
}

/** The chart wants name and tag apart; of a digest the part after the colon is the tag. */
function imageOf(image: string): { name: string; tag: string } {
  const colon = image.lastIndexOf(":");
  return { name: image.slice(0, colon), tag: image.slice(colon + 1) };
}

function homeOf(home: UserPodProps["home"]): Record<string, unknown> {
  if (home.kind === "shared") return { type: "static", static: { pvcName: HOMES_CLAIM, subPath: "home/{username}" } };
  const { storageClassName, sizeGiB } = home;
  return { type: "dynamic", capacity: `${sizeGiB}Gi`, dynamic: { storageClass: storageClassName, storageAccessModes: ["ReadWriteOnce"] } };
}

function cpuOf({ cores: { request, limit = request } }: NotebookSize) {
  return { guarantee: request, limit };
}

/** For the chart G is GiB. */
function memoryOf({ memoryGiB: { request, limit = request } }: NotebookSize) {
  return { guarantee: `${request}G`, limit: `${limit}G` };
}

function profileOf(size: NotebookSize, index: number): Record<string, unknown> {
  const [cpu, memory] = [cpuOf(size), memoryOf(size)];
  const gpus = size.gpu ?? 0;
  return {
    display_name: size.name,
    slug: size.name,
    description: `${cpu.guarantee} to ${cpu.limit} cores, ${size.memoryGiB.request} to ${size.memoryGiB.limit ?? size.memoryGiB.request} GiB${gpus > 0 ? `, ${gpus} GPU${gpus > 1 ? "s" : ""}` : ""}`,
    default: index === 0,
    kubespawner_override: {
      cpu_guarantee: cpu.guarantee,
      cpu_limit: cpu.limit,
      mem_guarantee: memory.guarantee,
      mem_limit: memory.limit,
      ...(gpus > 0 && { extra_resource_limits: { "nvidia.com/gpu": String(gpus) } }),
    },
  };
}
