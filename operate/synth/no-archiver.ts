/**
 * Stands in for archiver in the bundled app: loading it takes a twentieth of a synth, and no asset of ours is an archive.
 *
 * @throws Error whenever it is called
 */
export = function archiver(): never {
  throw new Error(
    "assets of type ARCHIVE are not part of the bundled app; use AssetType.DIRECTORY, or take the alias of archiver out of build",
  );
};
