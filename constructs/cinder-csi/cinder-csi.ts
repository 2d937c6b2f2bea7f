import { Construct } from "constructs";
import { installChart, type HelmValues } from "../kit/chart-release";
import { CINDER_CSI_CHARTS } from "./charts";
import type { ApplicationCredential, IOpenStackCluster, IStorageClass, Mirrors, ReclaimPolicy } from "../contracts";
import { MAGNUM_DRIVER_TRAITS } from "../contracts/magnum-driver";
import { driverDefaultClass, type CloudTypes } from "../kit/driver-objects";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";
import { blockStorageProblems } from "../kit/storage-checks";
import { StorageClass } from "../kit/storage-class";
import { requireSensitiveCredential, writeOnlySecret } from "../kit/write-only-secret";

const PROVISIONER = "cinder.csi.openstack.org";

/** File of a private authority, beside cloud.conf, which the chart mounts at /etc/config. */
const CA_FILE = "ca.crt";

/** A class of Cinder volumes. */
export interface CinderStorageClass {
  /** Name in Kubernetes, an RFC 1123 subdomain that no class of the Magnum driver has. */
  readonly name: string;
  /**
   * Cinder volume type.
   *
   * @default - the cloud's default volume type
   */
  readonly volumeType?: string;
  /**
   * What happens to a volume when its claim is deleted.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy;
  /**
   * File system of the volumes.
   *
   * @default "ext4"
   */
  readonly fsType?: "ext4" | "xfs";
  /**
   * Cinder availability zone.
   *
   * @default - the zone of the node
   */
  readonly zone?: string;
  /**
   * Whether claims without a class get this one.
   *
   * @default - the first class where the driver makes no default class, none elsewhere
   */
  readonly isDefault?: boolean;
}

/** Properties of `CinderCsi`. */
export interface CinderCsiProps extends Omit<CloudTypes, "shareTypes"> {
  /** The cluster. */
  readonly cluster: IOpenStackCluster;
  /** Storage classes to make. */
  readonly classes: readonly CinderStorageClass[];
  /**
   * Whether to install the CSI driver.
   *
   * @default - only where the cluster's Magnum driver has not done so
   */
  readonly install?: boolean;
  /**
   * Application credential that may make volumes; needed where the CSI driver is installed.
   *
   * @default - none
   */
  readonly credentials?: ApplicationCredential;
  /**
   * Name of a VolumeSnapshotClass to make, together with the snapshot controller that serves it.
   *
   * @default - no snapshots
   */
  readonly snapshotClass?: string;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Values of the CSI driver's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/**
 * Block storage: classes of Cinder volumes, each mounted by one node at a time, and the CSI driver where it is missing.
 *
 * @throws Error if there would not be exactly one default class, or for a name that the Magnum driver gives to a class of its own
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/cinder-csi-plugin/using-cinder-csi-plugin.md
 */
export class CinderCsi extends Construct {
  private readonly classes = new Map<string, IStorageClass>();

  constructor(scope: Construct, id: string, props: CinderCsiProps) {
    super(scope, id);
    const traits = MAGNUM_DRIVER_TRAITS[props.cluster.driver];
    requireNone(blockStorageProblems({ ...props, driver: props.cluster.driver }));
    const defaultClass = findDefaultClass(props);

    const driver = (props.install ?? !traits.installsCinderCsi) ? this.installDriver(props) : undefined;
    for (const spec of props.classes) {
      const storageClass = new StorageClass(this, spec.name, {
        name: spec.name,
        provisioner: PROVISIONER,
        parameters: {
          ...(spec.volumeType && { type: spec.volumeType }),
          ...(spec.zone && { availability: spec.zone }),
          "csi.storage.k8s.io/fstype": spec.fsType ?? "ext4",
        },
        accessModes: ["ReadWriteOnce"],
        reclaimPolicy: spec.reclaimPolicy ?? "Delete",
        // A volume must be in the zone of the node that mounts it.
        volumeBindingMode: "WaitForFirstConsumer",
        isDefault: spec === defaultClass,
        dependsOn: driver && [driver],
      });
      this.classes.set(spec.name, storageClass);
    }
    if (props.snapshotClass !== undefined) this.installSnapshots(props, props.snapshotClass);
  }

