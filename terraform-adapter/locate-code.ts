import { unknown, type CodeSource } from "../core";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** Finds where the code of functions and layers is. */
export class CodeLocator {
  constructor(
    private readonly instances: ResourceInstances,
    private readonly links: ResourceLinks,
  ) {}

  codeOf(_instance: ResourceInstance): CodeSource {
    void this.instances;
    void this.links;
    return unknown("unreadable", "not looked for yet");
  }

  layersOf(_instance: ResourceInstance): CodeSource[] {
    return [];
  }
}
