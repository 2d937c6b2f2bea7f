/** A size that users choose from. */
export interface NotebookSize {
  /** Name that users see, and an RFC 1123 label. */
  readonly name: string;
  /** Cores that are kept for a notebook, and the most that it may use. */
  readonly cores: { readonly request: number; readonly limit?: number };
  /** Memory in GiB that is kept for a notebook, and the most that it may use: beyond it, its kernels are killed. */
  readonly memoryGiB: { readonly request: number; readonly limit?: number };
  /**
   * GPUs.
   *
   * @default 0
   */
  readonly gpu?: number;
}
