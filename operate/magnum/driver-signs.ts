import { MAGNUM_DRIVERS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { isUuid } from "../../constructs/kit/names";
import { MAGNUM_LABEL_TABLE } from "../../constructs/magnum-cluster/magnum-labels.generated";
import { textOf, type Row } from "../openstack/rows";

/**
 * Operating systems that each driver says it is for: Magnum chooses the driver by the image's `os_distro`.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/base/driver.py (get_driver)
 */
export const DISTRIBUTIONS: Readonly<Record<MagnumDriver, readonly string[]>> = {
  heat: ["fedora-coreos"],
  "capi-helm": ["ubuntu", "flatcar", "debian", "rockylinux"],
  vexxhost: ["ubuntu", "flatcar", "debian", "rockylinux"],
};

/** What is looked at, each as the API lists it. */
export interface MagnumThings {
  /** Clusters. */
  readonly clusters: readonly Row[];
  /** Cluster templates. */
  readonly templates: readonly Row[];
  /** Images. */
  readonly images: readonly Row[];
}

/** Something by which a driver shows. */
export interface DriverSign {
  /** The driver. */
  readonly driver: MagnumDriver;
  /** What shows it, as part of a sentence. */
  readonly sign: string;
  /** Where it shows: only what runs is the driver's own work, the rest is what somebody has prepared for it. */
  readonly from: (typeof PLACES)[number];
}

/** The places where a driver shows, the surest first. */
const PLACES = ["cluster", "template", "image"] as const;

/**
 * Finds by what Magnum's driver shows. No call says which one it is.
 *
 * @param things - what is looked at
 */
export function driverSigns({ clusters, templates, images }: MagnumThings): DriverSign[] {
  const imageOf = (template: Row): Row | undefined =>
    images.find((image) => [image["id"], image["name"]].includes(textOf(template, "image_id") ?? ""));
  return [
    ...clusters.flatMap((cluster) =>
      clusterSign(
        cluster,
        templates.find((template) => template["uuid"] === cluster["cluster_template_id"]),
      ),
    ),
    ...templates.flatMap((template) => templateSigns(template, imageOf(template))),
    ...images.flatMap((image): DriverSign[] => {
      const found = imageSign(image);
      return found ? [{ driver: found.driver, sign: `image ${String(image["name"])} ${found.has}`, from: "image" }] : [];
    }),
  ];
}

/** A driver that shows. */
export interface ShownDriver {
  /** The driver. */
  readonly driver: MagnumDriver;
  /** Whether a cluster that runs shows it. */
  readonly isSure: boolean;
  /** What shows it. */
  readonly signs: readonly DriverSign[];
}

/**
 * The driver that the signs point to; what runs counts for more than templates, and these for more than images.
 *
 * @param signs - the signs
 * @returns undefined where there is no sign, or where those of the surest place point to several
 */
export function shownDriver(signs: readonly DriverSign[]): ShownDriver | undefined {
  for (const place of PLACES) {
    const those = signs.filter(({ from }) => from === place);
    const [driver, ...others] = MAGNUM_DRIVERS.filter((one) => those.some((sign) => sign.driver === one));
    if (driver !== undefined) return others.length > 0 ? undefined : { driver, isSure: place === "cluster", signs: those };
  }
  return undefined;
}

/**
 * Each driver gives a cluster a `stack_id` of its own form: the id of Heat's stack, the name of a release of Helm, the name of a Cluster.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/heat/driver.py (create_cluster)
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_generate_release_name)
 * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/magnum_cluster_api/utils.py (generate_cluster_api_name)
 */
function clusterSign(cluster: Row, template: Row | undefined): DriverSign[] {
  const stack = textOf(cluster, "stack_id");
  if (stack === undefined) return [];
  const sign = (driver: MagnumDriver): DriverSign[] => [
    { driver, sign: `cluster ${String(cluster["name"])} has stack_id ${stack}`, from: "cluster" },
  ];
  if (/^kube-[a-z0-9]{5}$/.test(stack)) return sign("vexxhost");
  // Drivers of a cloud's own take UUIDs too: of Heat it is only with an operating system of Heat's.
  if (isUuid(stack)) return DISTRIBUTIONS.heat.includes(textOf(template ?? {}, "cluster_distro") ?? "") ? sign("heat") : [];
  return /^[a-z0-9][a-z0-9-]*-[a-z0-9]{12}$/.test(stack) ? sign("capi-helm") : [];
}

function templateSigns(template: Row, image: Row | undefined): DriverSign[] {
  const name = `template ${String(template["name"])}`;
  const labels = Object.keys(template["labels"] ?? {});
  const byLabel = MAGNUM_DRIVERS.flatMap((driver): DriverSign[] => {
    const own = labels.filter((label) => OWN_LABELS[driver].has(label));
    return own.length === 0 ? [] : [{ driver, sign: `${name} has label ${own.join(", ")}`, from: "template" }];
  });
  const byImage = image ? imageSign(image) : undefined;
  if (byImage) return [...byLabel, { driver: byImage.driver, sign: `image of ${name} ${byImage.has}`, from: "template" }];
  const distribution = textOf(template, "cluster_distro");
  if (!DISTRIBUTIONS.heat.includes(distribution ?? "")) return byLabel;
  return [...byLabel, { driver: "heat", sign: `${name} has cluster_distro ${distribution!}`, from: "template" }];
}

/** Labels that the code of one driver reads, and that of no other. */
const OWN_LABELS: Readonly<Record<MagnumDriver, ReadonlySet<string>>> = (() => {
  const labelsOf = (driver: MagnumDriver): string[] => Object.keys(MAGNUM_LABEL_TABLE[driver].labels);
  const own = (driver: MagnumDriver): ReadonlySet<string> => {
    const others = new Set(MAGNUM_DRIVERS.filter((other) => other !== driver).flatMap(labelsOf));
    return new Set(labelsOf(driver).filter((label) => !others.has(label)));
  };
  return { heat: own("heat"), "capi-helm": own("capi-helm"), vexxhost: own("vexxhost") };
})();

/** Images of vexxhost's builder have the version of Kubernetes in their name alone, capi-helm takes it from a property. */
function imageSign(image: Row): { readonly driver: MagnumDriver; readonly has: string } | undefined {
  const distribution = textOf(image, "os_distro") ?? "";
  const version = textOf(image, "kube_version");
  if (DISTRIBUTIONS.heat.includes(distribution)) return { driver: "heat", has: `has os_distro ${distribution}` };
  if (!DISTRIBUTIONS["capi-helm"].includes(distribution)) return undefined;
  if (version !== undefined) return { driver: "capi-helm", has: `has kube_version ${version}` };
  return VERSION_IN_NAME.test(textOf(image, "name") ?? "") ? { driver: "vexxhost", has: "has no kube_version" } : undefined;
}

const VERSION_IN_NAME = /kube(?:rnetes)?-?v?(\d+\.\d+\.\d+)/;

/**
 * Version of Kubernetes that an image says of itself; undefined where it says none.
 *
 * @param image - the image
 */
export function kubernetesVersionOf(image: Row): string | undefined {
  const property = /^v?(\d+\.\d+\.\d+)$/.exec(textOf(image, "kube_version") ?? "")?.[1];
  return property ?? VERSION_IN_NAME.exec(textOf(image, "name") ?? "")?.[1];
}
