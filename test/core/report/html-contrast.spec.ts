import { expect } from "chai";
import { style } from "../../../core/report/html/style";

/** The colours of a theme by name; the dark one changes some of the light one's. */
function themeOf(...selectors: readonly RegExp[]): Map<string, string> {
  return new Map(selectors.flatMap((selector) => [...selector.exec(style)![0].matchAll(/--([\w-]+):(#[0-9a-f]{3,6})(?=[;}])/g)].map(([, name, colour]) => [name!, colour!] as const)));
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join("") : colour.slice(1);
  const [red, green, blue] = [0, 2, 4].map((start) => parseInt(digits.slice(start, start + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** The contrast of WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

describe("core/report/html: contrast of text (WCAG AA)", () => {
  const light = /:root\{[^}]*\}/;
  const dark = /:root\[data-theme=dark\]\{[^}]*\}/;
  const pairs = [
    ...["bg", "card", "faint"].flatMap((ground) => [["ink", ground], ["soft", ground]]),
    ...["accent", "good", "critical", "high", "medium", "low"].map((colour) => [colour, "card"]),
    ...["good", "critical", "high", "medium", "low"].map((colour) => [colour, `${colour}-bg`]),
  ] as [string, string][];
  for (const [name, theme] of [["light", themeOf(light)], ["dark", themeOf(light, dark)]] as const) {
    for (const [text, ground] of pairs) {
      it(`${name}: ${text} on ${ground}`, () => expect(contrast(theme.get(text)!, theme.get(ground)!)).to.be.at.least(4.5));
    }
  }
});
