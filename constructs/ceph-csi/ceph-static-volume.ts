import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { PersistentVolumeV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IDataset } from "../contracts";
import { requireName } from "../kit/names";

/** Properties of a `CephStaticVolume`. */
export interface CephStaticVolumeProps {
  /** Name that pods know the data by, an RFC 1123 label. */
  readonly name: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /** Whether pods can only read. */
  readonly readOnly: boolean;
  /** Name of the CSI driver. */
  readonly driverName: string;
  /** Name of the image, for one of RBD: its volume has this handle, so that there is one only. */
  readonly image?: string;
  /**
   * File system of an image.
   *
   * @default - none, for a directory
   */
  readonly fsType?: string;
  /** What the driver finds the data by. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Secret with the Ceph user that mounts it. */
  readonly secret: { readonly name: string; readonly namespace: string };
  /** The CSI driver, which must outlive every claim. */
  readonly dependsOn: ITerraformDependable[];
}

// No object of this name exists: it only keeps static volumes and their claims together, where an empty name would mean the default class.
const STATIC_CLASS = "ceph-static";

/**
 * Data that is in a Ceph cluster already: a directory of CephFS, or an image of RBD.
 *
 * @throws Error if the name is not an RFC 1123 label, or an image is claimed in a second namespace
 * @see https://github.com/ceph/ceph-csi/blob/v3.17.1/docs/static-pvc.md
 */
export class CephStaticVolume extends Construct implements IDataset {
  public readonly name: string;
  public readonly mountPath: string;
  public readonly readOnly: boolean;
  private readonly props: CephStaticVolumeProps;
  private claims = 0;

  constructor(scope: Construct, id: string, props: CephStaticVolumeProps) {
    super(scope, id);
    requireName("label", "name of static volume", props.name);
    this.props = props;
    this.name = props.name;
    this.mountPath = props.mountPath;
    this.readOnly = props.readOnly;
  }

  public claim(scope: Construct, namespace: string): string {
    const { name, image, secret, readOnly } = this.props;
    if (image !== undefined && this.claims++ > 0) {
      throw new Error(
        `image '${image}' is one volume, which one namespace can claim, and is claimed in a second; ` +
          "use a path of CephFS for what several job namespaces read",
      );
    }
    const accessModes = [readOnly ? "ReadOnlyMany" : "ReadWriteMany"];
    const volume = new PersistentVolumeV1(scope, `dataset-${name}-volume`, {
      metadata: { name: `${namespace}-${name}` },
      spec: [
        {
          accessModes,
          // Nobody looks at it but who matches claims.
          capacity: { storage: "1Gi" },
          // The driver deletes nothing that it has not made.
          persistentVolumeReclaimPolicy: "Retain",
          storageClassName: STATIC_CLASS,
          persistentVolumeSource: {
            csi: {
              driver: this.props.driverName,
              volumeHandle: image ?? `${namespace}-${name}`,
              volumeAttributes: { ...this.props.attributes, staticVolume: "true" },
              nodeStageSecretRef: { name: secret.name, namespace: secret.namespace },
              ...(this.props.fsType !== undefined && { fsType: this.props.fsType }),
              ...(readOnly && { readOnly: true }),
            },
          },
        },
      ],
      dependsOn: this.props.dependsOn,
    });
    const claim = new PersistentVolumeClaimV1(scope, `dataset-${name}-claim`, {
      metadata: { name, namespace },
      spec: {
        accessModes,
        storageClassName: STATIC_CLASS,
        volumeName: volume.metadata.name,
        resources: { requests: { storage: "1Gi" } },
      },
    });
    return claim.metadata.nameInput!;
  }
}
