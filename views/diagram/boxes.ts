import type { Item, Panel } from "./items";
import type { Model } from "./model";
import { partOf } from "./stack";
import { shorten } from "./text";

/** Items of one kind that need the same and are needed by the same, drawn as one table. */
export interface Box {
  /** Identifier in the picture. */
  readonly id: string;
  /** What they are. */
  readonly panel: Panel;
  /** What stands above the rows. */
  readonly title: string;
  /** The items. */
  readonly items: readonly Item[];
}

/** What is drawn: both stacks with their boxes, and the arrows between boxes. */
export interface Drawing {
  /** Name of the project. */
  readonly name: string;
  /** Whose cloud the cluster stack is in, for people. */
  readonly cloud: string;
  /** Boxes of the cluster stack. */
  readonly cluster: readonly Box[];
  /** Boxes of the platform stack. */
  readonly platform: readonly Box[];
  /** Arrows from what is needed to what needs it. */
  readonly arrows: readonly { readonly from: Box; readonly to: Box }[];
}

/** What stands above one item, and above more of them. */
const TITLES: Readonly<Record<Exclude<Panel, "parts">, readonly [string, string]>> = {
  external: ["External network", "External networks"],
  network: ["Network", "Networks"],
  router: ["Router", "Routers"],
  template: ["Cluster template", "Cluster templates"],
  cluster: ["Cluster", "Clusters"],
  nodeGroups: ["Node group", "Node groups"],
  shares: ["Share", "Shares"],
  buckets: ["Bucket", "Buckets"],
  drivers: ["Storage driver", "Storage drivers"],
  classes: ["Storage class", "Storage classes"],
  datasets: ["Dataset", "Datasets"],
  volumes: ["Volume", "Volumes"],
  ingress: ["Ingress", "Ingresses"],
  operator: ["Spark operator", "Spark operators"],
  jobs: ["Spark jobs", "Spark jobs"],
  applications: ["Spark applications", "Spark applications"],
  hosts: ["Host", "Hosts"],
};

const PANELS: readonly Panel[] = [...(Object.keys(TITLES) as (keyof typeof TITLES)[]), "parts"];

/** Longest title of a part, in characters. */
const LONGEST_TITLE = 36;

/** Puts the items of a model into boxes, so that each arrow is true for all items of both its ends. */
export function drawingOf({ name, cloud, cluster, platform, edges }: Model): Drawing {
  const all = [...cluster, ...platform];
  const neighbours = (item: Item): string => {
    const [needed, needing] = [edges.filter(({ to }) => to === item), edges.filter(({ from }) => from === item)];
    return JSON.stringify([needed.map(({ from }) => all.indexOf(from)).sort(), needing.map(({ to }) => all.indexOf(to)).sort()]);
  };
  const boxesOf = (items: readonly Item[]): Box[] =>
    PANELS.flatMap((panel) => {
      const groups = new Map<string, Item[]>();
      for (const item of items.filter((candidate) => candidate.panel === panel)) {
        const key = panel === "parts" ? `${partOf(item.block)} ${neighbours(item)}` : neighbours(item);
        groups.set(key, [...(groups.get(key) ?? []), item]);
      }
      return [...groups.values()].map((group, index) => ({
        id: `${panel}_${index + 1}`,
        panel,
        title: panel === "parts" ? partTitle(group[0]!) : TITLES[panel][group.length === 1 ? 0 : 1],
        items: group,
      }));
    });
  const drawn = { cluster: boxesOf(cluster), platform: boxesOf(platform) };
  const boxes = [...drawn.cluster, ...drawn.platform];
  const arrows = boxes.flatMap((from) =>
    boxes
      .filter((to) => to !== from && edges.some((edge) => from.items.includes(edge.from) && to.items.includes(edge.to)))
      .map((to) => ({ from, to })),
  );
  return { name, cloud, ...drawn, arrows };
}

/** `jupyter-hub` becomes `Jupyter hub`. */
function partTitle({ block }: Item): string {
  const words = partOf(block).replaceAll("-", " ");
  return shorten(words.charAt(0).toUpperCase() + words.slice(1), LONGEST_TITLE);
}

/** Lines of a box: what each item is called, and what else there is to know; a single item says it on lines of their own. */
export function rowsOf({ items }: Box): (readonly [string, string])[] {
  const alone = items.length === 1;
  return items.flatMap(({ name, details, more = [] }) =>
    alone ? [...[name, ...details].map((line) => [line, ""] as const), ...more] : [[name, details.join(", ")] as const, ...more],
  );
}
