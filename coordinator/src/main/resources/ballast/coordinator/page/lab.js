// The lab: each host with its VMs, now and in the last minutes.
import {badge, h, segments, setText} from '/page/dom.js';
import {bytes, count} from '/page/format.js';
import {layerColour, Stack} from '/page/stack.js';
import {runLink} from '/page/stream.js';
import {campaignRow} from '/page/campaigns.js';

const MANY = 12;
let seconds = 60;

/** One host's card. */
class Host {
  constructor(lab, name) {
    this.lab = lab;
    this.name = name;
    this.stack = new Stack(lab, name);
    this.state = badge('', '');
    this.extra = h('span', {class: 'sub'});
    this.facts = h('p', {class: 'facts'});
    this.facts.append(...['now', 'budget', 'planned', 'pressure', 'breaches'].map(fact => (this[fact] = h('span'))));
    this.reason = h('p', {class: 'warning', hidden: true});
    this.body = h('tbody');
    this.rows = new Map();
    this.summary = h('summary');
    this.details = h('details', {}, this.summary, h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `VMs of host ${name}`},
      h('table', {class: 'vms'}, h('caption', {class: 'visually-hidden'}, `VMs of host ${name}, now`),
        h('thead', {}, h('tr', {}, ['Run', 'VM', 'Phase'].map(text => h('th', {scope: 'col'}, text)),
          ['RSS', 'Target', 'Guest free'].map(text => h('th', {scope: 'col', class: 'right'}, text)))), this.body)));
    this.planLine = h('li', {}, h('i', {class: 'planned dashed'}), 'planned footprint');
    this.node = h('section', {class: 'card', 'data-host': name, 'aria-labelledby': `host-${name}`},
      h('div', {class: 'top'}, h('h2', {id: `host-${name}`}, name), this.state, this.extra),
      this.facts, this.reason, this.stack.node,
      h('ul', {class: 'key'}, h('li', {}, h('i', {class: 'budget'}), 'budget for VMs'), this.planLine, h('li', {}, 'areas: resident memory of each VM')),
      this.details);
  }

  tell(host) {
    this.told = host;
    this.state.className = `badge ${host.state.split(' ')[0]}`;
    setText(this.state, host.state);
    const labels = Object.entries(host.labels).map(([name, value]) => `${name}=${value}`).join(', ');
    setText(this.extra, [count(host.cores, 'core'), host.driver === 'replay' ? 'plays traces: nothing is measured' : `accel ${host.accel}`, labels].filter(x => x).join(' · '));
    this.reason.hidden = !host.reason;
    setText(this.reason, host.reason);
    const {guard} = host;
    setText(this.budget, `budget ${bytes(host.budget)}`);
    setText(this.planned, guard ? `planned ${bytes(guard.planned)}` : '');
    setText(this.pressure, guard && guard.pressure !== null ? `memory pressure ${guard.pressure.toFixed(1)} %` : '');
    setText(this.breaches, guard && guard.breaches ? `${count(guard.breaches, 'budget breach', 'budget breaches')}, ${guard.breachSeconds.toFixed(1)} s` : '');
    this.planLine.hidden = !guard;
  }

  /** VMs have come or gone. */
  roster(vms, first) {
    const now = this.lab.now();
    const shown = vms.filter(vm => !vm.ended || now - vm.ended < 300000);
    this.stack.setVms(shown);
    const alive = shown.filter(vm => !vm.ended);
    this.vms = alive;
    const colours = new Map(shown.map((vm, i) => [vm.key, layerColour(i)]));
    for (const [key, row] of this.rows) {
      if (!alive.some(vm => vm.key === key)) {
        row.node.remove();
        this.rows.delete(key);
      }
    }
    for (const vm of alive) {
      if (!this.rows.has(vm.key)) this.rows.set(vm.key, this.row(vm));
      const row = this.rows.get(vm.key);
      row.swatch.style.background = colours.get(vm.key);
      this.body.append(row.node);
    }
    if (first) this.details.open = alive.length > 0 && alive.length <= MANY && window.innerWidth > 620;
    this.details.hidden = alive.length === 0;
    setText(this.summary, `${count(alive.length, 'VM')} now`);
  }

  row(vm) {
    const swatch = h('span', {class: 'swatch', 'aria-hidden': 'true'});
    const cells = Object.fromEntries(['phase', 'rss', 'target', 'free'].map(name => [name, h('td', {class: name === 'phase' ? '' : 'right', 'data-value': name})]));
    const run = h('a', {href: runLink(vm.campaign, vm.cell, vm.repetition)}, `${vm.benchmark} ${vm.mode}`);
    const node = h('tr', {'data-vm': vm.key}, h('th', {scope: 'row'}, swatch, run, ` rep ${vm.repetition}`), h('td', {}, String(vm.vm)),
      cells.phase, cells.rss, cells.target, cells.free);
    return {node, swatch, cells};
  }

  beat() {
    this.stack.seconds = seconds;
    this.stack.draw(this.told);
    let sum = 0;
    for (const vm of this.vms || []) {
      sum += vm.rss;
      if (!this.details.open) continue;
      const {cells} = this.rows.get(vm.key);
      setText(cells.phase, vm.phase);
      setText(cells.rss, bytes(vm.rss));
      setText(cells.target, bytes(vm.target));
      setText(cells.free, bytes(vm.free));
    }
    setText(this.now, `now ${bytes(sum)}`);
    return sum;
  }

  close() {
    this.stack.close();
    this.node.remove();
  }
}