  /**
   * A class that was made here.
   *
   * @param name - its name; the first class by default
   * @throws Error if there is no such class
   */
  public storageClass(name?: string): IStorageClass {
    const found = name === undefined ? this.classes.values().next().value : this.classes.get(name);
    if (!found) throw new Error(`storage class '${name}' does not exist, CinderCsi made ${[...this.classes.keys()].join(", ")}`);
    return found;
  }

  private installDriver(props: CinderCsiProps): ReturnType<typeof installChart> {
    const { credentials, cluster } = props;
    if (!credentials) {
      throw new Error(`credentials are missing: the Cinder CSI driver is installed into cluster '${cluster.clusterName}' and needs them`);
    }
    requireSensitiveCredential("credentials", credentials);
    const namespace = systemNamespace(this, "namespace", "cinder-csi");
    const secret = writeOnlySecret(this, "credentials", {
      name: "cinder-csi-cloud-config",
      namespace,
      data: { "cloud.conf": cloudConf(credentials), ...(credentials.caCertificate && { [CA_FILE]: credentials.caCertificate }) },
      revision: credentials.revision,
    });
    // The driver reads its configuration once.
    const restarted = { podAnnotations: { "cdktf-magnum/credentials-revision": String(credentials.revision) } };
    return installChart(this, "driver", {
      cluster,
      chart: CINDER_CSI_CHARTS.cinderCsi,
      namespace,
      values: {
        secret: { enabled: true, hostMount: false, create: false, name: secret.metadata.name, filename: "cloud.conf" },
        storageClass: { enabled: false },
        clusterID: cluster.clusterId,
        csi: { plugin: { controllerPlugin: restarted, nodePlugin: restarted } },
      },
      extraValues: props.values,
      mirrors: props.mirrors,
    });
  }

  private installSnapshots(props: CinderCsiProps, snapshotClass: string): void {
    const { cluster, mirrors } = props;
    const release = {
      cluster,
      chart: CINDER_CSI_CHARTS.snapshotController,
      namespace: systemNamespace(this, "snapshot-namespace", "snapshot-controller", "restricted"),
      mirrors,
    };
    const controller = installChart(this, "snapshot-controller", {
      ...release,
      values: {
        controller: {
          podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
          securityContext: { allowPrivilegeEscalation: false },
        },
      },
    });
    // A release of its own: Helm refuses objects of a kind whose CRD comes with the same release.
    installChart(this, "snapshot-classes", {
      ...release,
      name: "snapshot-classes",
      values: {
        installCRDs: false,
        controller: { enabled: false },
        volumeSnapshotClasses: [
          {
            name: snapshotClass,
            driver: PROVISIONER,
            deletionPolicy: "Delete",
            // Cinder refuses a snapshot of a volume in use otherwise, and nearly all are.
            parameters: { "force-create": "true" },
            annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
          },
        ],
      },
      dependsOn: [controller],
    });
  }
}

function findDefaultClass({ cluster, classes, ...types }: CinderCsiProps): CinderStorageClass | undefined {
  if (driverDefaultClass(cluster.driver, types) !== undefined) return undefined;
  return classes.find((spec) => spec.isDefault) ?? classes.find((spec) => spec.isDefault !== false);
}

function cloudConf(credentials: ApplicationCredential): string {
  const lines = {
    "auth-url": credentials.authUrl,
    region: credentials.region,
    "application-credential-id": credentials.id,
    "application-credential-secret": credentials.secret,
    ...(credentials.caCertificate && { "ca-file": `/etc/config/${CA_FILE}` }),
  };
  const body = Object.entries(lines).map(([key, value]) => `${key} = "${value}"`);
  return ["[Global]", ...body, "[BlockStorage]", "ignore-volume-az = true", ""].join("\n");
}
