// What was planned and what came of it, as a Gantt chart: each host's runs beside each other as they lie in time.
import {h, svg} from '/page/dom.js';
import {cellName, clock, duration} from '/page/format.js';
import {campaignAddress, load, runLink} from '/page/stream.js';

const LANE = 24;
const HEAD = 26;
const LOOK_MS = 2000;
const TICKS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800];

/** Where a run lies: what was planned and what happened together, in ms. */
function span(run, now) {
  const times = [];
  if (run.planned) times.push(run.planned.start, run.planned.end);
  if (run.start) times.push(run.start, run.end || now);
  return times.length ? {from: Math.min(...times), to: Math.max(...times), host: run.host || run.planned.host, run} : null;
}

/** Hosts by name, each with lanes in which nothing overlaps. */
function lanes(runs, now) {
  const hosts = new Map();
  for (const item of runs.map(run => span(run, now)).filter(x => x).sort((a, b) => a.from - b.from)) {
    if (!hosts.has(item.host)) hosts.set(item.host, []);
    const of = hosts.get(item.host);
    let lane = of.findIndex(ends => ends.end <= item.from);
    if (lane < 0) lane = of.push({items: []}) - 1;
    of[lane].items.push(item);
    of[lane].end = item.to;
  }
  return new Map([...hosts].sort(([a], [b]) => a.localeCompare(b)));
}

const name = run => `${run.benchmark} ${cellName(run)} rep ${run.repetition}`;
const seconds = (from, to) => duration((to - from) / 1000);
const described = (run, now) => [name(run), run.state,
  run.planned ? `planned on ${run.planned.host} from ${clock(run.planned.start)} for ${seconds(run.planned.start, run.planned.end)}` : '',
  run.start ? `${run.end ? 'ran' : 'runs'} on ${run.host} from ${clock(run.start)} for ${seconds(run.start, run.end || now)}` : ''].filter(x => x).join(', ');

