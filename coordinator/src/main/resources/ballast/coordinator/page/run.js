// One run: where it stands, its phases, its memory over time, its console and its files.
import {badge, colour, h, segments, setText} from '/page/dom.js';
import {bytes, cellName, duration, moment, stateIcon} from '/page/format.js';
import {axes, byDuration, Plot} from '/page/plot.js';
import {campaignAddress, campaignLink, load, runAddress, Stream} from '/page/stream.js';
import {consoleCard, filesCard} from '/page/files.js';

const MIB = 1 << 20;
const SERIES = [['rss', 'RSS of QEMU', []], ['ram', 'resident guest memory', []], ['target', 'target size', [6, 4]], ['free', 'free in the guest', []]];
/** As many as a plot can show: of a run that goes on for days the first are thinned out. */
const MOST = 6000;

/** What a VM did from when to when, in s, and its samples by columns: of a run that has ended. */
function storedVm(vm) {
  const mib = values => values.map(value => value === null ? null : value / MIB);
  const {samples, guest} = vm;
  const data = globalThis.uPlot.join([
    [samples.time, mib(samples.rss), mib(samples.ram), mib(samples.target)],
    [guest.time, mib(guest.free)],
  ]);
  return {vm: vm.vm, phases: vm.phases, data: [data[0], data[1], data[2], data[3], data[4]], consoles: vm.consoles};
}

/** The same of one that runs, from what is known of its last minutes on. */
class LiveVm {
  constructor(told, start) {
    this.vm = told.vm;
    this.key = told.key;
    this.start = start;
    this.phases = told.phases.map(({phase, t}) => ({phase, iteration: 0, start: (t - start) / 1000, end: null}));
    this.consoles = [];
    const {history} = told;
    this.data = [[], [], [], [], []];
    history.rss.forEach((rss, i) => {
      this.data[0].push(history.second + i - start / 1000);
      [rss, null, history.target[i], history.free[i]].forEach((value, column) => this.data[column + 1].push(value));
    });
  }

  hear(told, i) {
    const time = (told.t - this.start) / 1000;
    const last = this.data[0].length - 1;
    if (last >= 0 && time <= this.data[0][last]) return;
    const known = value => value === null ? null : value / MIB;
    [time, known(told.rss[i]), known(told.ram[i]), known(told.target[i]), known(told.free[i])].forEach((value, column) => this.data[column].push(value));
    if (this.data[0].length > MOST) this.data = this.data.map(column => column.filter((value, at) => at % 2 === 0 || at > MOST / 2));
    const phase = this.phases[this.phases.length - 1];
    if (!phase || phase.phase !== told.phase[i]) this.phases.push({phase: told.phase[i], iteration: 0, start: time, end: null});
  }

  closed() {
    const end = this.data[0][this.data[0].length - 1] || 0;
    return this.phases.map((phase, i) => ({...phase, end: i + 1 < this.phases.length ? this.phases[i + 1].start : end}));
  }
}

const phasesOf = vm => vm.closed ? vm.closed() : vm.phases;

function plotOptions(vm) {
  return {
    padding: [22, 10, 0, 0],
    legend: {show: false},
    cursor: {drag: {x: true, y: false}},
    scales: {x: {time: false}, y: {range: (plot, low, high) => [0, Math.max(16, (high || 0) * 1.05)]}},
    axes: axes(byDuration),
    series: [{}, ...SERIES.map(([name, label, dash]) => ({label, stroke: colour(`--${name}`), width: name === 'rss' ? 2 : 1.5, dash, spanGaps: true, points: {show: false}}))],
    hooks: {drawAxes: [plot => paintPhases(plot, phasesOf(vm()))], setCursor: []},
  };
}

/** Every other phase has a ground of its own, and its name where there is room. */
function paintPhases(plot, phases) {
  const {ctx, bbox} = plot;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  const ground = colour('--grid');
  const ink = colour('--soft');
  phases.forEach((phase, i) => {
    const from = Math.max(bbox.left, plot.valToPos(phase.start, 'x', true));
    const to = Math.min(bbox.left + bbox.width, plot.valToPos(phase.end, 'x', true));
    if (to <= from) return;
    if (i % 2) {
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = ground;
      ctx.fillRect(from, bbox.top, to - from, bbox.height);
      ctx.globalAlpha = 1;
    }
    if (ctx.measureText(phase.phase).width < to - from - 4) {
      ctx.fillStyle = ink;
      ctx.fillText(phase.phase, from + 2, bbox.top - 3);
    }
  });
  ctx.restore();
}

