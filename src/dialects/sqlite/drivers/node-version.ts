/** True when Node has this version or a newer one. */
export function nodeIsAtLeast(major: number, minor: number, version: string = process.versions.node): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
