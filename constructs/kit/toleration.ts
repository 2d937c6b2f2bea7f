/** A taint of nodes that pods stand, in Kubernetes' words. */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;
  /**
   * Whether the taint's value must be the same.
   *
   * @default "Equal"
   */
  readonly operator?: "Equal" | "Exists";
  /**
   * Value of the taint.
   *
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}
