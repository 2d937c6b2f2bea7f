/** A service of OpenStack that is asked. */
export interface Service {
  /** Name that people know it by. */
  readonly project: string;
  /** Types that catalogues have it under, the best one first. */
  readonly types: readonly string[];
  /** Version that stands in its addresses; catalogues may leave it out. */
  readonly version: string;
  /**
   * Headers that ask for a microversion, for what the version itself does not have.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The services that are asked.
 *
 * @see https://service-types.openstack.org/service-types.json
 */
export const SERVICES = {
  identity: { project: "Keystone", types: ["identity"], version: "v3" },
  compute: { project: "Nova", types: ["compute"], version: "v2.1" },
  image: { project: "Glance", types: ["image"], version: "v2" },
  network: { project: "Neutron", types: ["network"], version: "v2.0" },
  "block-storage": { project: "Cinder", types: ["block-storage", "volumev3", "volume", "block-store"], version: "v3" },
  "shared-file-system": {
    project: "Manila",
    types: ["shared-file-system", "sharev2", "share"],
    version: "v2",
    // Queens; without a header Manila answers as its oldest version does.
    headers: { "X-OpenStack-Manila-API-Version": "2.40" },
  },
  "load-balancer": { project: "Octavia", types: ["load-balancer"], version: "v2" },
  "key-manager": { project: "Barbican", types: ["key-manager"], version: "v1" },
  orchestration: { project: "Heat", types: ["orchestration"], version: "v1" },
  "container-infra": {
    project: "Magnum",
    types: ["container-infra", "container-infrastructure-management"],
    version: "v1",
    // Node groups came with 1.9, empty ones with 1.10.
    headers: { "OpenStack-API-Version": "container-infra 1.10" },
  },
  "object-store": { project: "Swift", types: ["object-store"], version: "v1" },
} as const satisfies Readonly<Record<string, Service>>;

/** Name of a service that is asked. */
export type ServiceName = keyof typeof SERVICES;

/** The service of a name. */
export function serviceNamed(name: ServiceName): Service {
  return SERVICES[name];
}
