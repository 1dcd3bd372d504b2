// A campaign's figures, each with its interval: a line for each cell, all of a figure to one scale.
import {badge, h, svg} from '/page/dom.js';
import {cellName, count, significant} from '/page/format.js';
import {campaignAddress, load} from '/page/stream.js';

/** At most so often while runs end one after the other: each time all raw files are read. */
const PAUSE_MS = 10000;

function heading({name, unit}) {
  const words = name.replaceAll('_', ' ').replace(/^./, first => first.toUpperCase());
  return unit ? `${words}, ${unit}` : words;
}

/** From 0 to the figure's highest: what is twice as long is twice as much. */
function whisker({median, interval, lowest, highest}, top) {
  const x = value => `${2 + 96 * value / (top || 1)}%`;
  const line = (name, from, to, y1, y2) => svg('line', {class: name, x1: x(from), x2: x(to), y1, y2});
  return svg('svg', {'aria-hidden': 'true', focusable: 'false'},
    svg('line', {class: 'axis', x1: '2%', x2: '98%', y1: 11, y2: 11}), svg('line', {class: 'axis', x1: '2%', x2: '2%', y1: 3, y2: 19}),
    line('range', lowest, highest, 11, 11),
    interval ? [line('whisker', ...interval, 11, 11), line('whisker', interval[0], interval[0], 6, 16), line('whisker', interval[1], interval[1], 6, 16)] : null,
    svg('circle', {class: 'median', cx: x(median), cy: 11, r: 4.5}));
}

const described = ({median, interval}) => interval ? `${significant(median)} [${significant(interval[0])}, ${significant(interval[1])}]` : significant(median);
const ranged = ({lowest, highest, values}) => values > 1 ? `${count(values, 'value')}, ${significant(lowest)} to ${significant(highest)}` : count(values, 'value');

function figure(key, kind, cells, percent) {
  const top = Math.max(...cells.map(cell => cell.figures[key].highest));
  const id = `figure-${cells[0].benchmark}-${key}`; // several benchmarks may have it
  return h('section', {class: 'card', 'aria-labelledby': id, 'data-figure': key},
    h('div', {class: 'top'}, h('h2', {id}, heading(kind))),
    h('p', {class: 'note'}, kind.formula),
    h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Table of ${heading(kind)}`}, h('table', {class: 'figure'}, h('caption', {class: 'visually-hidden'}, `${heading(kind)}: median, its interval, and from the lowest to the highest`),
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Cell'), h('th', {scope: 'col', class: 'right drop'}, 'Runs'), h('th', {scope: 'col', class: 'right'}, `Median [${percent}]`), h('th', {scope: 'col'}, `0 to ${significant(top)}`))),
      h('tbody', {}, cells.map(cell => h('tr', {}, h('th', {scope: 'row'}, cellName(cell), cell.replayed ? [' ', badge('replayed', 'replayed')] : null), h('td', {class: 'right drop'}, cell.runs),
        h('td', {class: 'right'}, described(cell.figures[key]), h('div', {class: 'note'}, ranged(cell.figures[key]))), h('td', {class: 'plot'}, whisker(cell.figures[key], top))))))));
}

function content(told) {
  const benchmarks = [...new Set(told.cells.map(cell => cell.benchmark))];
  const disturbed = told.cells.reduce((sum, cell) => sum + cell.disturbed, 0);
  const percent = `${Math.round(100 * told.confidence)} %`;
  const parts = [h('p', {class: 'note'}, `A dot is the median, the bar its ${percent} bootstrap interval, the thin line reaches from the lowest to the highest: of each iteration's value where a run has several, else of each run's. From the raw files, of completed runs.`)];
  if (told.cells.some(cell => cell.replayed)) parts.push(h('p', {class: 'warning'}, 'Replayed: figures of traces that were played back; nothing was measured.'));
  if (disturbed) parts.push(h('p', {class: 'warning'}, `${count(disturbed, 'run')} left out: shrunk or paused by a host's memory guard, and not to be compared.`));
  told.problems.forEach(problem => parts.push(h('p', {class: 'warning'}, problem)));
  for (const benchmark of benchmarks) {
    const cells = told.cells.filter(cell => cell.benchmark === benchmark);
    const keys = Object.keys(told.kinds).filter(key => cells.some(cell => cell.figures[key]));
    const figures = headline => keys.filter(key => told.kinds[key].headlineOf.includes(benchmark) === headline).map(key => figure(key, told.kinds[key], cells.filter(cell => cell.figures[key]), percent));
    if (keys.length && benchmarks.length > 1) parts.push(h('h2', {class: 'benchmark'}, benchmark));
    parts.push(h('div', {class: 'two'}, figures(true)));
    const others = figures(false);
    if (others.length) parts.push(h('details', {}, h('summary', {}, `${count(others.length, 'further figure')} of ${benchmark}`), h('div', {class: 'two'}, others)));
  }
  return told.cells.some(cell => cell.runs) ? parts : [h('p', {class: 'empty'}, 'No run has completed yet.')];
}

export function figuresTab(runs) {
  const node = h('div', {}, h('p', {class: 'empty'}, 'Reading the raw files…'));
  const gone = new AbortController();
  let timer = 0;
  let read = 0;
  let ended = -1;
  const look = async () => {
    clearTimeout(timer);
    timer = 0;
    read = performance.now();
    try {
      const told = await load(`${campaignAddress(runs.id)}/figures`, gone.signal);
      node.replaceChildren(...content(told));
    } catch (error) {
      if (error.name !== 'AbortError') node.replaceChildren(h('p', {class: 'error'}, error.message));
    }
  };
  const onRuns = () => {
    const now = runs.runs.filter(run => run.state === 'completed').length;
    if (now === ended || timer) return;
    ended = now;
    timer = setTimeout(look, Math.max(0, read ? PAUSE_MS - (performance.now() - read) : 0));
  };
  runs.addEventListener('runs', onRuns);
  if (runs.runs) onRuns();
  return {
    node,
    close() {
      gone.abort();
      clearTimeout(timer);
      runs.removeEventListener('runs', onRuns);
    },
  };
}
