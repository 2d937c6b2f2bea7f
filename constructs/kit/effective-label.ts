/** Where a cluster says its labels in Magnum. */
export interface LabelPlaces {
  /** Labels of the template. */
  readonly labels?: object | undefined;
  /** Labels of the template that are passed on unchecked. */
  readonly extraLabels?: object | undefined;
  /** Labels of the cluster itself, which lie over the template's. */
  readonly clusterLabels?: object | undefined;
}

/** The places, the one that wins first. */
const PLACES = ["clusterLabels", "extraLabels", "labels"] as const;

/**
 * Place that a label comes from in a new cluster.
 *
 * @param name - name of the label
 * @param places - the places
 * @returns undefined if it stands in none
 */
export function placeOfLabel(name: string, places: LabelPlaces): keyof LabelPlaces | undefined {
  return PLACES.find((place) => Object.hasOwn(places[place] ?? {}, name));
}

/**
 * All labels that are in force in a new cluster.
 *
 * @param places - the places
 */
export function effectiveLabels(places: LabelPlaces): Record<string, string | number | boolean> {
  return Object.assign({}, ...PLACES.map((place) => places[place]).reverse()) as Record<string, string | number | boolean>;
}

/**
 * A label as it is in force in a new cluster, whichever of its places it stands in.
 *
 * @param name - name of the label
 * @param places - the places
 */
export function effectiveLabel(name: string, places: LabelPlaces): string | undefined {
  const place = placeOfLabel(name, places);
  const value = place && (places[place] as Readonly<Record<string, string | number | boolean | undefined>>)[name];
  return value === undefined ? undefined : String(value);
}
