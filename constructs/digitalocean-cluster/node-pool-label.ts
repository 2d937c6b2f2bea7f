/** Label that we give to the nodes of each pool, for those who choose nodes by it: DigitalOcean sets it on new nodes too. */
export const NODE_POOL_LABEL = "cdktf-magnum/node-group";

/**
 * Labels that only the nodes of one pool carry.
 *
 * @param pool - name of the pool
 */
export function nodePoolSelector(pool: string): Record<string, string> {
  return { [NODE_POOL_LABEL]: pool };
}
