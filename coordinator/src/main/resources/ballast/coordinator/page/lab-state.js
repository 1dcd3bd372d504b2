// What the coordinator tells of the lab, kept as it comes. Times are ms by the coordinator's clock.
import {Ring} from '/page/ring.js';
import {Stream} from '/page/stream.js';

const MIB = 1 << 20;
export const WINDOWS = {60: {step: 100, slots: 600}, 300: {step: 1000, slots: 300}};

class Vm {
  constructor(told) {
    Object.assign(this, told);
    // a little more than is shown, so that a value from before the window can be carried into it
    this.rings = Object.fromEntries(Object.entries(WINDOWS).map(([seconds, {step, slots}]) =>
      [seconds, new Ring(step, slots + Math.ceil(5000 / step))]));
    told.history.rss.forEach((mib, i) => {
      if (mib !== null) this.keep((told.history.second + i) * 1000, mib);
    });
  }

  keep(t, mib) {
    for (const ring of Object.values(this.rings)) ring.put(t, mib);
  }
}

export class Lab extends EventTarget {
  hosts = [];
  campaigns = [];
  vms = new Map();
  known = {hosts: false, campaigns: false, vms: false};
  #at = 0;
  #heard = 0;

  start() {
    this.stream = new Stream('/api/live', {
      hosts: list => this.#list('hosts', list),
      campaigns: list => this.#list('campaigns', list),
      vms: roster => this.#roster(roster),
      samples: samples => this.#samples(samples),
    }, state => {
      // another stream tells everything anew
      if (state !== 'live') this.#forget();
      this.dispatchEvent(new CustomEvent('connection', {detail: state}));
    });
  }

  /** By the coordinator's clock, as far as it is known. */
  now() {
    return this.#heard ? this.#at + (performance.now() - this.#heard) : Date.now();
  }

  #hear(t) {
    this.#at = t;
    this.#heard = performance.now();
  }

  #forget() {
    this.vms.clear();
    this.dispatchEvent(new Event('vms'));
  }

  #list(name, list) {
    this[name] = list;
    this.known[name] = true;
    this.dispatchEvent(new Event(name));
  }

  #roster({t, added, ended, gone}) {
    this.#hear(t);
    for (const vm of added) this.vms.set(vm.key, new Vm(vm));
    for (const key of ended) {
      const vm = this.vms.get(key);
      if (vm) vm.ended = t;
    }
    for (const key of gone) this.vms.delete(key);
    this.known.vms = true;
    this.dispatchEvent(new Event('vms'));
  }

  #samples(told) {
    this.#hear(told.t);
    for (let i = 0; i < told.key.length; i++) {
      const vm = this.vms.get(told.key[i]);
      if (!vm) continue;
      vm.rss = told.rss[i];
      vm.ram = told.ram[i];
      vm.target = told.target[i];
      vm.free = told.free[i];
      if (vm.phase !== told.phase[i]) {
        vm.phase = told.phase[i];
        vm.phases.push({phase: vm.phase, t: told.t});
      }
      vm.keep(told.t, vm.rss / MIB);
    }
    this.dispatchEvent(new CustomEvent('samples', {detail: told}));
  }

  vmsOf(host) {
    return [...this.vms.values()].filter(vm => vm.host === host);
  }
}
