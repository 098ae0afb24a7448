import type { GrantedRow } from "../check-result";
import { html, type Markup } from "./markup";

/** The rungs from all to exactly what is named, top to bottom. */
export const rungs = [
  { id: "all", title: "Everything", says: "every action of AWS" },
  { id: "service-all", title: "A service, anywhere", says: "service:* or service:Get* on *" },
  { id: "service-named", title: "A service, named resources", says: "service:* or service:Get* on a resource" },
  { id: "exact-all", title: "Exact actions, anywhere", says: "service:Action on *" },
  { id: "exact", title: "Exact actions, named resources", says: "service:Action on a resource" },
] as const;

export type Rung = (typeof rungs)[number]["id"];

/** The rung that a grant stands on. */
export function rungOf({ action, resources }: Pick<GrantedRow, "action" | "resources">): Rung {
  const isAnywhere = resources.some(isEverything);
  if (action === "*" || action === "*:*" || action.startsWith("not ")) return "all";
  if (/[*?]/.test(action)) return isAnywhere ? "service-all" : "service-named";
  return isAnywhere ? "exact-all" : "exact";
}

/** `*`, every resource of a service or of a type, or all but some; what stands before a slash is a type, and for S3 a bucket. */
function isEverything(resource: string): boolean {
  return resource === "*" || resource.startsWith("not ") || /^arn:[^:$]*:(?!s3:)[^:$]*:[^:$]*:[^:$]*:(?:[a-z-]+[/:])?\*/.test(resource) || /^arn:[^:$]*:s3:[^:$]*:[^:$]*:\*/.test(resource);
}

/** The wildcard ladder of some grants: how many stand on each rung, and which. */
export function ladder(grants: readonly GrantedRow[]): Markup {
  const allowed = grants.filter(({ effect, action }) => effect === "Allow" && action !== "?");
  const rows = rungs.map((rung) => {
    const here = allowed.filter((grant) => rungOf(grant) === rung.id);
    const names = [...new Set(here.map(({ action }) => action))];
    const most = 6;
    return html`<li class="rung ${rung.id} ${here.length > 0 ? "taken" : "free"}"><span class="rung-title">${rung.title}</span><span class="rung-says">${rung.says}</span><span class="rung-grants">${
      names.length === 0 ? html`<span class="none">none</span>` : names.slice(0, most).map((name) => html`<code>${name}</code> `)
    }${names.length > most && html`<span class="more">and ${names.length - most} more</span>`}</span></li>`;
  });
  return html`<ol class="ladder" aria-label="Wildcard ladder, widest first">${rows}</ol>`;
}
