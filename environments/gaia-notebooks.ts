import type { ProjectInput } from "../projects";

type NotebooksInput = NonNullable<ProjectInput["notebooks"]>;

/** What all Gaia projects' notebooks have in common: IRIS IAM knows everybody who has access to the data. */
export const gaiaNotebooks: Pick<NotebooksInput, "login" | "allowedGroups" | "nodeGroup" | "sizes"> = {
  login: { kind: "oidc", issuer: "https://iris-iam.stfc.ac.uk/", clientId: "gaia-notebooks", groupsClaim: "groups" },
  allowedGroups: ["gaia"],
  nodeGroup: "notebooks",
  sizes: [
    { name: "small", cores: { request: 1, limit: 4 }, memoryGiB: { request: 2, limit: 8 } },
    { name: "large", cores: { request: 2, limit: 8 }, memoryGiB: { request: 4, limit: 16 } },
  ],
};
