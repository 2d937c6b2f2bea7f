import { isIPv4 } from "../kit/ip-networks";
import type { MagnumDriver } from "../contracts/magnum-driver";
import { cephCsiInstallProblem, type CephCsiInstall } from "../kit/ceph-csi-install";
import { storageClassNameProblem, type CloudTypes } from "../kit/driver-objects";
import { nameProblem } from "../kit/names";
import { problemsAt, type SettingProblem } from "../kit/setting-problem";

/** Features that images can have, as Ceph-CSI knows them. */
export const RBD_FEATURES = ["layering", "exclusive-lock", "object-map", "fast-diff", "deep-flatten", "journaling"] as const;

/** Name of a feature of images. */
export type RbdFeature = (typeof RBD_FEATURES)[number];

/** What an image gets where nobody says it: all that keeps deletion and resizing quick, for kernels from 5.3 on. */
export const DEFAULT_RBD_FEATURES: readonly RbdFeature[] = ["layering", "exclusive-lock", "object-map", "fast-diff"];

/**
 * What a feature is built on.
 *
 * @see https://docs.ceph.com/en/latest/rbd/rbd-config-ref/#image-features
 */
const NEEDED_FEATURE: Readonly<Partial<Record<RbdFeature, RbdFeature>>> = {
  "object-map": "exclusive-lock",
  "fast-diff": "object-map",
  journaling: "exclusive-lock",
};

/** Port of a monitor's second protocol; the first has 6789. */
const MSGR2_PORT = 3300;

/** What can be wrong with what is mounted from a Ceph cluster. */
export interface CephCsiSettings extends CloudTypes {
  /** Magnum driver of the cluster, where it has one. */
  readonly driver: MagnumDriver | undefined;
  /** Kubernetes version of the cluster. */
  readonly kubernetesVersion: string;
  /** How the drivers are installed. */
  readonly install?: CephCsiInstall | undefined;
  /** Id of the Ceph cluster. */
  readonly clusterId: string;
  /** Its monitors. */
  readonly monitors: readonly string[];
  /** What is made of images. */
  readonly rbd?:
    | {
        readonly user: string;
        readonly classes: readonly {
          readonly name: string;
          readonly features?: readonly RbdFeature[] | undefined;
          readonly mounter?: "kernel" | "nbd" | undefined;
        }[];
        readonly images?: readonly { readonly name: string; readonly image: string }[];
      }
    | undefined;
  /** What is made of directories. */
  readonly cephFs?:
    | {
        readonly user: string;
        readonly classes: readonly { readonly name: string }[];
        readonly paths?: readonly { readonly name: string; readonly path: string }[];
      }
    | undefined;
}

/**
 * Finds what is wrong with what is mounted from a Ceph cluster.
 *
 * @param settings - all settings
 */
export function cephCsiProblems(settings: CephCsiSettings): SettingProblem[] {
  const { rbd, cephFs, clusterId, install, kubernetesVersion } = settings;
  const problems: SettingProblem[] = [];
  const add = (path: SettingProblem["path"], message: string | undefined): void => {
    if (message !== undefined) problems.push({ path, message });
  };
  add(["install"], cephCsiInstallProblem(install, kubernetesVersion));
  // The operator's client profile has this name, and Ceph-CSI packs it into ids of volumes.
  add(["clusterId"], nameProblem("subdomain", clusterId, 36));
  problems.push(...monitorProblems(settings.monitors));
  if (!rbd && !cephFs) add(["rbd"], "must be given, or cephFs must: nothing is mounted without either, got neither");
  for (const [field, part] of [["rbd", rbd] as const, ["cephFs", cephFs] as const]) {
    if (part?.user.startsWith("client."))
      add([field, "user"], `must be without 'client.', got '${part.user}'; '${part.user.slice(7)}' would do`);
  }
  if (rbd?.classes.length === 0 && !rbd.images?.length)
    add(["rbd", "classes"], "must have at least one class where images has none, got none");
  if (cephFs?.classes.length === 0 && !cephFs.paths?.length) {
    add(["cephFs", "classes"], "must have at least one class where paths has none, got none");
  }
  problems.push(...classNameProblems(settings));
  for (const [index, { features, mounter }] of (rbd?.classes ?? []).entries()) {
    problems.push(...problemsAt(["rbd", "classes", index], featureProblems(features ?? DEFAULT_RBD_FEATURES, mounter)));
  }
  const images = rbd?.images ?? [];
  for (const [index, { image }] of images.entries()) {
    if (images.findIndex((other) => other.image === image) < index) {
      add(["rbd", "images", index, "image"], `must be given once: an image is one volume, got '${image}' twice`);
    }
  }
  for (const [index, { path }] of (cephFs?.paths ?? []).entries()) {
    if (!/^\/(?!.*\/\.{1,2}(\/|$))[^\s]*$/.test(path)) {
      add(["cephFs", "paths", index, "path"], `must be an absolute path in the file system, without blanks, '.' and '..', got '${path}'`);
    }
  }
  return problems;
}

