// Taking the table away as it was chosen.

function cellsAsText() {
  const said = (cell) => {
    const since = [...new Set(cell.answers.map((one) => one.since).filter(SOME))].join("; ");
    const ranks = cell.answers.map((one) => one.mark).filter((mark) => mark != null);
    const more = [since, ranks.length ? choices.marks[Math.min(...ranks)].label : ""].filter(SOME).join(", ");
    return textOf(cell) + (more ? ` [${more}]` : "");
  };
  return [["Question", ...shown.there.map(({ column }) => column.title)],
    ...shown.rows.map((row) => [titleOf(row.line), ...row.cells.map(said)])];
}

function asCsv() {
  const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text); // no spreadsheet shall run it
  const quoted = (text) => `"${safe(text).replaceAll('"', '""')}"`;
  return `${cellsAsText().map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function asMarkdown() {
  const plain = (text) => text.replace(/[\\|*_`[\]<>]/g, "\\$&");
  const [head, ...rows] = cellsAsText().map((row) => `| ${row.map(plain).join(" | ")} |`);
  const rule = `|${"---|".repeat(shown.there.length + 1)}`;
  return [head, rule, ...rows, "", `${caption()}. ${location.href}`, ""].join("\n");
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy"); // where the page is not served securely there is no other way
  area.remove();
}

function copyButton(label, make) {
  const button = el("button", { type: "button", onclick: async () => {
    if (!shown) await show();
    await copy(make());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 2000);
  } }, label);
  return button;
}

function saveButton(label, name, type, make) {
  return el("button", { type: "button", onclick: async () => {
    if (!shown) await show();
    const link = el("a", { href: URL.createObjectURL(new Blob([make()], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } }, label);
}
