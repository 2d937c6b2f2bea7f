/** What a network plugin does with network policies, and with the addresses of pods. */
export interface NetworkPluginTraits {
  /** Whether it enforces them. */
  readonly enforcesPolicies: boolean;
  /**
   * Whether addresses in a policy stand for nodes as well; otherwise the API server is let through by a policy of the plugin's own.
   *
   * @see https://docs.cilium.io/en/v1.16/security/policy/language/#ip-cidr-based
   */
  readonly addressesAreNodes: boolean;
  /**
   * Whether pods of a node have addresses of the one block alone that the node gets, of the size of its CIDR in Kubernetes. Calico gives blocks of 64
   * addresses as they are needed, and addresses of foreign blocks where none is left.
   *
   * @see https://docs.tigera.io/calico/latest/networking/ipam/get-started-ip-addresses
   */
  readonly hasBlockPerNode: boolean;
}

/** Network plugins that Magnum's drivers know. */
const PLUGINS: Readonly<Record<string, NetworkPluginTraits>> = {
  calico: { enforcesPolicies: true, addressesAreNodes: true, hasBlockPerNode: false },
  cilium: { enforcesPolicies: true, addressesAreNodes: false, hasBlockPerNode: true },
  flannel: { enforcesPolicies: false, addressesAreNodes: true, hasBlockPerNode: true },
};

/**
 * What a network plugin does with network policies and addresses; one that is not known is taken for one that does nothing.
 *
 * @param plugin - name of the plugin, as Magnum has it
 */
export function networkPluginTraits(plugin: string | undefined): NetworkPluginTraits {
  return PLUGINS[plugin ?? ""] ?? { enforcesPolicies: false, addressesAreNodes: true, hasBlockPerNode: false };
}
