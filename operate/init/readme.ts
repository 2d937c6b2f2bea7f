import { dnsLabel } from "../../constructs/kit/names";
import { npx, PROGRAM } from "../session/program";
import type { Answers } from "./answers";
import type { dataFileNames } from "./data";

/**
 * The page that says what to do with a new folder.
 *
 * @param answers - what a person has said
 * @param files - files of the data
 */
export function readme({ project, tier }: Answers, files: ReturnType<typeof dataFileNames>): string {
  const id = dnsLabel(project);
  const commands = [
    ["synth", "writes JSON for Terraform and HCL for reading, without a cloud"],
    ["capacity", "says what fits on the nodes and into the quota"],
    [`discover --cloud ENTRY --write ${files.site}`, "asks a cloud what the site's file is to say, and shows what has changed since"],
    [`preflight ${id}`, "asks the cloud whether it has what the files say"],
    [`deploy ${id}`, "plans each stack, shows the plan, asks, and applies exactly that"],
    [`status ${id}`, "says what there is, and how it differs from the files"],
    [`kubeconfig ${id}`, "fetches an administrator's kubeconfig"],
    ["review --base main", "says what a change does to all stacks, without a cloud; pipelines do it for each pull request"],
    ["diagram", "draws each project, to docs/projects"],
    [`destroy ${id}`, "takes the project away"],
    [`leftovers ${id}`, "lists what is left in OpenStack afterwards"],
  ].map(([words, text]) => `| \`${npx(words!)}\` | ${text} |`);
  const state =
    tier === "dev"
      ? "The state of Terraform is in `tfstate/`, on this machine alone and not in Git. Before a second person deploys, give the site a shared " +
        `backend, and move the states there: \`${npx(`move-state ${id} --from tfstate`)}\`.`
      : "The state of Terraform is in the S3 bucket that the site names; `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are its keys.";
  return `# ${project}

A Kubernetes cluster on OpenStack and what belongs into it, made by [${PROGRAM}](node_modules/${PROGRAM}/README.md) from files of data.

| file | what is in it |
| --- | --- |
| [${files.site}](${files.site}) | what the cloud offers |
| [${files.project}](${files.project}) | what the project wants |
| [environments/index.ts](environments/index.ts) | the list of both; a new file gets a line there |
| [main.ts](main.ts) | the same as an app of cdktf, for \`npx cdktf list\`, \`synth\` and \`diff\`, and for stacks of your own |

## Start

\`\`\`console
$ npm install
$ ${npx("synth")}
$ ${npx(`preflight ${id}`)}
\`\`\`

Commit \`package-lock.json\`, which the pipelines install from. Preflight lists what is made up in the files: put your cloud's names in the place of
those. When it finds nothing more it asks the cloud itself; for that and for a deploy you need Terraform 1.11 or newer (or OpenTofu), and
entries in \`clouds.yaml\` of the names that the site says.

| command | what it does |
| --- | --- |
${commands.join("\n")}

\`${npx("COMMAND --help")}\` says more; the pages are in [node_modules/${PROGRAM}/docs](node_modules/${PROGRAM}/docs). A file of data can be JSON too:
\`environments/NAME.project.json\` and \`environments/sites/NAME.site.json\` are completed by the editor.

## Pipelines

Those of GitHub and GitLab check each change, and put what it does to the stacks into one comment. They have no credentials of the cloud. On GitLab
the comment needs a project access token of scope \`api\` and role Reporter, as the masked variable \`REVIEW_TOKEN\`; without it the page is in the
job's log and its artifacts alone.

## State and lock file

${state}

There is no \`environments/.terraform.lock.hcl\` yet, since only a registry knows the checksums of providers for all systems. Until there is one,
Terraform takes what the registry gives for the versions that the stacks name, and each deploy says so.
[docs/deploy.md](node_modules/${PROGRAM}/docs/deploy.md#versions-of-providers) has the four lines that make it; commit it.
`;
}
