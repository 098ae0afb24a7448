import { literalText, unknown, type CodeSource, type Symbolic } from "../core";
import { asUnknown, elementsOf, textOrUnknown, valueOfText } from "./attribute-reading";
import { archiveSources } from "./archive-sources";
import { normalizePath } from "./code-paths";
import { packageSources } from "./package-build-plan";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

const ARCHIVES = ["archive_file", "data.archive_file"];
const OBJECTS = ["aws_s3_object", "aws_s3_bucket_object"];

/** Finds where the code of functions and layers is: behind zip files, archives, objects and build plans the files they are made of. */
export class CodeLocator {
  private readonly builtFiles: ReadonlyMap<string, () => CodeSource>;

  constructor(
    private readonly instances: ResourceInstances,
    private readonly links: ResourceLinks,
  ) {
    this.builtFiles = new Map([...this.archivesByOutput(), ...this.packagesByOutput(), ...this.writtenFiles()]);
  }

  codeOf(instance: ResourceInstance): CodeSource {
    const image = instance.attribute("image_uri");
    if (image.kind !== "null" && !isOwn(image, instance)) return { kind: "image", image: valueOfText(image) };
    const filename = instance.attribute("filename");
    if (filename.kind !== "null") return this.fileOf(filename, instance);
    const key = instance.attribute("s3_key");
    if (key.kind !== "null") return this.objectOf(key, instance);
    return this.hashedArchive(instance) ?? unknown("unreadable", "neither a file, an object nor an image is configured", [], instance.at);
  }

  layersOf(instance: ResourceInstance): CodeSource[] {
    return elementsOf(instance.attribute("layers")).map((layer) => {
      const found = this.links.find(layer, "aws_lambda_layer_version");
      if (found) return this.codeOf(found);
      const text = layer.kind === "string" ? literalText(layer) : undefined;
      return text === undefined ? { ...asUnknown(layer), detail: "which layer it is cannot be told before apply" } : unknown("unreadable", `the layer ${text} is outside this deployment`, [], layer.at);
    });
  }

  private fileOf(filename: Symbolic, instance: ResourceInstance): CodeSource {
    const text = filename.kind === "string" ? literalText(filename) : undefined;
    const at = filename.at ?? instance.placeOf("filename");
    if (text !== undefined) {
      const path = normalizePath(text);
      return this.builtFiles.get(path)?.() ?? { kind: "path", path, ...(at ? { at } : {}) };
    }
    const archive = this.links.find(filename, ...ARCHIVES);
    if (archive) return archiveSources(archive);
    return this.packageOf(instance) ?? this.hashedArchive(instance) ?? { ...asUnknown(filename), detail: "the name of the code's file cannot be told before apply" };
  }

  private objectOf(key: Symbolic, instance: ResourceInstance): CodeSource {
    const linked = this.links.candidates(key, ...OBJECTS);
    const objects = linked.length > 0 ? linked : this.objectsNamed(key, instance);
    const [object] = objects;
    if (object && objects.length === 1) {
      const source = this.contentOf(object);
      if (source) return source;
    }
    const built = this.packageOf(instance) ?? this.hashedArchive(instance);
    if (built) return built;
    const bucket = instance.attribute("s3_bucket");
    return { kind: "remote", bucket: textOrUnknown(bucket) ?? unknown("unreadable", "no bucket is configured"), key: textOrUnknown(key) ?? asUnknown(key) };
  }

  /** Objects with the same known key, in the same bucket as far as both are told. */
  private objectsNamed(key: Symbolic, instance: ResourceInstance): ResourceInstance[] {
    const text = key.kind === "string" ? literalText(key) : undefined;
    if (text === undefined) return [];
    const bucket = textOf(instance.attribute("s3_bucket"));
    return this.instances.ofType(...OBJECTS).filter((object) => {
      const other = textOf(object.attribute("bucket"));
      return textOf(object.attribute("key")) === text && (bucket === undefined || other === undefined || bucket === other);
    });
  }

  private contentOf(object: ResourceInstance): CodeSource | undefined {
    const source = object.attribute("source");
    if (source.kind !== "null") return this.fileOf(source, object);
    return undefined;
  }

  /** The archive that the hash of the code is taken from. */
  private hashedArchive(instance: ResourceInstance): CodeSource | undefined {
    for (const name of ["source_code_hash", "code_sha256", "source_hash", "etag"]) {
      const archive = this.links.find(instance.attribute(name), ...ARCHIVES);
      if (archive) return archiveSources(archive);
    }
    return undefined;
  }

  private archivesByOutput(): [string, () => CodeSource][] {
    return this.instances.ofType(...ARCHIVES).flatMap((archive) => entry(archive.attribute("output_path"), () => archiveSources(archive)));
  }

  /** Packages of the terraform-aws-lambda module: a build plan says what goes into the zip. */
  private packagesByOutput(): [string, () => CodeSource][] {
    return this.instances.ofType("data.external").flatMap((instance) => {
      const built = packageSources(instance);
      return built?.filename ? entry(built.filename, () => built.source) : [];
    });
  }

  /** The only build in the module instance of a function: where its local does not tell, or where the zip is uploaded to a bucket. */
  private packageOf(instance: ResourceInstance): CodeSource | undefined {
    const built = this.instances.ofType("data.external").filter(({ module }) => module === instance.module && module !== "");
    const [only, ...others] = built.flatMap((candidate) => packageSources(candidate) ?? []);
    return others.length === 0 ? only?.source : undefined;
  }

  /** Files that the deployment writes itself. */
  private writtenFiles(): [string, () => CodeSource][] {
    return this.instances.ofType("local_file", "local_sensitive_file").flatMap((file) => {
      const source = file.attribute("source");
      if (source.kind === "string" && literalText(source) !== undefined) return entry(file.attribute("filename"), () => ({ kind: "path", path: normalizePath(literalText(source)!) }));
      return [];
    });
  }
}

function entry(path: Symbolic, source: () => CodeSource): [string, () => CodeSource][] {
  const text = textOf(path);
  return text === undefined ? [] : [[normalizePath(text), source]];
}

function textOf(value: Symbolic): string | undefined {
  return value.kind === "string" ? literalText(value) : undefined;
}

function isOwn(value: Symbolic, instance: ResourceInstance): boolean {
  const [part] = value.kind === "string" ? value.parts : [];
  return part?.kind === "reference" && part.address === instance.address;
}