function chart(campaign, runs, now, width) {
  const hosts = lanes(runs, now);
  const all = [...hosts.values()].flatMap(of => of.flatMap(lane => lane.items));
  const from = Math.min(...all.map(item => item.from));
  const to = Math.max(...all.map(item => item.to), from + 1000);
  const x = t => 4 + (width - 12) * (t - from) / (to - from);
  const height = HEAD + [...hosts.values()].reduce((sum, of) => sum + HEAD + of.length * LANE, 0);
  const node = svg('svg', {class: 'gantt', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': 'Runs over time; the table below says the same'});
  const step = TICKS.find(tick => (to - from) / 1000 / tick <= width / 90) || TICKS[TICKS.length - 1];
  for (let t = 0; t <= (to - from) / 1000; t += step) {
    const at = x(from + t * 1000);
    node.append(svg('line', {class: 'tick', x1: at, x2: at, y1: HEAD - 6, y2: height}),
      svg('text', {x: at + 3, y: 14}, step >= 3600 ? `${t / 3600} h` : step >= 60 ? `${t / 60} min` : `${t} s`));
  }
  let y = HEAD;
  for (const [host, of] of hosts) {
    node.append(svg('text', {class: 'host', x: 4, y: y + 16}, host));
    y += HEAD;
    for (const lane of of) {
      for (const {run} of lane.items) node.append(bar(campaign, run, now, x, y));
      y += LANE;
    }
  }
  if (runs.some(run => run.state === 'running' || run.state === 'waiting') && now >= from && now <= to) {
    node.append(svg('line', {class: 'now', x1: x(now), x2: x(now), y1: HEAD - 6, y2: height}));
  }
  return node;
}

function bar(campaign, run, now, x, y) {
  const wide = (a, b) => Math.max(2, x(b) - x(a));
  const link = svg('a', {href: runLink(campaign, run.id, run.repetition), 'aria-label': described(run, now), 'data-state': run.state}, svg('title', {}, described(run, now)));
  if (run.start) link.append(svg('rect', {class: run.state, x: x(run.start), y: y + 9, width: wide(run.start, run.end || now), height: 10, rx: 3}));
  if (run.planned) link.append(svg('rect', {class: 'planned', x: x(run.planned.start), y: y + 2, width: wide(run.planned.start, run.planned.end), height: run.start ? 6 : 17, rx: 3}));
  return link;
}

function table(campaign, runs, now) {
  const time = t => t ? clock(t) : '–';
  return h('table', {}, h('caption', {class: 'visually-hidden'}, 'Runs, planned and real'),
    h('thead', {}, h('tr', {}, ['Run', 'State', 'Host', 'Planned start', 'Real start', 'Planned', 'Real'].map(text => h('th', {scope: 'col'}, text)))),
    h('tbody', {}, runs.map(run => h('tr', {}, h('th', {scope: 'row'}, h('a', {href: runLink(campaign, run.id, run.repetition)}, name(run))), h('td', {}, run.state),
      h('td', {}, run.host || (run.planned && run.planned.host) || '–'), h('td', {}, time(run.planned && run.planned.start)), h('td', {}, time(run.start)),
      h('td', {}, run.planned ? seconds(run.planned.start, run.planned.end) : '–'), h('td', {}, run.start ? seconds(run.start, run.end || now) : '–')))));
}

const LEGEND = [['planned', 'planned'], ['completed', 'completed'], ['running', 'running'], ['failed', 'failed']];

function summary(plan) {
  if (!plan.packed) return 'Nothing was planned: this campaign reserves its VMs\' full size, and each run starts when a host has room. Shown is what happened.';
  const {first, latest, plans} = plan;
  return [`Packed by footprint, ${plans} plans so far.`,
    first && `The first had all done in ${duration(first.makespan)} (no plan could in less than ${duration(first.lowerBound)}; by full sizes ${duration(first.staticMakespan)}).`,
    latest && plans > 1 && `The latest, made at ${clock(latest.made)}: what waited then done in ${duration(latest.makespan)}.`].filter(x => x).join(' ');
}

export function planTab(runs) {
  const says = h('p', {class: 'sub'});
  const place = h('div', {class: 'chart'});
  const rows = h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Runs, planned and real'});
  const details = h('details', {}, h('summary', {}, 'As a table'), rows);
  const node = h('section', {class: 'card', 'aria-labelledby': 'plan'}, h('div', {class: 'top'}, h('h2', {id: 'plan'}, 'Plan and what happened')), says, place,
    h('ul', {class: 'key'}, LEGEND.map(([kind, text]) => h('li', {}, h('span', {class: `legend-box ${kind}`}), text))), details);
  const gone = new AbortController();
  let timer = 0;
  let plan = null;

  const draw = () => {
    if (!plan) return;
    const now = runs.lab.now();
    const placed = plan.runs.filter(run => run.start || run.planned);
    const focused = document.activeElement && document.activeElement.closest ? [...place.querySelectorAll('a')].indexOf(document.activeElement.closest('a')) : -1;
    says.textContent = summary(plan);
    place.replaceChildren(placed.length ? chart(runs.id, placed, now, Math.max(300, place.clientWidth || 800)) : h('p', {class: 'empty'}, 'No run has started yet, and none is planned.'));
    if (focused >= 0) place.querySelectorAll('a')[focused].focus();
    rows.replaceChildren(table(runs.id, plan.runs, now));
  };
  const look = async () => {
    try {
      plan = await load(`${campaignAddress(runs.id)}/plan`, gone.signal);
      draw();
    } catch (error) {
      if (error.name === 'AbortError') return;
      says.textContent = error.message;
    }
    clearTimeout(timer);
    if (!runs.head || !runs.head.ended) timer = setTimeout(look, LOOK_MS);
  };
  const sizes = new ResizeObserver(draw);
  sizes.observe(place);
  // phases change several times a second, plans do not
  const onRuns = () => { if (runs.head.ended) look(); };
  runs.addEventListener('runs', onRuns);
  look();
  return {
    node,
    close() {
      gone.abort();
      clearTimeout(timer);
      sizes.disconnect();
      runs.removeEventListener('runs', onRuns);
    },
  };
}
