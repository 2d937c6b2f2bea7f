import { stackName } from "../../stacks/roles";
import { rowsOf, type Box, type Drawing } from "./boxes";
import { mermaidText } from "./text";

/** Draws a project as Mermaid text. */
export function mermaidOf({ name, cloud, cluster, platform, arrows }: Drawing): string {
  const heart = cluster.find(({ panel }) => panel === "cluster");
  return [
    "flowchart TB",
    ...(cluster.length > 0 ? stack("openstack", `${stackName(name, "cluster")}: ${cloud}`, cluster) : []),
    ...(platform.length > 0 ? stack("kubernetes", `${stackName(name, "platform")}: Kubernetes`, platform) : []),
    ...arrows.map(({ from, to }) => `  ${from.id} --> ${to.id}`),
    ...(heart && platform.length > 0 ? [`  ${heart.id} -. found by name .-> kubernetes`] : []),
    "",
  ].join("\n");
}

function stack(id: string, title: string, boxes: readonly Box[]): string[] {
  return [
    `  subgraph ${id} ["${mermaidText(title)}"]`,
    ...boxes.map((box) => {
      const lines = rowsOf(box).map(([name, details]) => mermaidText(details === "" ? name : `${name}: ${details}`));
      return `    ${box.id}["${[`<b>${mermaidText(box.title)}</b>`, ...lines].join("<br>")}"]`;
    }),
    "  end",
  ];
}
