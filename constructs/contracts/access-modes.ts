/** How pods on one or several nodes may mount a claim, in Kubernetes' words. */
export const ACCESS_MODES = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"] as const;
