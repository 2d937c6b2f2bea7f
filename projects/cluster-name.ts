/** A project as far as the name of its cluster goes. */
export interface HasCluster {
  /** RFC 1123 name. */
  readonly id: string;
  /**
   * What its file says of the cluster.
   *
   * @default - it is one of its own
   */
  readonly cluster?: FoundCluster;
}

/** A cluster as far as it was there before the project. */
export interface FoundCluster {
  /**
   * The cluster that others run.
   *
   * @default - others run none of it
   */
  readonly existing?: { readonly name: string } | undefined;
  /**
   * The cluster that was taken over.
   *
   * @default - none was
   */
  readonly adopt?: { readonly name: string } | undefined;
}

/**
 * Name that Magnum has a project's cluster under: that of the project, or the one of a cluster that was there before it.
 *
 * @param project - the project
 */
export function clusterName({ id, cluster }: HasCluster): string {
  return cluster?.existing?.name ?? cluster?.adopt?.name ?? id;
}

/**
 * Whether a cluster was there before its project: others run it, or it was taken over. What it is made of is then as it is.
 *
 * @param cluster - what the project's file says of it
 */
export function isFound({ existing, adopt }: FoundCluster): boolean {
  return existing !== undefined || adopt !== undefined;
}
