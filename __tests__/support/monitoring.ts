import type { ProjectInput } from "../../projects";

/** Monitoring with one of everything. */
export const MONITORING = {
  host: "grafana.example.org",
  tlsSecret: "grafana-tls",
  login: {
    kind: "oidc",
    authorizeUrl: "https://login.example.org/authorize",
    tokenUrl: "https://login.example.org/token",
    userdataUrl: "https://login.example.org/userinfo",
    clientId: "grafana",
    groupsClaim: "groups",
  },
  allowedUsers: ["bob"],
  allowedGroups: ["gaia/ops"],
  admins: ["alice"],
  alerts: { kind: "email", to: ["ops@example.org"], from: "alerts@example.org", server: "smtp.example.org:587", username: "alerts" },
  disk: { storageClass: "fast", sizeGiB: 50 },
} satisfies NonNullable<ProjectInput["monitoring"]>;
