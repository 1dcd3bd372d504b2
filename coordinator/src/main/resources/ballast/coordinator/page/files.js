// What a run has left: the end of its consoles, and its files to take away.
import {h, segments} from '/page/dom.js';
import {bytes} from '/page/format.js';

const TAIL_BYTES = 32768;
const FEW = 14;

const fileAddress = (run, path) => `${run}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

/** A guest may print anything: what only moves a terminal's cursor is left out. */
// eslint-disable-next-line no-control-regex
const plain = text => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

export function consoleCard(run, consoles, signal) {
  const text = h('pre', {class: 'console', tabindex: '0', role: 'region', 'aria-label': 'Last lines of the console'}, 'loading');
  const show = async path => {
    try {
      const answer = await fetch(`${fileAddress(run, path)}?tail=${TAIL_BYTES}`, {signal});
      text.textContent = answer.ok ? plain(await answer.text()) || '(it is empty)' : `the coordinator answers ${answer.status}`;
      text.scrollTop = text.scrollHeight;
    } catch (error) {
      if (error.name !== 'AbortError') text.textContent = String(error.message);
    }
  };
  if (consoles.length) show(consoles[0]);
  else text.textContent = 'This run has left no console.';
  const chooser = consoles.length > 1 ? segments('Console', consoles.map(path => [path, path]), consoles[0], show) : null;
  return h('section', {class: 'card', 'aria-labelledby': 'console'}, h('div', {class: 'top'}, h('h2', {id: 'console'}, 'Console, its end'), h('span', {class: 'grow'}, chooser)), text);
}

function fileTable(run, files) {
  return h('table', {}, h('caption', {class: 'visually-hidden'}, 'Raw files of the run'),
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'File'), h('th', {scope: 'col', class: 'right'}, 'Size'))),
    h('tbody', {}, files.map(file => h('tr', {}, h('th', {scope: 'row'}, h('a', {href: fileAddress(run, file.path), download: ''}, file.path)), h('td', {class: 'right'}, bytes(file.bytes))))));
}

/** Those that say most come first, what a guest's single commands have printed behind. */
export function filesCard(run, files) {
  const deep = files.filter(file => file.path.includes('workload/'));
  const top = files.filter(file => !deep.includes(file));
  const shown = files.length <= FEW ? files : top;
  const rest = files.length <= FEW ? [] : deep;
  return h('section', {class: 'card', 'aria-labelledby': 'files'}, h('div', {class: 'top'}, h('h2', {id: 'files'}, 'Files')),
    h('div', {class: 'scroll'}, fileTable(run, shown)),
    rest.length ? h('details', {}, h('summary', {}, `${rest.length} files of the guest's commands`), h('div', {class: 'scroll'}, fileTable(run, rest))) : null);
}
