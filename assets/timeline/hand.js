// Wheel, fingers and keys. A wheel alone scrolls the page; with Control it zooms, sideways or with Shift it moves.

const fingers = new Map();
const KEYS = {
  "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), 0: () => look(0, WIDTH),
  ArrowLeft: () => move(-0.2), ArrowRight: () => move(0.2), Home: () => look(0, width), End: () => look(WIDTH, width),
};

function shareOf(x) {
  const place = drawings[0].getBoundingClientRect();
  return Math.min(1, Math.max(0, (x - place.left) / place.width));
}

function onWheel(event) {
  if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
  event.preventDefault();
  if (event.ctrlKey) zoom(Math.exp(event.deltaY / 200), shareOf(event.clientX));
  else move((event.deltaX || event.deltaY) / 1500);
}

function onMove(event) {
  if (!fingers.has(event.pointerId)) return;
  const before = [...fingers.values()];
  fingers.set(event.pointerId, event.clientX);
  const after = [...fingers.values()];
  if (after.length === 1 && after[0] !== before[0] && width < WIDTH) {
    frame.setPointerCapture(event.pointerId);
    move(shareOf(before[0]) - shareOf(after[0]));
  } else if (after.length === 2) {
    const apart = (pair) => Math.max(10, Math.abs(pair[0] - pair[1]));
    zoom(apart(before) / apart(after), shareOf((after[0] + after[1]) / 2));
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || event.target.closest("a")) return;
  event.preventDefault();
  KEYS[event.key]();
}

function listen() {
  frame.addEventListener("wheel", onWheel, { passive: false });
  frame.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("a") && event.button === 0) fingers.set(event.pointerId, event.clientX);
  });
  frame.addEventListener("pointermove", onMove);
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    frame.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
  frame.addEventListener("keydown", onKey);
}