/** Whether the monitors are spoken to in the second protocol alone, which the kernel has to be told. */
export function hasMsgr2(monitors: readonly string[]): boolean {
  return monitors.length > 0 && monitors.every((monitor) => portOf(monitor) === MSGR2_PORT);
}

/**
 * Address of a monitor.
 *
 * @param monitor - address and port
 */
export function monitorAddress(monitor: string): string {
  return monitor.split(":")[0]!;
}

function portOf(monitor: string): number {
  return Number(monitor.split(":")[1]);
}

function monitorProblems(monitors: readonly string[]): SettingProblem[] {
  if (monitors.length === 0) return [{ path: ["monitors"], message: "must name at least one monitor, got none" }];
  const wellFormed = (monitor: string): boolean =>
    /^[^:]+:\d{1,5}$/.test(monitor) && isIPv4(monitorAddress(monitor)) && portOf(monitor) > 0 && portOf(monitor) < 65_536;
  const problems = monitors.flatMap((monitor, index): SettingProblem[] => {
    const path = ["monitors", index];
    if (!wellFormed(monitor)) return [{ path, message: `must be an IPv4 address and a port, such as 10.9.0.11:6789, got '${monitor}'` }];
    return monitors.indexOf(monitor) < index ? [{ path, message: `must be unique, got '${monitor}' twice` }] : [];
  });
  const others = monitors.filter((monitor) => wellFormed(monitor) && portOf(monitor) !== MSGR2_PORT);
  if (others.length > 0 && others.length < monitors.filter(wellFormed).length) {
    const index = monitors.findIndex((monitor) => portOf(monitor) === MSGR2_PORT);
    const message = `must all have port ${MSGR2_PORT} or none of them, because a mount speaks one protocol, got '${monitors[index]}' beside '${others[0]}'`;
    problems.push({ path: ["monitors", index], message });
  }
  return problems;
}

function classNameProblems({ driver, rbd, cephFs, ...types }: CephCsiSettings): SettingProblem[] {
  const seen = new Set<string>();
  return [["rbd", rbd?.classes] as const, ["cephFs", cephFs?.classes] as const].flatMap(([field, classes = []]) =>
    classes.flatMap(({ name }, index): SettingProblem[] => {
      const twice = seen.has(name) ? `must be unique, got '${name}' twice` : undefined;
      seen.add(name);
      const ofDriver = driver && storageClassNameProblem(name, driver, types);
      const message = nameProblem("subdomain", name) ?? ofDriver ?? twice;
      return message === undefined ? [] : [{ path: [field, "classes", index, "name"], message }];
    }),
  );
}

function featureProblems(features: readonly RbdFeature[], mounter: "kernel" | "nbd" = "kernel"): SettingProblem[] {
  const problems = features.flatMap((feature): SettingProblem[] => {
    const needed = NEEDED_FEATURE[feature];
    if (needed === undefined || features.includes(needed)) return [];
    return [{ path: ["features"], message: `must have '${needed}' too, which '${feature}' is built on, got ${features.join(", ")}` }];
  });
  if (mounter === "kernel" && features.includes("journaling")) {
    problems.push({
      path: ["features"],
      message: 'must be without \'journaling\' with mounter "kernel", which cannot map such images; use mounter "nbd"',
    });
  }
  return problems;
}
