/** Places to fetch charts and images from instead of their own. */
export interface Mirrors {
  /** Chart repository -> its mirror, for example "https://traefik.github.io/charts" -> "https://charts.site.example/traefik". */
  readonly charts?: Record<string, string>;
  /** Image registry -> its mirror, for example "registry.k8s.io" -> "harbor.site.example/k8s". */
  readonly images?: Record<string, string>;
}
