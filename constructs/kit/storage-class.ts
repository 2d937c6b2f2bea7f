import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { TerraformResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AccessMode, IStorageClass, ReclaimPolicy } from "../contracts";
import { requireName } from "./names";

/** Properties of a `StorageClass`. */
export interface StorageClassProps {
  /** Name in Kubernetes, an RFC 1123 subdomain. */
  readonly name: string;
  /** Name of the CSI driver that makes the volumes. */
  readonly provisioner: string;
  /** Parameters of that driver. */
  readonly parameters: Record<string, string>;
  /** Access modes that its volumes offer. */
  readonly accessModes: readonly AccessMode[];
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
  /** When a volume is made: at once, or where the first pod that uses it runs. */
  readonly volumeBindingMode: "Immediate" | "WaitForFirstConsumer";
  /**
   * Whether claims without a class get this one.
   *
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * Whether its volumes come only minutes after the class.
   *
   * @default false
   */
  readonly servesLater?: boolean;
  /**
   * What must exist before.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** What identifies an existing storage class. */
export type StorageClassAttributes = Pick<StorageClassProps, "name" | "accessModes" | "reclaimPolicy">;

/**
 * A storage class whose volumes can grow.
 *
 * Kubernetes forbids changes of a class: a changed parameter makes a new object under the same name, which leaves bound claims as they are.
 */
export class StorageClass extends Construct implements IStorageClass {
  /**
   * A class that exists already, such as one that Magnum's driver made.
   *
   * @param attributes - what identifies it, and what its volumes are
   */
  public static fromName(scope: Construct, id: string, attributes: StorageClassAttributes): IStorageClass {
    class Import extends Construct implements IStorageClass {
      public readonly storageClassName = attributes.name;
      public readonly accessModes = attributes.accessModes;
      public readonly reclaimPolicy = attributes.reclaimPolicy;
    }
    return new Import(scope, id);
  }

  public readonly storageClassName: string;
  public readonly accessModes: readonly AccessMode[];
  public readonly reclaimPolicy: ReclaimPolicy;
  public readonly servesLater: boolean;

  constructor(scope: Construct, id: string, props: StorageClassProps) {
    super(scope, id);
    requireName("subdomain", "storage class name", props.name);
    // The provider takes a changed policy for done and never sends it, so the class would keep the old one: it has to be made anew.
    const policy = new TerraformResource(this, "reclaim-policy", { terraformResourceType: "terraform_data" });
    policy.addOverride("input", props.reclaimPolicy);
    const resource = new StorageClassV1(this, "resource", {
      metadata: {
        name: props.name,
        annotations: props.isDefault ? { "storageclass.kubernetes.io/is-default-class": "true" } : undefined,
      },
      storageProvisioner: props.provisioner,
      parameters: props.parameters,
      reclaimPolicy: props.reclaimPolicy,
      volumeBindingMode: props.volumeBindingMode,
      allowVolumeExpansion: true,
      dependsOn: props.dependsOn,
      lifecycle: { replaceTriggeredBy: [`terraform_data.${policy.friendlyUniqueId}`] },
    });
    this.storageClassName = resource.metadata.name;
    this.accessModes = props.accessModes;
    this.reclaimPolicy = props.reclaimPolicy;
    this.servesLater = props.servesLater ?? false;
  }
}
