import type { MagnumDriver } from "../contracts/magnum-driver";

/** What a cloud has, as far as drivers make storage classes of it. */
export interface CloudTypes {
  /**
   * Cinder volume types of the cloud.
   *
   * @default - unknown
   */
  readonly volumeTypes?: readonly string[];
  /**
   * Cinder volume type that volumes are of which name none; `__DEFAULT__` is the one that Cinder has from the beginning.
   *
   * @default - one of the cloud's own types
   */
  readonly defaultVolumeType?: string;
  /**
   * Manila share types of the cloud, where the driver makes classes for them.
   *
   * @default - none
   */
  readonly shareTypes?: readonly string[];
}

/** A storage class that a driver makes. */
export interface DriverStorageClass {
  /** Name in Kubernetes. */
  readonly name: string;
  /** What it is made for, as in "volume type 'ssd'". */
  readonly of: string;
}

/** Cinder's own type, for which vexxhost makes no class. */
const CINDERS_OWN_TYPE = "__DEFAULT__";

/** Namespaces of every cluster. */
const KUBERNETES_NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/**
 * Namespaces that drivers make beside those, whatever the CNI plugin and with all that labels can switch on.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes (heat)
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/cluster-addons/values.yaml (capi-helm)
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/magnum_cluster_api/charts/cilium (vexxhost)
 */
const DRIVER_NAMESPACES: Record<MagnumDriver, readonly string[]> = {
  heat: ["kubernetes-dashboard", "prometheus-monitoring"],
  "capi-helm": [
    "calico-apiserver",
    "calico-system",
    "cilium-secrets",
    "gpu-operator",
    "kubernetes-dashboard",
    "monitoring-system",
    "network-operator",
    "node-feature-discovery",
    "node-problem-detector",
    "openstack-system",
    "tigera-operator",
  ],
  vexxhost: ["cilium-secrets"],
};

/**
 * Storage classes that a driver makes in every cluster: Heat makes none, the others one for each type of the cloud.
 *
 * @param driver - Magnum driver
 * @param types - what the cloud has
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_storageclass_definitions)
 * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/magnum_cluster_api/resources.py (ClusterResourcesSecret)
 */
export function driverStorageClasses(driver: MagnumDriver, types: CloudTypes): DriverStorageClass[] {
  const { volumeTypes = [], defaultVolumeType, shareTypes = [] } = types;
  const all = [...new Set([...volumeTypes, ...(defaultVolumeType === undefined ? [] : [defaultVolumeType])])];
  switch (driver) {
    case "heat":
      return [];
    case "capi-helm":
      return all.map((type) => ({ name: capiHelmName(type), of: `volume type '${type}'` }));
    case "vexxhost":
      return [
        ...all.filter((type) => type !== CINDERS_OWN_TYPE).map((type) => ({ name: `block-${plain(type)}`, of: `volume type '${type}'` })),
        ...shareTypes.map((type) => ({ name: `share-${plain(type)}`, of: `share type '${type}'` })),
      ];
  }
}

/**
 * The storage class that a driver makes the default one, in words where its name is not known.
 *
 * @param driver - Magnum driver
 * @param types - what the cloud has
 * @returns undefined where the driver makes none
 */
export function driverDefaultClass(driver: MagnumDriver, { defaultVolumeType }: CloudTypes): string | undefined {
  switch (driver) {
    case "heat":
      return undefined;
    case "capi-helm":
      return defaultVolumeType === undefined ? "one of its own" : `'${capiHelmName(defaultVolumeType)}'`;
    case "vexxhost":
      if (defaultVolumeType === CINDERS_OWN_TYPE) return undefined;
      return `'block-${defaultVolumeType === undefined ? "<default volume type>" : plain(defaultVolumeType)}'`;
  }
}

/**
 * Finds why a storage class cannot have a name.
 *
 * @param name - its name
 * @param driver - Magnum driver
 * @param types - what the cloud has
 * @returns the problem, without the field, or undefined
 */
export function storageClassNameProblem(name: string, driver: MagnumDriver, types: CloudTypes): string | undefined {
  const taken = driverStorageClasses(driver, types);
  const same = taken.find((made) => made.name === name);
  if (!same) return undefined;
  let free = `${name}-2`;
  for (let count = 3; taken.some((made) => made.name === free); count++) free = `${name}-${count}`;
  return `must not be '${name}', a class that driver ${driver} makes for ${same.of}; '${free}' would do`;
}

/**
 * Finds why a namespace cannot be made.
 *
 * @param name - its name
 * @param driver - Magnum driver
 * @param platform - namespaces that are ours
 * @returns the problem, without the field, or undefined
 */
export function namespaceProblem(name: string, driver: MagnumDriver | undefined, platform: readonly string[]): string | undefined {
  const whose = KUBERNETES_NAMESPACES.includes(name)
    ? "Kubernetes has"
    : driver !== undefined && DRIVER_NAMESPACES[driver].includes(name)
      ? `driver ${driver} makes`
      : platform.includes(name)
        ? "the platform makes for its own pods"
        : undefined;
  return whose && `must not be '${name}', a namespace that ${whose}; 'jobs-${name}' would do`;
}

/**
 * What magnum-capi-helm makes of the name of a cluster, a node group or a volume type.
 *
 * @param name - name in OpenStack
 */
export function capiHelmName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** magnum-cluster-api's convert_to_rfc1123. */
function plain(name: string): string {
  return name.replace(/[^a-zA-Z0-9]+/g, "-").toLowerCase();
}