function tiles() {
  const parts = {};
  const node = h('dl', {class: 'tiles'}, [['hosts', 'Hosts'], ['vms', 'VMs now'], ['memory', 'Resident, of all budgets'], ['runs', 'Runs running, waiting']]
    .map(([name, label]) => h('div', {class: 'tile'}, h('dt', {}, label), (parts[name] = h('dd', {'data-tile': name}, '–')))));
  return {node, parts};
}

export function labView(lab) {
  const hosts = new Map();
  const summary = tiles();
  const place = h('div', {class: 'hosts'});
  const empty = h('p', {class: 'empty'}, 'No host has reported yet.');
  const open = h('section', {class: 'card', 'aria-labelledby': 'open-campaigns', hidden: true},
    h('div', {class: 'top'}, h('h2', {id: 'open-campaigns'}, 'Campaigns that run')));
  const list = h('div');
  open.append(list);
  const node = h('div', {},
    h('div', {class: 'head'}, h('h1', {tabindex: '-1'}, 'Lab'),
      h('span', {class: 'grow'}, segments('Time that is shown', [[60, '1 min'], [300, '5 min']], seconds, value => { seconds = value; }))),
    summary.node, open, empty, place);

  const onVms = () => hosts.forEach((host, name) => host.roster(lab.vmsOf(name), false));
  const onHosts = () => {
    const names = lab.hosts.map(host => host.host);
    for (const [name, host] of hosts) {
      if (!names.includes(name)) {
        host.close();
        hosts.delete(name);
      }
    }
    for (const told of lab.hosts) {
      const fresh = !hosts.has(told.host);
      if (fresh) hosts.set(told.host, new Host(lab, told.host));
      const host = hosts.get(told.host);
      host.tell(told);
      if (fresh) {
        place.append(host.node);
        host.roster(lab.vmsOf(told.host), true);
      }
    }
    empty.hidden = names.length > 0 || !lab.known.hosts;
  };
  const onCampaigns = () => {
    const running = lab.campaigns.filter(campaign => !campaign.ended);
    open.hidden = running.length === 0;
    list.replaceChildren(...running.reverse().map(campaignRow));
    const sum = name => lab.campaigns.reduce((total, campaign) => total + campaign.counts[name], 0);
    setText(summary.parts.runs, `${sum('running')}, ${sum('waiting')}`);
  };
  lab.addEventListener('hosts', onHosts);
  lab.addEventListener('vms', onVms);
  lab.addEventListener('campaigns', onCampaigns);
  onHosts();
  onCampaigns();

  return {
    node,
    beat() {
      let sum = 0;
      let vms = 0;
      for (const host of hosts.values()) {
        sum += host.beat();
        vms += (host.vms || []).length;
      }
      const ready = lab.hosts.filter(host => host.state === 'ready').length;
      setText(summary.parts.hosts, lab.hosts.length === ready ? String(ready) : `${ready} ready of ${lab.hosts.length}`);
      setText(summary.parts.vms, String(vms));
      const budget = lab.hosts.reduce((total, host) => total + host.budget, 0);
      setText(summary.parts.memory, budget ? `${bytes(sum)} of ${bytes(budget)}` : '–');
    },
    close() {
      lab.removeEventListener('hosts', onHosts);
      lab.removeEventListener('vms', onVms);
      lab.removeEventListener('campaigns', onCampaigns);
      hosts.forEach(host => host.close());
    },
  };
}
