/** What a network plugin does with network policies. */
export interface NetworkPluginTraits {
  /** Whether it enforces them. */
  readonly enforcesPolicies: boolean;
  /**
   * Whether addresses in a policy stand for nodes as well; otherwise the API server is let through by a policy of the plugin's own.
   *
   * @see https://docs.cilium.io/en/v1.16/security/policy/language/#ip-cidr-based
   */
  readonly addressesAreNodes: boolean;
}

/** Network plugins that Magnum's drivers know. */
const PLUGINS: Readonly<Record<string, NetworkPluginTraits>> = {
  calico: { enforcesPolicies: true, addressesAreNodes: true },
  cilium: { enforcesPolicies: true, addressesAreNodes: false },
  flannel: { enforcesPolicies: false, addressesAreNodes: true },
};

/**
 * What a network plugin does with network policies; one that is not known is taken for one that does nothing.
 *
 * @param plugin - name of the plugin, as Magnum has it
 */
export function networkPluginTraits(plugin: string | undefined): NetworkPluginTraits {
  return PLUGINS[plugin ?? ""] ?? { enforcesPolicies: false, addressesAreNodes: true };
}
