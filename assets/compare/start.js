async function start() {
  try {
    choices = await get("compare/choices.json");
  } catch {
    box.hidden = true; // the page is whole without it
    return;
  }
  build();
  adopt();
  table.addEventListener("keydown", onKey);
  table.addEventListener("click", onClick);
  addEventListener("popstate", () => {
    state = read();
    lastKind = "";
    since = lastDay;
    show();
  });
  lastDay = since = state.on;
  if (address(state) !== location.pathname + location.hash) await show();
}

if (table) start();
