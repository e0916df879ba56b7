// One stretch of the axis in all lanes, drawn once a frame.

const LEAST_DAYS = 60;
const TICK_PX = 72;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STEPS_MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000];
const least = Math.min(WIDTH, (LEAST_DAYS / (last - first)) * WIDTH);
const drawings = all(".lane-drawing[viewBox]");
const heights = drawings.map((svg) => svg.viewBox.baseVal.height);
const axes = all(".lane-axis svg");
const words = all(".lane-labels [data-at]");
let from = 0;
let width = WIDTH;
let waiting = false;

const dayAt = (at) => first + (at / WIDTH) * (last - first);
const atDay = (day) => ((day - first) / (last - first)) * WIDTH;
const share = (at) => (at - from) / width;

function draw() {
  waiting = false;
  drawings.forEach((svg, n) => svg.setAttribute("viewBox", `${from} 0 ${width} ${heights[n]}`));
  for (const part of words) {
    const x = `${(share(Number(part.dataset.at)) * 100).toFixed(2)}%`;
    for (const name of part.tagName === "line" ? ["x1", "x2"] : ["x"]) part.setAttribute(name, x);
  }
  drawTicks();
}

// A month or so many years apart that their words have room.
function drawTicks() {
  const px = drawings[0].clientWidth;
  const months = (dayAt(from + width) - dayAt(from)) / 30.44;
  const step = STEPS_MONTHS.find((one) => months / one <= px / TICK_PX) ?? STEPS_MONTHS.at(-1);
  const begin = new Date(dayAt(from) * DAY_MS);
  const labels = [];
  for (let month = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step; ; month += step) {
    const when = new Date(0);
    when.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const place = share(atDay(when / DAY_MS));
    if (place * px > px - TICK_PX / 2 || labels.length > px) break;
    if (place >= 0) labels.push([place, step % 12 ? `${MONTHS[month % 12]} ${Math.floor(month / 12)}` : `${month / 12}`]);
  }
  for (const axis of axes) {
    axis.replaceChildren(...labels.flatMap(([place, text]) => {
      const x = `${(place * 100).toFixed(2)}%`;
      const label = drawn("text", { x, y: "16" });
      label.textContent = text;
      return [drawn("line", { class: "tick", x1: x, x2: x, y1: "0", y2: "4" }), label];
    }));
  }
}

function drawn(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function look(newFrom, newWidth, { isStep = true } = {}) {
  width = Math.min(WIDTH, Math.max(least, newWidth));
  from = Math.min(WIDTH - width, Math.max(0, newFrom));
  if (!waiting) requestAnimationFrame(draw);
  waiting = true;
  if (isStep) remember();
}

function lookAsAddressed() {
  const [start, end] = ["from", "to"].map((name) => (state[name] ? atDay(Date.parse(state[name]) / DAY_MS) : null));
  look(start ?? 0, (end ?? WIDTH) - (start ?? 0), { isStep: false });
}

const zoom = (factor, at = 0.5) => look(from + width * at * (1 - factor), width * factor);
const move = (by) => look(from + width * by, width);