function phaseTable(phases) {
  return h('table', {}, h('caption', {class: 'visually-hidden'}, 'Phases, in s since the attempt began'),
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Phase'), h('th', {scope: 'col', class: 'right'}, 'Iteration'),
      h('th', {scope: 'col', class: 'right'}, 'From, s'), h('th', {scope: 'col', class: 'right'}, 'Took'))),
    h('tbody', {}, phases.map(phase => h('tr', {'data-phase': phase.phase}, h('th', {scope: 'row'}, phase.phase), h('td', {class: 'right'}, phase.iteration || '–'),
      h('td', {class: 'right'}, phase.start.toFixed(1)), h('td', {class: 'right'}, duration(phase.end - phase.start))))));
}

/** The plot and the phases of one VM at a time. */
function memoryCard(vms, live) {
  let at = 0;
  const place = h('div', {class: 'chart', role: 'img', 'aria-label': 'Memory of the VM over time; the values are in the files below'});
  const latest = h('p', {class: 'facts'});
  const table = h('div', {class: 'scroll files', tabindex: '0', role: 'region', 'aria-label': 'Table of the phases'});
  const plot = new Plot(place, 280, () => plotOptions(() => vms[at]), vms[at].data);
  const tellPhases = () => table.replaceChildren(phaseTable(phasesOf(vms[at])));
  const tell = () => {
    plot.setData(vms[at].data);
    const {data} = vms[at];
    const last = data[0].length - 1;
    latest.replaceChildren(...(live && last >= 0 ? SERIES.map(([name, label], i) => h('span', {}, `${label} `, h('b', {'data-now': name}, bytes(data[i + 1][last] === null ? NaN : data[i + 1][last] * MIB)))) : []));
  };
  const choose = value => {
    at = Number(value);
    tell();
    tellPhases();
  };
  tell();
  tellPhases();
  const chooser = vms.length > 1 ? segments('VM', vms.map((vm, i) => [String(i), `VM ${vm.vm}`]), '0', choose) : null;
  const node = h('section', {class: 'card', 'aria-labelledby': 'memory'}, h('div', {class: 'top'}, h('h2', {id: 'memory'}, 'Memory'), latest, h('span', {class: 'grow'}, chooser)),
    place, h('ul', {class: 'key'}, SERIES.map(([name, label, dash]) => h('li', {}, h('i', {class: name + (dash.length ? ' dashed' : '')}), label))));
  const phases = h('section', {class: 'card', 'aria-labelledby': 'phases'}, h('div', {class: 'top'}, h('h2', {id: 'phases'}, 'Phases')), table);
  return {node, phases, tell, tellPhases, close: () => plot.close()};
}

function facts(run, stored) {
  const pairs = [
    ['Host', run.host], ['Attempt', run.attempt], ['Began', run.start && moment(run.start)],
    ['Took', run.start && run.end && duration((run.end - run.start) / 1000)], ['Accelerator', stored && stored.accel],
  ].filter(([, value]) => value);
  return h('dl', {class: 'pairs'}, pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, String(value))]));
}

