import { Construct } from "constructs";
import { SpacesBucket as Bucket } from "../../.gen/providers/digitalocean/spaces-bucket";

/** What a bucket's name is. */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Properties of a `SpacesBucket`. */
export interface SpacesBucketProps {
  /** Name, unique in the region for all accounts; one cannot be renamed. */
  readonly name: string;
  /** Slug of a region that has Spaces; a change makes a new bucket. */
  readonly region: string;
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly protect?: boolean | undefined;
}

/**
 * A private bucket of Spaces, which is refused to go while there is anything in it.
 *
 * The provider makes buckets with a key of Spaces, from SPACES_ACCESS_KEY_ID and SPACES_SECRET_ACCESS_KEY, not with the API's token. Keys of
 * the software that uses a bucket are not made here: Terraform would keep them in its state.
 *
 * @throws Error for a name that no bucket has
 */
export class SpacesBucket extends Construct {
  /** Name, as a token that waits for the bucket. */
  public readonly bucketName: string;

  constructor(scope: Construct, id: string, { name, region, protect }: SpacesBucketProps) {
    super(scope, id);
    if (!BUCKET_NAME.test(name)) throw new Error(`bucket name must be a-z, 0-9 and '-', 3 to 63 characters, got '${name}'`);
    const bucket = new Bucket(this, "resource", {
      name,
      region,
      acl: "private",
      forceDestroy: false,
      lifecycle: protect ? { preventDestroy: true } : undefined,
    });
    this.bucketName = bucket.name;
  }
}
