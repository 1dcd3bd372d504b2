// One campaign: its matrix as a grid, its plan, its figures.
import {badge, h, setText} from '/page/dom.js';
import {moment, stateIcon, stateText} from '/page/format.js';
import {campaignAddress, campaignLink, runLink, Stream} from '/page/stream.js';
import {progress} from '/page/campaigns.js';
import {planTab} from '/page/plan.js';
import {figuresTab} from '/page/figures.js';

const TABS = {grid: 'Runs', plan: 'Plan', figures: 'Figures'};
const count = (runs, ...states) => runs.filter(run => states.includes(run.state)).length;
const counts = runs => ({completed: count(runs, 'completed'), running: count(runs, 'running'), failed: count(runs, 'failed'),
  skipped: count(runs, 'skipped', 'cancelled'), waiting: count(runs, 'waiting')});

/** Hears of a campaign's runs until they have ended, and again when some are tried anew. */
class Runs extends EventTarget {
  constructor(lab, id) {
    super();
    this.lab = lab;
    this.id = id;
    this.open();
    this.again = () => {
      const told = lab.campaigns.find(campaign => campaign.id === id);
      if (told && !told.ended && this.head && this.head.ended && !this.stream) this.open();
    };
    lab.addEventListener('campaigns', this.again);
  }

  open() {
    this.stream = new Stream(`${campaignAddress(this.id)}/changes`, {runs: told => this.hear(told)}, state => {
      this.dispatchEvent(new CustomEvent('connection', {detail: state}));
    });
  }

  hear(told) {
    const whole = Boolean(told.cells);
    if (whole) {
      this.head = told;
      this.runs = told.runs;
    } else {
      told.runs.forEach(run => { this.runs[run.i] = {cell: this.runs[run.i].cell, repetition: this.runs[run.i].repetition, ...run}; });
      this.head.ended = told.ended;
    }
    if (told.ended) {
      this.stream.close();
      this.stream = null;
    }
    this.dispatchEvent(new CustomEvent('runs', {detail: {whole, changed: told.runs.map(run => run.i)}}));
  }

  close() {
    if (this.stream) this.stream.close();
    this.lab.removeEventListener('campaigns', this.again);
  }
}

/** Modes beside each other, what else tells cells apart below each other. */
function grid(runs) {
  const {cells, varying} = runs.head;
  const repeated = runs.runs.some(run => run.repetition > 1);
  const key = cell => JSON.stringify([cell.benchmark, ...varying.map(name => cell.varying[name])]);
  const benchmarks = new Set(cells.map(cell => cell.benchmark));
  const modes = [...new Set(cells.map(cell => cell.mode))];
  const rows = new Map();
  cells.forEach((cell, at) => {
    if (!rows.has(key(cell))) rows.set(key(cell), {cell, of: new Map()});
    const {of} = rows.get(key(cell));
    of.set(cell.mode, [...(of.get(cell.mode) || []), at]);
  });
  const boxes = [];
  const box = run => {
    const cell = cells[run.cell];
    const node = h('a', {href: runLink(runs.id, cell.id, run.repetition)});
    boxes[run.i] = {node, icon: h('span', {class: 'icon', 'aria-hidden': 'true'}), text: h('span'), cell};
    node.append(boxes[run.i].icon, boxes[run.i].text, repeated ? h('span', {class: 'rep'}, `rep ${run.repetition}`) : '');
    tell(run);
    return node;
  };
  const tell = run => {
    const {node, icon, text, cell} = boxes[run.i];
    node.className = `run ${run.state}`;
    node.dataset.state = run.state;
    setText(icon, stateIcon(run.state));
    setText(text, stateText(run));
    node.setAttribute('aria-label', [`${cell.mode}, repetition ${run.repetition}:`, run.state, run.state === 'running' ? run.phase : '', run.host ? `on ${run.host}` : '', run.reason || ''].filter(x => x).join(' '));
    node.title = [run.host && `on ${run.host}`, run.reason].filter(x => x).join(': ');
  };
  const label = cell => [benchmarks.size > 1 || !varying.length ? cell.benchmark : '', ...varying.map(name => cell.varying[name] === null ? '' : `${name}=${cell.varying[name]}`)].filter(x => x).join(', ');
  const table = h('table', {class: 'grid'}, h('caption', {}, 'A box for each run, coloured by its state; it leads to what the run did'),
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, varying.length ? 'Parameters' : 'Benchmark'), modes.map(mode => h('th', {scope: 'col'}, mode)))),
    h('tbody', {}, [...rows.values()].map(({cell, of}) => h('tr', {}, h('th', {scope: 'row'}, label(cell)),
      modes.map(mode => h('td', {}, h('div', {class: 'runs'}, (of.get(mode) || []).flatMap(at => runs.runs.filter(run => run.cell === at).map(box)))))))));
  return {node: h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Runs of the matrix'}, table), tell};
}

