// A mark of the drawing and its line in the list light up together; a press on a mark leads to its line.

function light(key, isLit) {
  for (const part of [byKey.get(key), ...(drawnOf.get(key) ?? [])]) part?.classList.toggle("lit", isLit);
}

function joinLights() {
  for (const [key, marks] of drawnOf) {
    for (const mark of marks) {
      mark.addEventListener("pointerenter", () => light(key, true));
      mark.addEventListener("pointerleave", () => light(key, false));
      mark.addEventListener("click", () => goTo(byKey.get(key)));
    }
  }
  for (const [key, entry] of byKey) {
    for (const name of ["pointerenter", "focusin"]) entry.addEventListener(name, () => light(key, true));
    for (const name of ["pointerleave", "focusout"]) entry.addEventListener(name, () => light(key, false));
  }
}

function goTo(entry) {
  entry?.scrollIntoView({ block: "center" });
  entry?.querySelector("a")?.focus({ preventScroll: true });
}
