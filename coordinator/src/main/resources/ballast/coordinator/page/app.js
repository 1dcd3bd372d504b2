// The page: which view the address names, and the connection to the coordinator.
import {setText} from '/page/dom.js';
import {Lab} from '/page/lab-state.js';
import {labView} from '/page/lab.js';
import {campaignsView} from '/page/campaigns.js';
import {campaignView} from '/page/campaign.js';
import {runView} from '/page/run.js';

const lab = new Lab();
const main = document.getElementById('main');
let shown = null;

function route() {
  const parts = location.hash.replace(/^#\/?/, '').split('/').filter(part => part).map(decodeURIComponent);
  const [first, id, what, cell, repetition] = parts;
  if (first !== 'campaigns') return {view: 'lab', title: 'Lab', make: () => labView(lab)};
  if (!id) return {view: 'campaigns', title: 'Campaigns', make: () => campaignsView(lab)};
  if (what === 'runs' && repetition) {
    return {view: 'campaigns', title: `Run ${cell}`, make: () => runView(lab, id, cell, repetition)};
  }
  return {view: 'campaigns', title: 'Campaign', make: () => campaignView(lab, id, what || 'grid')};
}

function show(first) {
  if (shown) shown.close();
  const wanted = route();
  for (const link of document.querySelectorAll('nav [data-view]')) {
    if (link.dataset.view === wanted.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${wanted.title} · Ballast`;
  shown = wanted.make();
  main.replaceChildren(shown.node);
  if (!first) {
    window.scrollTo(0, 0);
    const heading = main.querySelector('h1');
    (heading || main).focus({preventScroll: true});
  }
}

function connection(state) {
  const words = {connecting: 'connecting', live: 'live', lost: 'no coordinator, trying again'};
  const node = document.getElementById('connection');
  node.className = `connection ${state}`;
  setText(document.getElementById('connection-text'), words[state]);
}

function theme() {
  const button = document.getElementById('theme');
  const tell = now => {
    setText(button, {auto: 'Auto', light: 'Light', dark: 'Dark'}[now]);
    button.setAttribute('aria-label', `Colours: ${now === 'auto' ? 'as the system has them' : now}`);
  };
  tell(globalThis.ballastTheme.now());
  button.addEventListener('click', () => {
    tell(globalThis.ballastTheme.next());
    window.dispatchEvent(new Event('theme'));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.dispatchEvent(new Event('theme')));
}

// The views are called at the beat of the samples, and at none while nobody looks.
const BEAT_MS = 100;
let last = 0;
function beat(time) {
  if (time - last >= BEAT_MS - 8) {
    last = time;
    if (shown && shown.beat) shown.beat();
  }
  requestAnimationFrame(beat);
}

lab.addEventListener('connection', event => connection(event.detail));
window.addEventListener('hashchange', () => show(false));
// another address would be another view
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
theme();
lab.start();
show(true);
requestAnimationFrame(beat);
window.addEventListener('pagehide', () => lab.stream.close());
