import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { SiteInput } from "../../projects";
import { DISTRIBUTIONS, kubernetesVersionOf } from "../magnum/driver-signs";
import { textOf, type Row } from "../openstack/rows";
import type { Survey } from "./survey";

/** Images of the nodes. */
export interface FoundImages {
  /** Name of the image by version of Kubernetes. */
  readonly versions: ReadonlyMap<string, string>;
  /** Tag of Kubernetes' own image by version, where it is not v and the version. */
  readonly kubeTags: ReadonlyMap<string, string>;
  /** What is to be said of them. */
  readonly remarks: readonly string[];
}

/**
 * Finds the images that a driver can make nodes of, with their versions of Kubernetes: those that images say, and with Heat, whose images are of no
 * version, those that cluster templates pair with an image.
 *
 * @param survey - what the cloud has answered
 * @param driver - the driver
 * @param old - what the site's file has: an image that is still there stays
 */
export function imagesOf(survey: Survey, driver: MagnumDriver, old?: SiteInput["magnum"]): FoundImages {
  const usable = survey.images.rows.filter((row) => DISTRIBUTIONS[driver].includes(textOf(row, "os_distro") ?? ""));
  const kubeTags = new Map<string, string>();
  const pairs = driver === "heat" ? pairsOfTemplates(survey, usable, kubeTags) : usable.flatMap((row) => ownPair(row, driver));
  const names = new Map<string, string[]>();
  // Glance lists the newest image first.
  for (const [version, name] of pairs) names.set(version, [...new Set([...(names.get(version) ?? []), name])]);
  const remarks: string[] = [];
  const versions = new Map<string, string>();
  for (const version of [...names.keys()].sort(byVersion)) {
    const [newest, ...others] = names.get(version)!;
    const mine = old?.images[version];
    versions.set(version, mine !== undefined && names.get(version)!.includes(mine) ? mine : newest!);
    if (others.length > 0 && mine === undefined) remarks.push(`Also for ${version}: ${others.join(", ")}.`);
  }
  // Heat takes any version with any of its images: what somebody has paired stays while the image is there.
  for (const [version, name] of Object.entries(MAGNUM_DRIVER_TRAITS[driver].kubeTag ? (old?.images ?? {}) : {})) {
    if (!versions.has(version) && usable.some((row) => row["name"] === name)) versions.set(version, name);
    const tag = old?.kubeTags?.[version];
    if (tag !== undefined && versions.has(version)) kubeTags.set(version, tag);
  }
  for (const name of new Set(versions.values())) {
    const same = usable.filter((row) => row["name"] === name).length;
    if (same > 1)
      remarks.push(`${same} images are called ${name}, and Magnum takes a name for one only. Ask the cloud's people: which is to stay?`);
  }
  return { versions, kubeTags, remarks };
}

function ownPair(row: Row, driver: MagnumDriver): [string, string][] {
  const name = textOf(row, "name");
  const version = driver === "capi-helm" && textOf(row, "kube_version") === undefined ? undefined : kubernetesVersionOf(row);
  return name === undefined || version === undefined ? [] : [[version, name]];
}

function pairsOfTemplates({ templates }: Survey, usable: readonly Row[], kubeTags: Map<string, string>): [string, string][] {
  return templates.rows.flatMap((template): [string, string][] => {
    const tag = textOf((template["labels"] ?? {}) as Row, "kube_tag");
    const version = /^v?(\d+\.\d+\.\d+)/.exec(tag ?? "")?.[1];
    const image = usable.find((row) => [row["id"], row["name"]].includes(textOf(template, "image_id") ?? ""));
    const name = image && textOf(image, "name");
    if (tag === undefined || version === undefined || name === undefined) return [];
    if (tag !== `v${version}`) kubeTags.set(version, tag);
    return [[version, name]];
  });
}

function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  return left!.map((number, index) => number - right![index]!).find((difference) => difference !== 0) ?? 0;
}
