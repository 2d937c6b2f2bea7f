import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { PersistentVolumeV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-v1";
import { Token, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { DataOpenstackSharedfilesystemShareV2 } from "../../.gen/providers/openstack/data-openstack-sharedfilesystem-share-v2";
import { SharedfilesystemShareAccessV2 } from "../../.gen/providers/openstack/sharedfilesystem-share-access-v2";
import type { IDataset } from "../contracts";
import { requireName } from "../kit/names";

/** Protocols of Manila shares that we mount. */
export type ShareProtocol = "CEPHFS" | "NFS";

/** Name and namespace of the Secret that the Manila CSI driver authenticates with. */
export interface ManilaSecretRef {
  /** Name of the Secret. */
  readonly name: string;
  /** Namespace of the Secret. */
  readonly namespace: string;
}

/** Properties of a `ManilaDataset`. */
export interface ManilaDatasetProps {
  /** Name that pods know the data by, an RFC 1123 label. */
  readonly name: string;
  /** Name of the share in Manila. */
  readonly shareName: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /** Protocol of the share. */
  readonly protocol: ShareProtocol;
  /** Name of the cluster; part of the name of the access, which must be unique in the whole Ceph cluster. */
  readonly clusterName: string;
  /** Secret with a credential of the project that owns the share. */
  readonly secret: ManilaSecretRef;
  /** Address or CIDR that the server of an NFS share sees the nodes by. */
  readonly clientAddress?: string | undefined;
  /** OpenStack provider of the project that owns the share. */
  readonly provider?: TerraformProvider;
  /** The CSI driver, which must outlive every claim. */
  readonly dependsOn?: ITerraformDependable[];
}

// No object of this name exists: it only keeps static volumes and their claims together, where an empty name would mean the default class.
const STATIC_CLASS = "manila-dataset";

/**
 * An existing Manila share, found by name and read through an access of our own.
 *
 * @throws Error if the name is not an RFC 1123 label or an NFS share comes without the address of its clients
 */
export class ManilaDataset extends Construct implements IDataset {
  public readonly name: string;
  public readonly mountPath: string;
  private readonly props: ManilaDatasetProps;
  private readonly share: DataOpenstackSharedfilesystemShareV2;
  private readonly access: SharedfilesystemShareAccessV2;

  constructor(scope: Construct, id: string, props: ManilaDatasetProps) {
    super(scope, id);
    requireName("label", "dataset name", props.name);
    this.props = props;
    this.name = props.name;
    this.mountPath = props.mountPath;
    this.share = new DataOpenstackSharedfilesystemShareV2(this, "share", { name: props.shareName, provider: props.provider });
    this.access = new SharedfilesystemShareAccessV2(this, "access", {
      ...accessRule(props),
      shareId: this.share.id,
      accessLevel: "ro",
      provider: props.provider,
    });
  }

  public claim(scope: Construct, namespace: string): string {
    const { name, protocol, secret } = this.props;
    const secretRef = { name: secret.name, namespace: secret.namespace };
    // A claim takes a volume for itself, so every namespace has a volume of its own of the same share.
    const volume = new PersistentVolumeV1(scope, `dataset-${name}-volume`, {
      metadata: { name: `${namespace}-${name}` },
      spec: [
        {
          // Static ReadOnlyMany volumes do not mount through this driver; pods mount the claim read-only, and the access itself is.
          accessModes: ["ReadWriteMany"],
          capacity: { storage: `${Token.asString(this.share.size)}Gi` },
          persistentVolumeReclaimPolicy: "Retain",
          storageClassName: STATIC_CLASS,
          persistentVolumeSource: {
            csi: {
              driver: `${protocol.toLowerCase()}.manila.csi.openstack.org`,
              volumeHandle: `${namespace}-${name}`,
              volumeAttributes: {
                shareID: this.share.id,
                shareAccessIDs: this.access.id,
                ...(protocol === "CEPHFS" && { "cephfs-mounter": "kernel" }),
              },
              nodeStageSecretRef: secretRef,
              nodePublishSecretRef: secretRef,
            },
          },
        },
      ],
      dependsOn: this.props.dependsOn,
    });
    const claim = new PersistentVolumeClaimV1(scope, `dataset-${name}-claim`, {
      metadata: { name, namespace },
      spec: {
        accessModes: ["ReadWriteMany"],
        storageClassName: STATIC_CLASS,
        volumeName: volume.metadata.name,
        // Bound by name whatever it asks for; a share that grows must not become a change that Kubernetes refuses.
        resources: { requests: { storage: "1Gi" } },
      },
    });
    return claim.metadata.nameInput!;
  }
}

function accessRule(props: ManilaDatasetProps): { accessType: string; accessTo: string } {
  if (props.protocol === "CEPHFS") {
    // Manila refuses periods in a Ceph user, and the '-' of ours has been trouble in keyring names.
    return { accessType: "cephx", accessTo: `${props.clusterName}__${props.name}`.replace(/[-.]/g, "_") };
  }
  if (props.clientAddress === undefined) {
    throw new Error(`clientAddress is missing: access to the NFS share '${props.shareName}' is given to what its server sees the nodes by`);
  }
  return { accessType: "ip", accessTo: props.clientAddress };
}
