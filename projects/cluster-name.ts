/** A project as far as the name of its cluster goes. */
export interface HasCluster {
  /** RFC 1123 name. */
  readonly id: string;
  /**
   * What its file says of the cluster.
   *
   * @default - it is one of its own
   */
  readonly cluster?: { readonly existing?: { readonly name: string } | undefined };
}

/**
 * Name that Magnum has a project's cluster under: that of the project, or the one of a cluster that others run.
 *
 * @param project - the project
 */
export function clusterName({ id, cluster }: HasCluster): string {
  return cluster?.existing?.name ?? id;
}
