// A campaign's figures, each with its interval: a line for each cell, all of a figure to one scale.
import {badge, h, svg} from '/page/dom.js';
import {cellName, count, significant} from '/page/format.js';
import {campaignAddress, load} from '/page/stream.js';

const NAMES = {
  shrink_gib_s: 'Shrink rate', grow_gib_s: 'Grow rate', touch_gib_s: 'Rate of the first touch', touch2_gib_s: 'Rate of the second touch',
  footprint_gib_min: 'Footprint', peak_gib: 'Peak of resident memory', build_s: 'Build', total_s: 'Time in all', workload_s: 'Workload',
};
const UNITS = [['_gib_s', 'GiB/s'], ['_gib_min', 'GiB·min'], ['_gb_s', 'GB/s'], ['_gib', 'GiB'], ['_s', 's']];
/** At most so often while runs end one after the other: each time all raw files are read. */
const PAUSE_MS = 10000;

function heading(name) {
  const [suffix, unit] = UNITS.find(([end]) => name.endsWith(end)) || ['', ''];
  const words = NAMES[name] || name.slice(0, name.length - suffix.length).replaceAll('_', ' ').replace(/^./, first => first.toUpperCase());
  return unit ? `${words}, ${unit}` : words;
}

/** From 0 to the figure's highest: what is twice as long is twice as much. */
function whisker({low, median, high}, top) {
  const x = value => `${2 + 96 * value / (top || 1)}%`;
  return svg('svg', {'aria-hidden': 'true', focusable: 'false'},
    svg('line', {class: 'axis', x1: '2%', x2: '98%', y1: 11, y2: 11}), svg('line', {class: 'axis', x1: '2%', x2: '2%', y1: 3, y2: 19}),
    svg('line', {class: 'whisker', x1: x(low), x2: x(high), y1: 11, y2: 11}),
    svg('line', {class: 'whisker', x1: x(low), x2: x(low), y1: 7, y2: 15}), svg('line', {class: 'whisker', x1: x(high), x2: x(high), y1: 7, y2: 15}),
    svg('circle', {class: 'median', cx: x(median), cy: 11, r: 4.5}));
}

const interval = ({low, median, high}) => low === high ? significant(median) : `${significant(median)} (${significant(low)}–${significant(high)})`;

function figure(name, cells) {
  const top = Math.max(...cells.map(cell => cell.figures[name].high));
  return h('section', {class: 'card', 'aria-labelledby': `figure-${name}`, 'data-figure': name},
    h('div', {class: 'top'}, h('h2', {id: `figure-${name}`}, heading(name))),
    h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Table of ${heading(name)}`}, h('table', {class: 'figure'}, h('caption', {class: 'visually-hidden'}, `${heading(name)}: median, and from the lowest to the highest`),
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Cell'), h('th', {scope: 'col', class: 'right drop'}, 'Runs'), h('th', {scope: 'col', class: 'right'}, 'Median (range)'), h('th', {scope: 'col'}, `0 to ${significant(top)}`))),
      h('tbody', {}, cells.map(cell => h('tr', {}, h('th', {scope: 'row'}, cellName(cell), cell.replayed ? [' ', badge('replayed', 'replayed')] : null), h('td', {class: 'right drop'}, cell.runs),
        h('td', {class: 'right'}, interval(cell.figures[name])), h('td', {class: 'plot'}, whisker(cell.figures[name], top))))))));
}

function content(told) {
  const benchmarks = [...new Set(told.cells.map(cell => cell.benchmark))];
  const disturbed = told.cells.reduce((sum, cell) => sum + cell.disturbed, 0);
  const parts = [h('p', {class: 'note'}, 'A dot is the median over the runs, a line reaches from the lowest to the highest value that they have measured. From the raw files, of completed runs.')];
  if (told.cells.some(cell => cell.replayed)) parts.push(h('p', {class: 'warning'}, 'Replayed: figures of traces that were played back; nothing was measured.'));
  if (disturbed) parts.push(h('p', {class: 'warning'}, `${count(disturbed, 'run')} left out: shrunk or paused by a host's memory guard, and not to be compared.`));
  told.problems.forEach(problem => parts.push(h('p', {class: 'warning'}, problem)));
  for (const benchmark of benchmarks) {
    const cells = told.cells.filter(cell => cell.benchmark === benchmark);
    const names = [...new Set(cells.flatMap(cell => Object.keys(cell.figures)))];
    if (names.length && benchmarks.length > 1) parts.push(h('h2', {class: 'benchmark'}, benchmark));
    parts.push(h('div', {class: 'two'}, names.map(name => figure(name, cells.filter(cell => cell.figures[name])))));
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
