/** What load balancers of an Octavia provider can do. */
export interface OctaviaProviderTraits {
  /** Whether it understands HTTP, so that hosts and paths can be told apart and TLS can end there. */
  readonly layer7: boolean;
  /** Whether a listener can be opened to some networks only. */
  readonly allowedCidrs: boolean;
  /** How it spreads connections, in the words of Octavia's API; the first is what it takes where nothing is said. */
  readonly algorithms: readonly string[];
}

const AMPHORA: OctaviaProviderTraits = {
  layer7: true,
  allowedCidrs: true,
  algorithms: ["ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP", "SOURCE_IP_PORT"],
};

/**
 * Octavia's providers; `octavia` is an older name of amphora.
 *
 * @see https://docs.openstack.org/octavia/latest/user/feature-classification/index.html
 * @see https://docs.openstack.org/ovn-octavia-provider/latest/admin/driver.html (limitations of the OVN provider driver)
 */
export const OCTAVIA_PROVIDERS = {
  amphora: AMPHORA,
  amphorav2: AMPHORA,
  ovn: { layer7: false, allowedCidrs: false, algorithms: ["SOURCE_IP_PORT"] },
  octavia: AMPHORA,
} as const satisfies Record<string, OctaviaProviderTraits>;

/** Name of an Octavia provider. */
export type OctaviaProvider = keyof typeof OCTAVIA_PROVIDERS;

/**
 * What the load balancers of a provider can do; of one that is not known, everything is believed.
 *
 * @param provider - name of the provider
 */
export function octaviaTraits(provider: string | undefined): OctaviaProviderTraits {
  return provider !== undefined && Object.hasOwn(OCTAVIA_PROVIDERS, provider) ? OCTAVIA_PROVIDERS[provider as OctaviaProvider] : AMPHORA;
}

/** What is wrong with an empty list of networks that may reach a load balancer: Octavia takes it for no restriction. */
export const NO_NETWORK = "must name at least one network: an empty list lets everyone in, got none; leave it out where everyone may";
