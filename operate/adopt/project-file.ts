import { projectConst } from "../init/data";
import { jsonText } from "../session/json-text";
import { literal } from "../session/literal";
import { npx } from "../session/program";
import type { AdoptedProject } from "./adopted-project";

/**
 * Writes a project that takes a cluster over as a file of JSON, which has no comments.
 *
 * @param found - the project
 */
export function adoptedJson({ data }: AdoptedProject): string {
  return jsonText(data);
}

/**
 * Writes a project that takes a cluster over as a file of TypeScript.
 *
 * @param found - the project
 * @param types - module that the type comes from
 */
export function adoptedFile({ data, remarks }: AdoptedProject, types: string): string {
  const { adopt, existing } = data.cluster;
  const what = adopt ? `takes cluster ${adopt.name} over as it is` : `uses cluster ${existing!.name}, which others run`;
  return `import type { ProjectInput } from "${types}";

/**
 * A project that ${what}, as \`${npx(`adopt ${(adopt ?? existing)!.name}${adopt ? "" : " --existing"}`)}\` has seen it.
 *
 * Comments have what it could not see. What else the project is to have, such as storage and ingress, is yours to add.
 */
export const ${projectConst(data.name)}: ProjectInput = ${literal(data, { remarks, order: [] })};
`;
}
