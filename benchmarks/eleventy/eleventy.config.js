// The same site for Eleventy 3. Its pages are written by benchmarks/peers.py.
import { dayAfter, firstDay, history, newest, program, question, when, years } from "./facts.js";

export default function (config) {
  config.setQuietMode(true);
  for (const built of ["out", "served"]) config.ignores.add(`${built}/**`); // they lie within the input folder
  let kept = {};
  config.on("eleventy.before", () => (kept = {}));
  const data = (api) => {
    if (!kept.programs) {
      kept.questions = api.getFilteredByGlob("content/dimensions/*.md").map(question);
      kept.questions.sort((a, b) => a.weight - b.weight);
      kept.programs = api.getFilteredByGlob("content/programs/*.md").map((item) => program(item, kept.questions));
      const order = (one) => (one.sector === "public" ? "0" : "1") + one.title;
      kept.programs.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    }
    return kept;
  };
  config.addCollection("questions", (api) => data(api).questions);
  config.addCollection("programs", (api) => data(api).programs);
  config.addCollection("byId", (api) => Object.fromEntries(data(api).programs.map((one) => [one.id, one])));
  config.addCollection("sources", (api) => data(api).programs.flatMap((one) => one.sources));
  config.addCollection("newest", (api) => newest(data(api).programs));
  config.addCollection("years", (api) => years(api.getFilteredByGlob("content/compare/*.md")));

  config.addFilter("there", (programs, day) => programs.filter((one) => one.start <= day).slice(0, 60));
  config.addFilter("held", (claims, day) => claims.findLast((claim) => claim.date <= day));
  config.addFilter("newer", (entries) => [...entries].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, 50));
  config.addFilter("answering", (programs, id) => programs.flatMap((one) => one.claims[id]));
  config.addFilter("ofKind", (sources, kind) => sources.filter((one) => one.kind === kind));
  config.addFilter("ofSector", (programs, sector) => programs.filter((one) => one.sector === sector));
  config.addFilter("picked", (list, name) => list.map((one) => one[name]));
  config.addFilter("fixed", (number, digits) => number.toFixed(digits));
  config.addFilter("when", when);
  config.addFilter("history", history);
  config.addFilter("firstDay", firstDay);
  config.addFilter("dayAfter", dayAfter);
  return {
    dir: { input: ".", includes: "_includes" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
