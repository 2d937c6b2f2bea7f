import { Construct } from "constructs";
import { DataDigitaloceanNfs } from "../../.gen/providers/digitalocean/data-digitalocean-nfs";
import { Nfs } from "../../.gen/providers/digitalocean/nfs";
import { requireName } from "../kit/names";
import { SMALLEST_SHARE_GIB, type PerformanceTier } from "./nfs-storage-names";

/** Where a share is mounted from. */
export interface NfsServer {
  /** Address of the server, inside the VPC. */
  readonly host: string;
  /** Path that it exports. */
  readonly mountPath: string;
}

/** Properties of a `DigitalOceanShare`. */
export interface DigitalOceanShareProps {
  /** Name, an RFC 1123 label; another one makes a new share, and so does another region or VPC. */
  readonly name: string;
  /** Slug of a region that has network file storage. */
  readonly region: string;
  /** UUID of the VPC that it is mounted in. */
  readonly vpcId: string;
  /** Size in GiB, at least 50; it can grow. */
  readonly sizeGiB: number;
  /** How fast it is. */
  readonly performanceTier: PerformanceTier;
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly protect?: boolean | undefined;
  /**
   * Tags.
   *
   * @default - none
   */
  readonly tags?: string[] | undefined;
}

/**
 * A share of DigitalOcean's network file storage.
 *
 * @throws Error if it is smaller than DigitalOcean makes them
 */
export class DigitalOceanShare extends Construct implements NfsServer {
  /**
   * A share that exists already.
   *
   * @param name - its name
   * @param region - slug of its region
   */
  public static fromName(scope: Construct, id: string, name: string, region: string): NfsServer {
    class Import extends Construct implements NfsServer {
      private readonly data = new DataDigitaloceanNfs(this, "resource", { name, region });
      public readonly host = this.data.host;
      public readonly mountPath = this.data.mountPath;
    }
    return new Import(scope, id);
  }

  public readonly host: string;
  public readonly mountPath: string;

  constructor(scope: Construct, id: string, props: DigitalOceanShareProps) {
    super(scope, id);
    requireName("label", "share name", props.name);
    if (props.sizeGiB < SMALLEST_SHARE_GIB) {
      throw new Error(`sizeGiB of share '${props.name}' must be at least ${SMALLEST_SHARE_GIB}, got ${props.sizeGiB}`);
    }
    const share = new Nfs(this, "resource", {
      name: props.name,
      region: props.region,
      vpcId: props.vpcId,
      size: props.sizeGiB,
      performanceTier: props.performanceTier,
      tags: props.tags,
      lifecycle: props.protect ? { preventDestroy: true } : undefined,
    });
    this.host = share.host;
    this.mountPath = share.mountPath;
  }
}
