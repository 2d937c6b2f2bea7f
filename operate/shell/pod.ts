import { mirrorImage } from "../../constructs/kit/chart-release";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../constructs/kit/pod-security";
import { podTrust } from "../../constructs/kit/pod-trust";
import { DEFAULT_DRIVER, DEFAULT_OVERHEAD_FACTOR, podMemoryMiB } from "../../constructs/spark/spark-conf";
import { nodeGroupLabels, objectStoreAuthority, tolerationsOf, usedObjectStore, type Project } from "../../projects";

/** Labels by which pods of shells are known. */
export const SHELL_LABELS = { "app.kubernetes.io/name": "shell", "app.kubernetes.io/managed-by": "cdktf-magnum" } as const;

/** What a shell is opened in. */
export interface ShellPlace {
  /** The project. */
  readonly project: Project;
  /** What it says of Spark. */
  readonly spark: NonNullable<Project["spark"]>;
  /** A job namespace. */
  readonly namespace: string;
}

/**
 * Keeps the pod while there is a process in it beside this one, which is the first: so it ends by itself, a minute after the shell, also
 * where nobody could say so because the computer of its user is off.
 */
const WHILE_USED =
  "alone=0; while [ $alone -lt 3 ]; do sleep 20; set -- /proc/[0-9]*; if [ $# -gt 1 ]; then alone=0; else alone=$((alone+1)); fi; done";

/**
 * The pod of a shell: what a driver has of the namespace, and the size of one.
 *
 * @param place - where it runs
 * @param name - its name
 */
export function shellPod({ project, spark, namespace }: ShellPlace, name: string) {
  const { site, datasets, nodeGroups } = project;
  const driver = spark.driver ?? DEFAULT_DRIVER;
  const size = { cpu: String(driver.cores), memory: `${podMemoryMiB(driver, spark.memoryOverheadFactor ?? DEFAULT_OVERHEAD_FACTOR)}Mi` };
  const mounts = [
    ...(datasets?.shares ?? []).map((share) => ({ name: share.name, mountPath: share.mountPath, readOnly: true })),
    ...spark.volumes.map((volume) => ({ name: volume.name, mountPath: volume.mountPath, readOnly: volume.readOnly })),
  ];
  const field = (fieldPath: string): object => ({ fieldRef: { fieldPath } });
  const limit = (resource: string): object => ({ resourceFieldRef: { containerName: "shell", resource } });
  const store = usedObjectStore(project, site);
  const image = mirrorImage(spark.image, site.mirrors);
  const trust = objectStoreAuthority(project, site) === undefined ? undefined : podTrust(image);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: SHELL_LABELS },
    spec: {
      restartPolicy: "Never",
      serviceAccountName: "spark",
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 5,
      nodeSelector: nodeGroupLabels(site, spark.nodeGroup),
      tolerations: tolerationsOf(nodeGroups.filter((group) => group.name === spark.nodeGroup)),
      securityContext: RESTRICTED_POD,
      ...(trust && { initContainers: [trust.initContainer] }),
      containers: [
        {
          name: "shell",
          image,
          command: ["sh", "-c", WHILE_USED],
          securityContext: RESTRICTED_CONTAINER,
          resources: { requests: size, limits: size },
          env: [
            { name: "POD_IP", valueFrom: field("status.podIP") },
            { name: "POD_NAME", valueFrom: field("metadata.name") },
            // As JupyterHub calls them: what programs must be told that look at the node and not at their limits.
            { name: "CPU_LIMIT", valueFrom: limit("limits.cpu") },
            { name: "MEM_LIMIT", valueFrom: limit("limits.memory") },
            { name: "OMP_NUM_THREADS", valueFrom: limit("limits.cpu") },
            ...(store
              ? [
                  { name: "AWS_ENDPOINT_URL", value: store.endpoint },
                  { name: "AWS_REGION", value: store.region },
                ]
              : []),
            ...(trust?.env ?? []),
          ],
          envFrom: store ? [{ secretRef: { name: "spark-s3" } }] : [],
          volumeMounts: [
            { name: "spark-defaults", mountPath: "/opt/spark/conf", readOnly: true },
            ...mounts,
            ...(trust?.volumeMounts ?? []),
          ],
        },
      ],
      volumes: [
        { name: "spark-defaults", configMap: { name: "spark-defaults" } },
        ...mounts.map(({ name: claim, readOnly }) => ({ name: claim, persistentVolumeClaim: { claimName: claim, readOnly } })),
        ...(trust?.volumes ?? []),
      ],
    },
  };
}