function gridTab(runs) {
  const node = h('section', {class: 'card', 'aria-label': 'Runs'});
  const failures = h('div');
  let shown = null;
  const tell = event => {
    if (!runs.head) return;
    if (!shown || !event || event.detail.whole) {
      shown = grid(runs);
      node.replaceChildren(shown.node, failures);
    } else {
      event.detail.changed.forEach(i => shown.tell(runs.runs[i]));
    }
    const reasons = new Map();
    runs.runs.filter(run => run.reason).forEach(run => reasons.set(`${run.state}: ${run.reason}`, (reasons.get(`${run.state}: ${run.reason}`) || 0) + 1));
    failures.replaceChildren(...[...reasons].map(([reason, number]) => h('p', {class: reason.startsWith('failed') ? 'error' : 'note'}, `${number} ${reason}`)));
  };
  runs.addEventListener('runs', tell);
  tell();
  return {node, close: () => runs.removeEventListener('runs', tell)};
}

export function campaignView(lab, id, tab) {
  const runs = new Runs(lab, id);
  const title = h('h1', {tabindex: '-1'}, id);
  const sub = h('p', {class: 'sub'}, id);
  const state = h('span');
  const bar = h('div', {class: 'grow'});
  const message = h('p', {class: 'error', hidden: true}, `There is no campaign ${id} here, or the coordinator does not answer.`);
  const body = {grid: gridTab, plan: planTab, figures: figuresTab}[tab] || gridTab;
  const content = body(runs);
  const node = h('div', {},
    h('p', {class: 'crumbs'}, h('a', {href: '#/campaigns'}, 'Campaigns')),
    h('div', {class: 'head'}, h('div', {}, title, sub), state, bar),
    h('nav', {class: 'tabs', 'aria-label': 'Of this campaign'}, Object.entries(TABS).map(([name, text]) =>
      h('a', {href: campaignLink(id, name === 'grid' ? '' : name), 'aria-current': name === tab ? 'page' : null}, text))),
    message, content.node);
  const tell = () => {
    setText(title, runs.head.name);
    document.title = `${runs.head.name} · Ballast`;
    const starts = runs.runs.filter(run => run.start).map(run => run.start);
    setText(sub, `${runs.head.campaign}${starts.length ? `, first run ${moment(Math.min(...starts))}` : ''}`);
    state.replaceChildren(runs.head.ended ? badge('completed', 'ended') : badge('running', 'open'));
    const of = counts(runs.runs);
    bar.replaceChildren(progress(of), h('span', {class: 'note', 'data-counts': ''}, Object.entries(of).filter(([, n]) => n).map(([name, n]) => `${n} ${name}`).join(', ')));
    message.hidden = true;
  };
  runs.addEventListener('runs', tell);
  runs.addEventListener('connection', event => { message.hidden = event.detail !== 'lost' || Boolean(runs.head); });
  return {
    node,
    close() {
      content.close();
      runs.close();
    },
  };
}