export function runView(lab, campaign, cell, repetition) {
  const address = runAddress(campaign, cell, repetition);
  const title = h('h1', {tabindex: '-1'}, `Run ${cell}`);
  const state = h('span');
  const crumb = h('a', {href: campaignLink(campaign)}, campaign);
  const explanation = h('p', {class: 'sub'});
  const about = h('section', {class: 'card', 'aria-label': 'About this run'});
  const body = h('div');
  const node = h('div', {}, h('p', {class: 'crumbs'}, h('a', {href: '#/campaigns'}, 'Campaigns'), ' › ', crumb),
    h('div', {class: 'head'}, h('div', {}, title, explanation), state), about, body);
  const gone = new AbortController();
  let memory = null;
  let live = [];
  let standing = '';
  let own = null;

  const build = (run, told) => {
    const {stored} = told;
    if (memory) memory.close();
    memory = null;
    live = [];
    setText(explanation, told.explanation);
    about.replaceChildren(facts(run, stored));
    if (stored && stored.driver === 'replay') about.append(h('p', {class: 'warning'}, 'Replayed: these are traces that were played back; nothing was measured.'));
    if (stored && stored.reason) about.append(h('p', {class: stored.status === 'failed' ? 'error' : 'note'}, stored.reason));
    if (stored && stored.details && stored.details.length) about.append(h('details', {}, h('summary', {}, 'What is known of the failure'), h('pre', {class: 'console', tabindex: '0'}, stored.details.join('\n'))));
    if (stored) stored.problems.forEach(problem => about.append(h('p', {class: 'warning'}, problem)));
    const running = run.state === 'running';
    if (running) live = told.live.map(vm => new LiveVm(vm, run.start));
    const vms = (running ? live : stored && stored.vms ? stored.vms.map(storedVm) : []).filter(vm => running || vm.data[0].length);
    const parts = [];
    if (vms.length) {
      memory = memoryCard(vms, running);
      parts.push(memory.node, h('div', {class: 'two'}, memory.phases, running || !stored ? awaiting() : consoleCard(address, vms.flatMap(vm => vm.consoles), gone.signal)));
    } else if (running) {
      parts.push(h('p', {class: 'empty'}, 'It has started; no VM of it was heard of yet.'));
    }
    if (stored && !running) parts.push(filesCard(address, stored.files));
    body.replaceChildren(...parts);
  };
  const awaiting = () => h('section', {class: 'card', 'aria-labelledby': 'awaited'}, h('div', {class: 'top'}, h('h2', {id: 'awaited'}, 'Console and files')),
    h('p', {class: 'note'}, 'They come with the result, when the run has ended.'));

  const show = async run => {
    try {
      const told = await load(address, gone.signal);
      build(run, told);
    } catch (error) {
      if (error.name !== 'AbortError') body.replaceChildren(h('p', {class: 'error'}, error.message));
    }
  };
  const hear = told => {
    if (told.ended) stream.close();
    if (told.cells) {
      const at = told.cells.findIndex(known => known.id === cell);
      const found = told.runs.find(run => run.cell === at && run.repetition === Number(repetition));
      if (!found) {
        body.replaceChildren(h('p', {class: 'error'}, `Campaign ${told.name} has no run ${cell} repetition ${repetition}.`));
        return;
      }
      own = found;
      setText(title, `${told.cells[at].benchmark} ${cellName(told.cells[at])}${told.runs.some(run => run.repetition > 1) ? `, rep ${repetition}` : ''}`);
      setText(crumb, `${told.name} ${told.campaign}`);
      document.title = `${title.textContent} · Ballast`;
    } else {
      own = told.runs.find(run => run.i === (own && own.i)) || own;
    }
    if (!own) return;
    state.replaceChildren(badge(own.state, `${stateIcon(own.state)} ${own.state}`));
    // VMs come one after the other; each of them is news
    const now = `${own.state} ${own.attempt} ${own.phase ? 'vms' : ''}`;
    if (now !== standing) {
      standing = now;
      show(own);
    }
  };
  const stream = new Stream(`${campaignAddress(campaign)}/changes`, {runs: hear}, connection => {
    if (connection === 'lost' && !own) body.replaceChildren(h('p', {class: 'error'}, `There is no campaign ${campaign} here, or the coordinator does not answer.`));
  });
  const mine = vm => vm.campaign === campaign && vm.cell === cell && vm.repetition === Number(repetition) && !vm.ended;
  const onSamples = event => {
    const told = event.detail;
    let phases = 0;
    for (const vm of live) {
      const i = told.key.indexOf(vm.key);
      const before = vm.phases.length;
      if (i >= 0) vm.hear(told, i);
      phases += vm.phases.length - before;
    }
    if (phases && memory) memory.tellPhases();
  };
  const onVms = () => {
    const now = [...lab.vms.values()].filter(mine).length;
    if (own && own.state === 'running' && now > live.length) show(own);
  };
  lab.addEventListener('samples', onSamples);
  lab.addEventListener('vms', onVms);
  return {
    node,
    beat: () => { if (memory && live.length) memory.tell(); },
    close() {
      gone.abort();
      stream.close();
      lab.removeEventListener('samples', onSamples);
      lab.removeEventListener('vms', onVms);
      if (memory) memory.close();
    },
  };
}
