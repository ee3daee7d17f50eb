// The words of the pages, read from the same files as the service reads, so that one
// test drives every language.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pack = join(root, "packs/harbin/determination");

/** Every language, with what a browser set to it asks for. */
export const LANGUAGES = { "zh-Hant": "zh-TW", "zh-Hans": "zh-CN", en: "en-GB" };

const read = new Map();

/** The words of a language: `w("act-accept-button")`, `w("due-left", { count: 2 })`. */
export function words(lang) {
  if (!read.has(lang)) read.set(lang, load(lang));
  return read.get(lang);
}

function load(lang) {
  const bundle = new FluentBundle(lang, { useIsolating: false });
  const folder = join(root, "locales", lang);
  const packs = join(root, "packs");
  const texts = readdirSync(packs, { recursive: true }).filter((name) => name.endsWith(".toml"));
  let written = texts.map((name) => readFileSync(join(packs, name), "utf8")).join("\n");
  for (const name of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ftl"))) {
    const text = readFileSync(join(folder, name), "utf8");
    bundle.addResource(new FluentResource(text), { allowOverrides: true });
    written += text.replace(/^[a-z0-9-]+ =/gm, "");
  }
  const w = (key, values = {}) => {
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`no words for ${key} in ${lang}`);
    return bundle.formatPattern(pattern, values);
  };
  w.lang = lang;
  w.has = (key) => bundle.hasMessage(key);
  /** Whether a word stands in what the pages say, rather than being a key. */
  w.isWritten = (word) => written.includes(word);
  /** The words as a pattern, with anything where a value stands. */
  w.pattern = (key, ...names) => {
    const marks = Object.fromEntries(names.map((name) => [name, "\u0001"]));
    const text = w(key, marks).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(text.replaceAll("\u0001", ".+"));
  };
  return w;
}

/** The titles of the rule pack in a language: of general conditions, of a category. */
export function rules(lang) {
  const file = (name) => readFileSync(join(pack, `${name}.toml`), "utf8");
  const titles = (text) => [...text.matchAll(new RegExp(`\\b${lang} = "([^"]+)"`, "g"))].map((found) => found[1]);
  const general = file("C1").split("[[condition]]").slice(1);
  return {
    general: general.map((text) => titles(text)[0]),
    category: (code) => titles(file(code))[0],
  };
}
